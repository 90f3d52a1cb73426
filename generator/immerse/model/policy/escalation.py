"""Settings of escalation: contacts, thresholds, hard triggers."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from immerse.model.base import QUOTED, Node, ReportedUnder
from immerse.model.bounds import FEWEST_EXAMPLES
from immerse.model.id_marks import Defines, Names, StandsInFor
from immerse.model.identifying import Identifies, WordKind
from immerse.model.ids import ContactId, PersonKey, PlaybookId, RegimeId, TriggerId
from immerse.model.limits import Entries, Limit
from immerse.model.policy.client import Sector
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Jurisdiction, Phone
from immerse.model.policy.kinds import PRIORITIES, SEEN_BY_NOBODY, Clock, Minutes, Priority, SeverityCode
from immerse.model.policy.limits import LESS_IS_STRICTER, each_once, strictest_first
from immerse.model.policy.setting_marks import NOT_COPIED
from immerse.model.text import Name, Slug, Words

CORE_TRIGGERS = (
    "threat-to-life",
    "hazard",
    "adverse-event",
    "minors",
    "privacy",
    "vulnerable-person",
    "indecent-image",
    "scam-in-progress",
    "complaint",
    "data-request",
    "legal-threat",
    "market-sensitive",
    "media",
    "employee-voice",
    "impersonation",
)
"""Ids of the hard triggers that every client has; the core defaults hold them, and those of single sectors."""

NeededFunction = Literal["legal", "safety", "privacy", "hr", "it_security", "media", "service", "director"]
"""The functions that must each have a contact."""

NEEDED: tuple[NeededFunction, ...] = get_args(NeededFunction)

Function = Literal[
    NeededFunction,
    "compliance",
    "operations",
    "investor_relations",
    "safeguarding",
    "brand",
    "fraud",
    "complaints",
    "control_room",
]
"""The functions of contacts."""


UNRESOLVED = "function:"
"""Begins a route whose function nobody holds, or several."""


class Route(ContactId, exceptions=[f"{UNRESOLVED}{function}" for function in get_args(Function)]):
    """A contact's id. YAML may have `{function: legal}` instead; loading replaces it with the contact, or leaves
    `function:legal` where no contact can be said to be the one."""

    __slots__ = ()

    @property
    def function(self) -> str:
        """The function for which no contact was found; empty for a contact."""
        return self.removeprefix(UNRESOLVED) if self.startswith(UNRESOLVED) else ""

    @classmethod
    def fault(cls, value: str) -> str:
        """Accepts a function that is not resolved to a contact, too."""
        return "" if value.removeprefix(UNRESOLVED) in get_args(Function) else super().fault(value)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        names = {"enum": list(get_args(Function))}
        several = {"anyOf": [names, {"type": "array", "items": names, "minItems": 1}]}
        by_function = {
            "type": "object",
            "properties": {"function": several},
            "required": ["function"],
            "additionalProperties": False,
        }
        return {"anyOf": [super().__get_pydantic_json_schema__(schema, handler), by_function]}


class Contact(Node):
    """A role that can be reached, never a person's name."""

    title: Name
    """In mid-sentence form: duty lead."""
    person: Annotated[PersonKey, Identifies(WordKind.PERSON, employer="employer")] | None = Field(
        default=None, json_schema_extra=SEEN_BY_NOBODY
    )
    """Key of the person who holds the role (person-07); two roles with the same key are one person."""
    employer: Literal["client", "agency"]
    unit: Words
    country: Jurisdiction
    functions: tuple[Function, ...] = ()
    """The functions that the contact holds; empty for a plain deputy."""
    deputy: Annotated[ContactId, StandsInFor(""), ReportedUnder("L-23")]
    """The contact who replaces this one."""
    hours: Literal["always", "cover", "office", "on_call"]
    """`always`: day and night; `cover`: while a desk is open; `office`: office hours; `on_call`: outside cover."""
    channel: Words
    """The way to reach them, without the number: phone, then chat."""
    phone: Annotated[Phone, Identifies(WordKind.NUMBER), NOT_COPIED] | None = Field(
        default=None, json_schema_extra=SEEN_BY_NOBODY
    )
    """Never shown unless the client's site displays contacts in full."""
    triggers: tuple[TriggerId, ...] = ()
    """Hard triggers that are reported to this contact."""

    @property
    def is_reached_at_night(self) -> bool:
        """Whether the contact is reached while no desk is open."""
        return self.hours in ("always", "on_call")


