"""Settings of the engagement centre: desks and their hours, on-call, languages, channels, tools."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node, NonEmpty, ReportedUnder
from immerse.model.clock_times import ClockTime
from immerse.model.days import Day, DayDone
from immerse.model.id_marks import Defines, Names, StandsInFor
from immerse.model.identifying import Identifies, WordKind
from immerse.model.ids import ChannelId, ContactId
from immerse.model.limits import Entries, Limit
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import HolidayRegion, LanguageTag, Mailbox, TimeZone
from immerse.model.policy.kinds import Minutes
from immerse.model.policy.limits import LESS_IS_STRICTER, MORE_IS_STRICTER, Justified, each_once
from immerse.model.policy.relations import Different
from immerse.model.policy.setting_marks import LOOKED_UP
from immerse.model.text import Name, Slug, Words
from immerse.words.english import spelled

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Desk(Node):
    """A desk with its own hours: either `always: true`, or `days`, `open` and `close` in its time zone."""

    id: Defines[Annotated[Slug, Names("desk")]]
    title: Name
    """Its place in plain words: London."""
    timezone: TimeZone
    always: bool = False
    """Staffed day and night, every day; then `days`, `open` and `close` are absent."""
    days: tuple[Weekday, ...] = ()
    open: ClockTime | None = None
    """Local time of opening."""
    close: ClockTime | None = None
    """Local time of closing; at or before the opening it is the next day's, and "24:00" is midnight."""
    holidays: HolidayRegion | None = None
    """Public holidays on which the desk is closed, by country or region: GB-ENG."""
    languages: tuple[LanguageTag, ...]
    """Languages answered here; an item's clock runs at the desk of its language."""

    @model_validator(mode="after")
    def _one_kind_of_hours(self) -> Self:
        has_hours = bool(self.days or self.open or self.close)
        if self.always and has_hours:
            raise PydanticCustomError("desk", "a desk that is always open has no days, open or close")
        if not self.always and not (self.days and self.open and self.close):
            raise PydanticCustomError("desk", "a desk needs days, open and close, or 'always: true'")
        if self.open == "24:00":
            raise PydanticCustomError("desk", 'open is a time of the day: write "00:00" for midnight')
        if self.open and self.close and self.open == self.close:
            raise PydanticCustomError("desk", 'open and close are the same; write close: "24:00", or always: true')
        return self


class OnCall(Justified):
    """The contacts to wake for a P1 outside cover, and the time in which they acknowledge it."""

    enabled: bool
    ack_min: Annotated[Minutes, LESS_IS_STRICTER]
    """Minutes to acknowledge, each: first the primary, then the deputy."""
    primary: ContactId | None = None
    deputy: Annotated[ContactId | None, StandsInFor("primary"), ReportedUnder("L-23")] = None


TESTED_DAYS = 180
"""How many days after a test of the night watch the next one is due."""


class NightWatch(Node):
    """The watch while every desk is closed."""

    kind: Literal["always_open", "alarm", "vendor", "nobody"]
    """`always_open`: a desk never closes; `alarm`: the listening tool rings somebody; `vendor`: people of a supplier
    read; `nobody`: what arrives waits until the first desk opens."""
    what: Words
    """The scope of the watch and its limits, in a sentence."""
    tells: ContactId | None = None
    """The contact whom the alarm or the supplier wakes."""
    within_min: Minutes | None = None
    """Minutes until that contact is informed."""
    tested_on: DayDone | None = None
    """The day of the last test, from a post to a person who was woken."""

    @model_validator(mode="after")
    def _somebody_is_told(self) -> Self:
        if self.kind in ("alarm", "vendor") and not (self.tells and self.within_min):
            raise PydanticCustomError("night_watch", "an alarm or a vendor needs tells and within_min")
        if self.kind == "nobody" and (self.tells or self.within_min):
            raise PydanticCustomError("night_watch", "a night watch of kind nobody takes neither tells nor within_min")
        return self


class Shift(Justified):
    """The length of shifts, and their limits."""

    length_h: Annotated[int, Limit(1, 12, "hours", why="tired people make mistakes"), LESS_IS_STRICTER]
    overlap_min: Annotated[
        int, Limit(15, 120, "minutes", why="the outgoing person must have time to hand over"), MORE_IS_STRICTER
    ]
    """Minutes in which the outgoing and the incoming person are both at work."""
    max_people_rules: tuple[Words, ...] = ()
    """Limits on what a person may be asked to work, one sentence each."""
    second_person: ContactId | None = None
    """The contact who can be reached as the second person of a night or crisis shift."""


class Language(Node):
    """A language of incoming posts, and our cover in it."""

    tag: Annotated[LanguageTag, LOOKED_UP]
    cover: Literal["full", "hours", "none"]
    """`full`: whenever a desk is open; `hours`: while its own desk is; `none`: a pre-cleared line and a translator."""
    fluent_approver: ContactId | None = None
    """The contact who approves answers in that language."""


class Channel(Node):
    """An account on which people can reach us."""

    id: Defines[ChannelId]
    platform: Name
    account: Annotated[Name, Identifies(WordKind.ACCOUNT)]
    owner: ContactId
    """The contact who owns the account."""
    backup: Annotated[ContactId, StandsInFor("owner"), ReportedUnder("L-23")]
    """The contact who takes it over when the owner is away."""
    mailbox: Annotated[Mailbox, Identifies(WordKind.MAILBOX)] | None = None
    """The corporate mailbox to which the account is registered."""
    purpose: Words
    languages: tuple[LanguageTag, ...] = ()
    public: bool
    """Whether everybody can read the posts there."""
    complaint_channel: bool
    """Whether a complaint that is posted there is legally a complaint."""
    captured: bool
    """Whether everything that is posted there is kept as a record."""
    max_chars: Annotated[int, Limit(1, 100000, why="a longer post is a typing mistake")] | None = None
    """The greatest number of characters of a post there."""


