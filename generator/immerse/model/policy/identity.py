"""Who speaks, and how that is shown: disclosure, agency, ghost-writing, machines, ambassadors, reviews."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from immerse.model.base import QUOTED, Node, NonEmpty, ReportedUnder
from immerse.model.ids import ContactId
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import LanguageTag, Translations
from immerse.model.policy.limits import each_once, fixed, holding, refusal, strictest_first
from immerse.model.policy.setting_marks import LOOKED_UP
from immerse.model.text import Words
from immerse.words.english import join

GHOST_CONDITIONS = ("interview", "final-approval", "own-posts", "no-ghosted-comments")
"""The four conditions of conditional ghost-writing of long texts."""


class Disclosure(Node):
    """The texts that disclose who speaks, and their place."""

    rule_of_model: ClassVar[str] = "L-12"

    employee_text: Translations
    """The text in an employee's reply."""
    agency_text: Translations
    """The text in a reply by the agency, or its answer when asked."""
    placement: Annotated[
        tuple[Literal["in_post", "sign_off", "thread_start", "profile"], ...],
        holding(("in_post",), "identity.disclosure.placement"),
    ]
    """The places of the text; `in_post` is always one of them."""
    languages: NonEmpty[LanguageTag]
    """The languages in which both texts exist."""

    @model_validator(mode="after")
    def _has_both_texts(self) -> Self:
        for tag in self.languages:
            for name, texts in (("employee_text", self.employee_text), ("agency_text", self.agency_text)):
                if tag not in texts:
                    raise refusal(f"identity.disclosure.{name} has no text in {tag}, which languages lists")
        return self


class GhostCondition(Node):
    """A condition of ghost-writing, in the client's words."""

    id: Annotated[Literal["interview", "final-approval", "own-posts", "no-ghosted-comments"], LOOKED_UP]
    text: Words


class GhostWriting(Node):
    """The texts that another person may write for a named author."""

    rule_of_model: ClassVar[str] = "L-13"

    long_form: Literal["forbidden", "conditional"]
    """Articles, blog posts, speeches."""
    conditions: Annotated[tuple[GhostCondition, ...], each_once("id", "identity.ghost_writing.conditions")] = ()
    """The conditions of a conditional long form; without effect if it is forbidden."""
    micro: Annotated[Literal["forbidden"], fixed("forbidden", "identity.ghost_writing.micro is always forbidden")]
    """Posts and updates."""
    comments: Annotated[Literal["forbidden"], fixed("forbidden", "identity.ghost_writing.comments is always forbidden")]
    """Comments, replies, private messages."""

    @model_validator(mode="after")
    def _has_all_conditions(self) -> Self:
        ids = {condition.id for condition in self.conditions}
        missing = [name for name in GHOST_CONDITIONS if name not in ids]
        if self.long_form == "conditional" and missing:
            raise refusal(f"identity.ghost_writing.conditions lacks {join(missing)}")
        return self


class MachineUse(Node):
    """Limits for machine-made text. In P1, P2 or a declared crisis a machine never publishes: no value allows it."""

    drafting: Annotated[Literal["none", "assist", "assist_logged"], strictest_first("none", "assist_logged", "assist")]
    """`assist_logged`: prompts and drafts are kept."""
    auto_publish: Annotated[bool, strictest_first(False, True), ReportedUnder("L-18", any_fault=True)]
    """Whether a reply may be published unread in P3 and P4 while no crisis is declared."""
    bot: bool
    """Whether an automated assistant answers people anywhere."""
    bot_notice: Translations | None = None
    """The notice by which the assistant identifies itself; needed if `bot` is true and EU law applies."""
    label_rule: Words
    """The cases in which a text or an image is labelled as made by a machine."""
    editor: ContactId | None = None
    """The contact who is responsible for machine-made text."""


class Ambassadors(Node):
    """Customers and friends who speak for us; a reward that depends on what they say cannot be declared."""

    rule_of_model: ClassVar[str] = "L-14"

    allowed: bool
    register_owner: ContactId | None = None
    """The contact who keeps the register; needed if ambassadors are allowed."""
    in_post_disclosure: bool = True
    free_to_criticise: bool = True
    reward: Literal["none", "product_loan", "product_gift", "fee"] = "none"
    """The reward, which does not depend on what they write."""
    rules: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        if self.allowed and self.register_owner is None:
            raise refusal("identity.ambassadors.register_owner is needed when ambassadors are allowed")
        if self.allowed and not (self.in_post_disclosure and self.free_to_criticise):
            raise refusal("identity.ambassadors must disclose in the post and be free to criticise")
        return self


class Reviews(Node):
    """The rules for asking for reviews; an incentive for a good review cannot be declared."""

    rule_of_model: ClassVar[str] = "L-14"

    solicit: Literal["never", "neutral"]
    """`neutral`: every customer of a kind is asked, in the same words."""
    incentive: Literal["none", "same_for_all"]
    """`same_for_all`: disclosed, and equal for good and bad reviews."""
    insiders: Literal["forbidden", "disclosed"]
    """The rule for reviews by staff, agency and family."""


class PersonalAccounts(Node):
    """The rules for the private accounts of staff, and the rights that nobody may restrict."""

    rule_text: Words
    rights_notice: Annotated[Words, ReportedUnder("L-33", any_fault=True)]
    text: Annotated[Translations | None, QUOTED] = None
    """The text in which colleagues disclose their employer, by language: I work for Northgate."""
    products: Literal["allowed", "leave_to_channels"] | None = None
    """Whether colleagues may speak of our products on their own account."""


class IdentityGroup(Group):
    """`identity`."""

    disclosure: Disclosure | None = setting(
        "How readers see who speaks, and for whom.",
        rule="Placement includes in_post; both texts in every cover language.",
        required=True,
        safety=True,
        affects=("RSP", "PB-11"),
    )
    agency_posting: Literal["not_allowed", "brand_voice_disclosed", "named_disclosed"] | None = setting(
        "Whether people of the agency publish for us, and how that is shown.",
        rule="not_allowed after the agency's exit.",
        safety=True,
        affects=("RSP", "PB-09"),
    )
    ghost_writing: GhostWriting | None = setting(
        "What may be written for a named author.",
        rule="Posts and comments are always forbidden; a conditional long form needs its four conditions.",
        safety=True,
        affects=("RSP", "PB-11"),
    )
    personas: (
        Annotated[
            Literal["forbidden"], fixed("forbidden", "identity.personas is always forbidden"), ReportedUnder("L-10")
        ]
        | None
    ) = setting(
        "Invented persons, sock puppets, bought followers, likes and reviews.",
        rule="Forbidden, for every client.",
        fixed=True,
        affects=("RSP", "LIS"),
    )
    ai: MachineUse | None = setting(
        "What a machine may draft and publish, and how people are told.",
        rule="Nothing unread goes out in P1, P2 or a declared crisis; a bot under EU law needs its notice.",
        safety=True,
        affects=("RSP",),
    )
    ambassadors: Ambassadors | None = setting(
        "Whether customers may speak for us, and on which terms.",
        rule="Disclosure in the post, freedom to criticise, no reward for praise.",
        safety=True,
        affects=("REL", "RSP"),
    )
    reviews: Reviews | None = setting(
        "How reviews are asked for.",
        rule="An incentive never depends on what the review says.",
        safety=True,
        affects=("RSP",),
    )
    personal_accounts: PersonalAccounts | None = setting(
        "What applies to staff on their own accounts, with the notice of their rights.",
        rule="The rights notice is never missing.",
        affects=("RSP",),
    )