Metric = Literal[
    "volume_rise_percent",
    "items",
    "distinct_authors",
    "identical_items",
    "media_enquiries",
    "views",
    "feed_gap_min",
    "unowned_items",
    "sentiment_drop_percent",
]


class Also(Node):
    """A second condition that must be met as well."""

    metric: Metric
    value: Annotated[int, Limit(1, why="zero is always reached")]


class Threshold(Node):
    """A number at which somebody has to act."""

    id: Defines[Annotated[Slug, Names("threshold")]]
    signal: Words
    """The counted signal, in words."""
    metric: Metric
    window_min: Minutes
    """The minutes over which it is counted."""
    value: Annotated[int, Limit(1, why="zero is always reached")]
    """The number at which the threshold is reached."""
    also: Also | None = None
    leads_to: Literal["note", "alert", "P1", "P2", SeverityCode]


class HardTrigger(Node):
    """Content of an item that on its own decides priority, clock and route."""

    rule_of_model: ClassVar[str] = "L-20"

    title: Name
    """Its name, in mid-sentence form: threat to life."""
    priority: Annotated[Priority, strictest_first(*PRIORITIES)]
    route: Route
    """Who is told: a contact, or {function: legal} for whoever stands for a function; of several functions the
    first that somebody holds."""
    clock: Annotated[Clock, strictest_first("wall", "cover")]
    tell_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes from recognising the trigger until the route is informed, on the trigger's clock."""
    examples: Annotated[
        tuple[Words, ...], Entries(FEWEST_EXAMPLES, why="fewer do not show what belongs to the trigger"), QUOTED
    ]
    """Examples in plain language."""
    polite_example: Annotated[Words, QUOTED]
    """A polite example, which is easy to miss."""
    playbook: PlaybookId
    law: RegimeId | None = None
    """Regime of `legal.regimes` that sets a clock or duty of its own."""
    sectors: tuple[Sector, ...] | None = None
    """Sectors of clients to which it applies; absent: all."""


class Numbers(Node):
    """Rules for the telephone numbers on printed emergency pages."""

    kept_by: ContactId
    """The contact who fills them in."""
    list: Words
    """The list from which they are taken: the sealed list in the duty room."""
    check_days: Annotated[int, Limit(1, 366, "days", why="telephone numbers change")]
    """Days between two checks of every number."""


class EscalationGroup(Group):
    """`escalation`: contacts, hard triggers and thresholds."""

    contacts: dict[Defines[ContactId], Contact] | None = setting(
        "Roles that can be reached, each with a deputy.",
        rule=f"A different deputy each; {', '.join(NEEDED[:-1])} and {NEEDED[-1]} are held by somebody; "
        "together their hours cover P1. Persons' keys and telephone numbers are not shown.",
        required=True,
        safety=True,
        affects=("LIS", "TRI", "REL", "CRI", "PB-01", "PB-03", "PB-12"),
    )
    thresholds: Annotated[tuple[Threshold, ...], each_once("id", "escalation.thresholds")] | None = setting(
        "Numbers at which somebody has to act.", rule="Numeric; never sentiment alone.", affects=("LIS", "CRI", "PB-01")
    )
    hard_triggers: dict[Defines[TriggerId], HardTrigger] | None = setting(
        "Content of items that on its own decides priority, clock and owner.",
        rule="The core ids stay, and those of the client's sector; plain examples and a polite one each; the "
        "route is a contact.",
        safety=True,
        affects=("TRI", "CRI", "PB-01", "PB-12"),
    )
    numbers: Numbers | None = setting(
        "Who fills in the numbers on printed emergency pages, from which list, and how often.",
        rule="A contact of the client.",
        affects=("CRI", "PB-03", "PB-12"),
    )

    def deputy_of(self, contact: str) -> str:
        """Contact id of the deputy; empty for a contact whom the policy does not know."""
        known = self.contact(contact)
        return str(known.deputy) if known else ""

    def is_same_person(self, contact: str, other_contact: str) -> bool:
        """Whether two contact ids are one person: the same id, or the same `person` key."""
        first, second = self.contact(contact), self.contact(other_contact)
        return contact == other_contact or bool(first and second and first.person and first.person == second.person)

    def contact(self, contact: str) -> Contact | None:
        """The contact with this id; None where there is none."""
        contacts: Mapping[Any, Contact] = self.contacts or {}
        return contacts.get(contact)