MaybePerson = Annotated[Words, Identifies(WordKind.PERSON, only_names=True)]
"""A person's name, or an office."""


LISTENING_MONTHS = 3
"""Months after the start of the agency in which its own contract of the listening tool may run."""


class Listening(Node):
    """The listening tool and its gaps."""

    vendor: Name
    tool: Name
    contract_owner: Literal["client", "agency"]
    contact: MaybePerson
    """The contact to call at the vendor when the feed stops."""
    deputy: Annotated[MaybePerson, StandsInFor("contact"), ReportedUnder("L-23")]
    """The contact to call at the vendor when the first one does not answer."""
    coverage: Words
    """The sources that the tool reads, in one sentence."""
    known_gaps: NonEmpty[Words]
    """The sources that it does not read."""
    ends_on: Day
    """The last day of the contract."""
    data_region: Words


class Venue(Node):
    """A place of public talk that the tool may not reach."""

    name: Name
    access: Literal["open", "closed"]
    method: Annotated[Literal["read_in_public", "open_member_with_disclosure", "not_entered"], ReportedUnder("L-35")]
    note: Words | None = None


Tags = Annotated[tuple[Words, ...], Entries(1, 12, why="with more, two people seldom choose the same one")]


class Taxonomy(Node):
    """The codes for items, by axis."""

    intents: Tags
    topics: Tags
    risks: Tags
    stakeholders: Tags


class Vendor(Node):
    """A supplier on which the centre depends, with two contacts to call."""

    id: Defines[Annotated[Slug, Names("vendor")]]
    name: Name
    service: Words
    contact: MaybePerson
    """The contact to call there."""
    deputy: Annotated[MaybePerson, StandsInFor("contact"), ReportedUnder("L-23")]
    """The contact to call there when the first one does not answer."""
    channel: Words
    hours: Words
    owner: ContactId
    """Our contact who manages the contract."""


class DecisionRight(Node):
    """One line of the charter between the hub and the spokes."""

    decision: Words
    """The decision, in mid-sentence form: who speaks on a product of the brand."""
    by: Literal["hub", "spoke", "both"]
    """The side that decides; `both`: only together."""
    note: Words | None = None


class CentreGroup(Group):
    """`centre`: the desk, its hours, people, languages, channels and tools."""

    relations: ClassVar = (Different("shift.second_person", "on_call.primary", "L-37", when="on_call.enabled"),)

    desks: Annotated[NonEmpty[Desk], each_once("id", "centre.desks")] | None = setting(
        "Where and when we answer.",
        rule="Each with `always: true`, or days, open and close; a close at or before the open is the "
        "next day's; ids differ.",
        required=True,
        safety=True,
        affects=("TRI", "PB-01", "PB-02", "PB-04", "PB-12"),
    )
    on_call: OnCall | None = setting(
        "Who is woken for a P1 while the desks are closed, and how soon they say that they have it.",
        rule="Enabled unless a desk is always open.",
        safety=True,
        affects=("TRI", "CRI", "PB-04", "PB-12"),
    )
    night_watch: NightWatch | None = setting(
        "Who or what watches while every desk is closed.",
        rule="An alarm or a vendor names whom it wakes and how fast; `always_open` needs such a desk.",
        required=True,
        safety=True,
        affects=("TRI", "CRI", "PB-01", "PB-04", "PB-12"),
    )
    shift: Shift | None = setting(
        "How long a shift is, how long two shifts overlap, and what protects people.", affects=("TRI", "PB-04")
    )
    languages: Annotated[NonEmpty[Language], each_once("tag", "centre.languages")] | None = setting(
        "The languages in which people write, and our cover in each.",
        rule="A covered language names its fluent approver; channel languages are among these.",
        required=True,
        affects=("LIS", "RSP"),
    )
    channels: Annotated[NonEmpty[Channel], each_once("id", "centre.channels")] | None = setting(
        "The accounts on which people reach us.",
        rule="Registered to a corporate mailbox; captured where a regime demands it.",
        required=True,
        affects=("LIS", "TRI", "RSP", "REL", "CRI", "PB-06"),
    )
    listening: Listening | None = setting(
        "The listening tool, and the sources that it does not read.",
        rule=f"Contract in the client's name within {spelled(LISTENING_MONTHS)} months of agency.starts; gaps named; "
        "contract not ended; not a retired tool.",
        required=True,
        affects=("LIS", "REL", "PB-07", "PB-09"),
    )
    source_venues: Annotated[tuple[Venue, ...], each_once("name", "centre.source_venues")] | None = setting(
        "Places that we read manually.",
        rule="A closed venue is joined openly, with disclosure, or not at all.",
        affects=("LIS", "REL", "PB-07"),
    )
    taxonomy: Taxonomy | None = setting(
        "The codes for items.", rule="Intents, topics, risks, stakeholders.", affects=("LIS", "TRI", "PB-01")
    )
    charter: Annotated[tuple[DecisionRight, ...], each_once("decision", "centre.charter")] | None = setting(
        "Who decides what, the centre or the brands.",
        rule="Never empty: without it every request lands at the hub, which becomes a help desk.",
        affects=("REL", "PB-06"),
    )
    vendors: Annotated[NonEmpty[Vendor], each_once("id", "centre.vendors")] | None = setting(
        "Suppliers on which we depend, and the contacts to call there.", required=True, affects=("LIS", "ROT", "PB-06")
    )
