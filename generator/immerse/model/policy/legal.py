"""Law as settings: each line has an owner, a source and a review date, and none of it is legal advice."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.days import Day, DayDone
from immerse.model.id_marks import Defines, StandsInFor
from immerse.model.ids import ContactId, RegimeId
from immerse.model.limits import Limit
from immerse.model.policy.client import COMPLAINT_CLOCKS, REGULATED, in_words
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.escalation import Route
from immerse.model.policy.formats import Jurisdiction, Translations
from immerse.model.policy.limits import each_once, fixed, refusal
from immerse.model.policy.relations import Related, Relation
from immerse.model.policy.setting_marks import NOT_COPIED
from immerse.model.text import Name, Words

VERIFIED_DAYS = 365
"""How many days after its verification a regime has to be verified again."""
REGULATED_DAYS = 180
"""The same for a client in a regulated sector."""

HoursOfLaw = Annotated[int, Limit(1, 87600, "hours", why="a longer time is a typing mistake")]
"""Hours on the wall clock."""

WorkingDays = Annotated[int, Limit(1, 366, "working days", why="a longer time is a typing mistake")]
"""Days on which the offices of the jurisdiction work."""


class LegalClock(Node):
    """Times that the law sets, in hours or working days from `starts`; our own must be shorter."""

    starts: Words
    """The event from which it runs."""
    ack_h: HoursOfLaw | None = None
    """Hours to acknowledge."""
    report_h: HoursOfLaw | None = None
    """Hours to report to an authority."""
    resolve_h: HoursOfLaw | None = None
    """Hours to give the final answer."""
    ack_working_days: WorkingDays | None = None
    """Working days to acknowledge, where the law counts in them."""
    report_working_days: WorkingDays | None = None
    """Working days to report to an authority."""
    resolve_working_days: WorkingDays | None = None
    """Working days to give the final answer."""


class Regime(Related):
    """A legal regime that changes what the centre does."""

    id: Defines[RegimeId]
    title: Name | None = None
    """Its common name; if absent, `applies_to` is shown."""
    applies_to: Words
    jurisdictions: NonEmpty[Jurisdiction]
    rule: Words
    """Its effect on the work at the desk, in a sentence."""
    wording: Translations | None = None
    """Wording that must be used."""
    owner: Annotated[ContactId, ReportedUnder("L-30")]
    source: Annotated[Words, ReportedUnder("L-30"), QUOTED]
    verified_on: DayDone | None = None
    """The day on which the owner last compared it with the source; absent: to be confirmed by counsel."""
    review_by: Annotated[Day, ReportedUnder("L-43")]
    retention_months: Annotated[int, Limit(0, 240, "months", why="a longer time is a typing mistake")] | None = None
    """Months for which records must be kept."""
    clock: LegalClock | None = None

    relations: ClassVar = (Relation("verified_on", "review_by", strict=True, blames_upper=True),)


class NoRegime(Node):
    """A signed statement that no regime of a jurisdiction changes what the centre does."""

    jurisdiction: Jurisdiction
    signed_by: ContactId
    signed_on: DayDone
    reason: Words


class Complaints(Related):
    """The signs of a complaint, and its route and deadlines."""

    definition: Words
    signs: tuple[Words, ...] | None = None
    """Phrases in such posts: third time, cost me, lost a day, still no answer."""
    route: Route
    """A contact, or {function: complaints}."""
    ack: HoursOfLaw
    """Hours to acknowledge."""
    resolve: HoursOfLaw
    """Hours to the final answer."""
    record: Words
    """The place and time of the log entry."""

    relations: ClassVar = (Relation("ack", "resolve"),)


class RetentionDecision(Node):
    """A decision to keep records for longer than the privacy maximum, with its reason."""

    reason: Words
    owner: ContactId
    decided_on: DayDone


class Privacy(Node):
    """Data protection in listening and replying."""

    rule_of_model: ClassVar[str] = "L-35"

    purpose: Words
    lawful_basis: Words
    assessment_ref: Words | None = None
    """Reference of the balance test on file; needed in the EU and the UK."""
    minimise: Words
    """The data that are not collected or are deleted early."""
    retention_months: Annotated[int, Limit(1, 240, "months", why="personal data must not be kept indefinitely")]
    """The greatest number of months for which a conversation with a person may be kept."""
    retention_decision: Annotated[RetentionDecision | None, NOT_COPIED] = None


class EmployeeRights(Node):
    """The rights of staff to speak among themselves and in public, without monitoring."""

    rule_of_model: ClassVar[str] = "L-34"

    notice: Words
    monitoring_allowed: Annotated[
        Literal[False], fixed(False, "legal.employee_rights.monitoring_allowed is always false")
    ]


class PublicForum(Node):
    """Whether official pages are a public forum."""

    applies: bool
    rule: Words | None = None
    """The consequences for hiding and blocking; needed if it applies."""

    @model_validator(mode="after")
    def _says_the_rule(self) -> Self:
        if self.applies and self.rule is None:
            raise refusal("legal.public_forum.rule is needed when it applies")
        return self


class MarketDisclosure(Node):
    """The route of information that could move a market."""

    route: Route
    """The contact who decides what may be published."""
    deputy: Annotated[ContactId, StandsInFor("route"), ReportedUnder("L-23")]
    """Who decides when `route` is away."""
    contact: ContactId
    """The contact for questions of investors."""
    quiet_periods: Words


class LegalGroup(Group):
    """`legal`."""

    regimes: Annotated[tuple[Regime, ...], each_once("id", "legal.regimes")] | None = setting(
        "Laws that change the work at the desk.",
        rule=f"Required in {in_words(REGULATED)}; "
        f"verified within {REGULATED_DAYS} days there, {VERIFIED_DAYS} elsewhere.",
        safety=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI"),
    )
    none_applies: (
        Annotated[tuple[NoRegime, ...], each_once("jurisdiction", "legal.none_applies"), NOT_COPIED] | None
    ) = setting("Countries for which somebody signed that no such law applies.", safety=True, affects=("LIS", "RSP"))
    complaints: Complaints | None = setting(
        "What counts as a complaint, who owns it, and its deadlines.",
        rule=f"Required in {in_words(COMPLAINT_CLOCKS)}; shorter than the clock of any regime.",
        safety=True,
        affects=("TRI", "RSP"),
    )
    privacy: Privacy | None = setting(
        "The purpose of listening, its legal basis, and its limits.",
        rule="assessment_ref in the EU and the UK.",
        required=True,
        safety=True,
        affects=("LIS",),
    )
    employee_rights: EmployeeRights | None = setting(
        "What staff may say, without monitoring.",
        rule="Monitoring is false, for every client.",
        safety=True,
        affects=("LIS", "RSP"),
    )
    public_forum: PublicForum | None = setting(
        "Whether our pages are a public forum, where no view may be hidden.",
        rule="Applies for a public body.",
        affects=("TRI",),
    )
    market_disclosure: MarketDisclosure | None = setting(
        "Where information goes that could move a market.",
        rule="Required for a listed client.",
        safety=True,
        affects=("RSP", "CRI"),
    )
