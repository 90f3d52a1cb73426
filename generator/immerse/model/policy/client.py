"""Settings about the client itself: who it is, its brands, where it operates."""

from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from immerse.model.base import Node, NonEmpty, ReportedUnder
from immerse.model.id_marks import Defines, StandsInFor
from immerse.model.identifying import Identifies, NamesGroup, WordKind
from immerse.model.ids import BrandId, ChannelId, ContactId
from immerse.model.limits import Length
from immerse.model.policy.declarations import Group, setting
from immerse.model.policy.formats import Jurisdiction, LanguageTag, TimeZone
from immerse.model.policy.limits import NeedsEntries, each_once
from immerse.model.policy.setting_marks import ASKED_OF_ALL, EXEMPT, IN_EVERY_FILE, NEEDED, NOT_COPIED, OF_PUBLISHER
from immerse.model.text import Name, Slug

Sector = Literal[
    "bank",
    "insurance",
    "consumer_goods",
    "automotive",
    "airline",
    "utility",
    "health",
    "public_body",
    "technology",
    "other",
]
REGULATED: tuple[Sector, ...] = ("bank", "insurance", "airline", "utility", "health", "public_body")
"""Sectors in which an authority supervises the client's public statements."""

COMPLAINT_CLOCKS: tuple[Sector, ...] = ("bank", "insurance", "utility", "airline")
"""Sectors in which the law sets deadlines for complaints."""


def in_words(sectors: tuple[Sector, ...]) -> str:
    """Sectors as part of a sentence."""
    return f"{', '.join(sectors[:-1])} and {sectors[-1]}".replace("_", " ")


UseCase = Literal["upgrade", "fix_fire_drill", "catch_leaders", "herd_cats", "transform"]
OrgModel = Literal["organic", "centralised", "hub_spoke", "multi_hub", "holistic"]

_EVERYWHERE = ("LIS", "TRI", "RSP", "REL", "CRI")


class Brand(Node):
    """One brand, with the spoke that owns it."""

    id: Defines[BrandId]
    name: Annotated[Name, Identifies(WordKind.BRAND)]
    spoke_owner: ContactId
    """The contact who owns the brand's conversations."""
    deputy: Annotated[ContactId, StandsInFor("spoke_owner"), ReportedUnder("L-23")]
    """The contact who replaces the spoke owner."""
    languages: tuple[LanguageTag, ...]
    channels: tuple[ChannelId, ...]
    """Of `centre.channels`."""


def _without_article(word: Name) -> Name:
    if word.split()[0].casefold() in ("a", "an", "the"):
        raise PydanticCustomError("word", "{w} begins with an article; write the noun alone", {"w": repr(str(word))})
    return word


Noun = Annotated[Name, AfterValidator(_without_article)]
"""A singular noun for the middle of a sentence, without an article: district."""


class ClientWords(Node):
    """The client's own terms, each a singular noun without an article."""

    organisation: Noun
    """The whole organisation: company, bank, district, airline."""
    head: Noun
    """The person who runs it: chief executive, general manager."""
    board: Noun
    """The body that oversees it: board, board of commissioners."""
    hub: Noun
    """The team that sets the rules of engagement: hub, centre."""
    pilot: Noun
    """A limited trial: pilot, trial."""
    pr_pilot: Noun
    """The person responsible for the reputation in a crisis: PR pilot, reputation lead."""


class ClientGroup(Group):
    """`client`: who the client is."""

    id: Annotated[Slug, Identifies(WordKind.ID), NEEDED, IN_EVERY_FILE, OF_PUBLISHER] | None = setting(
        "Our short name in files and addresses.",
        rule="Unique among the clients; never changes.",
        required=True,
        affects=_EVERYWHERE,
    )
    name: (
        Annotated[
            Name,
            Length(2, 80, why="it is shown in headings and in the navigation"),
            Identifies(WordKind.NAME),
            NEEDED,
            EXEMPT,
            IN_EVERY_FILE,
        ]
        | None
    ) = setting("Our name as shown to readers.", required=True, affects=_EVERYWHERE)
    group: Annotated[Slug, NamesGroup(), NOT_COPIED] | None = setting(
        "The group of clients of the agency to which we belong.",
        rule="Clients with the same word here may say each other's names (L-71).",
    )
    words: Annotated[ClientWords, EXEMPT] | None = setting(
        "Our own terms for the organisation and its parts.",
        rule="Singular nouns without an article; every text may use them without declaring it.",
        affects=_EVERYWHERE,
    )
    sector: Annotated[Sector, IN_EVERY_FILE] | None = setting(
        "The sector of the organisation.",
        rule=f"{in_words(REGULATED).capitalize()} name a regime and a compliance contact.",
        required=True,
        affects=("TRI", "RSP", "CRI", "PB-01", "PB-02", "PB-03"),
    )
    ownership: Annotated[Literal["private", "listed", "public_body"], IN_EVERY_FILE] | None = setting(
        "Who owns us.",
        rule="Listed needs legal.market_disclosure; a public body needs legal.public_forum.",
        required=True,
        affects=("RSP", "CRI", "PB-03"),
    )
    use_case: Annotated[UseCase, NeedsEntries("L-96", "herd_cats", 2, ("brands",))] | None = setting(
        "The purpose of the centre, which decides where the programme begins and what it leaves for later.",
        affects=("REL", "PB-06", "PB-07", "PB-08"),
    )
    brands: Annotated[NonEmpty[Brand], each_once("id", "client.brands")] | None = setting(
        "The brands people talk to, and who answers for each.",
        rule="Channels exist in centre.channels.",
        required=True,
        affects=(*_EVERYWHERE, "PB-06", "PB-07", "PB-10"),
    )
    org_model: Annotated[OrgModel, NeedsEntries("L-96", "multi_hub", 3, ("brands", "jurisdictions"))] | None = setting(
        "How the work is shared between the centre and the units.", affects=("REL", "PB-06")
    )
    jurisdictions: Annotated[NonEmpty[Jurisdiction], ASKED_OF_ALL] | None = setting(
        "Countries whose law applies to our conversations.",
        rule="Each is covered by a regime of legal.regimes, or by a signed entry that none applies.",
        required=True,
        safety=True,
        affects=("LIS", "RSP", "CRI", "REL"),
    )
    timezone: TimeZone | None = setting("Our home time zone.", rule="An IANA name.", required=True, affects=("TRI",))
