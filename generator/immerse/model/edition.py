"""One client's edition: the programme with every placeholder and condition resolved, for one view."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from immerse.model.book import Book
from immerse.model.client import Look, Overlay, WaiverFile
from immerse.model.fonts import FontFile
from immerse.model.outcomes import ConditionOutcome
from immerse.model.programme import Programme
from immerse.model.ruling import Ruling, ShownTable
from immerse.model.signers import SignersFile
from immerse.model.site_view import View
from immerse.model.text import Text
from immerse.problems import NOWHERE, Location

if TYPE_CHECKING:
    from immerse.model.comparison import Publication
    from immerse.model.policy.answers import Answer
    from immerse.model.policy.policy import Policy
    from immerse.model.policy.stand_ins import ValuePath


class Origin(NamedTuple):
    """The place at which an effective value of the policy was set. A named tuple, because a client has thousands."""

    value: Any
    location: Location
    layer: str
    """`core`, `defaults` or `client`."""

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple.__new__, (Origin, tuple(self))  # unpickled without a call of Python code


@dataclass(frozen=True, slots=True)
class Client:
    """One client's folder as loaded: policy with its origins, overlay, look, logo, waivers, signers."""

    id: str
    folder: str
    """The folder, relative to the workspace: `site_config/clients/northgate`."""
    policy: Policy
    origins: dict[str, Origin]
    """Leaf path (`response.targets.P1.triage_min`) -> origin; list items are one leaf with their list."""
    overlay: Overlay
    look: Look
    logo: tuple[str, bytes] | None = None
    """File name and bytes, already sanitised."""
    waivers: WaiverFile = field(default_factory=WaiverFile)
    stand_ins: tuple[ValuePath, ...] = ()
    """Paths of the values that nobody has given yet; a client with any of them is a draft."""
    signers: SignersFile = field(default_factory=SignersFile)
    """The people who may sign."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """Path of a value -> who gave it, and when."""

    @property
    def is_draft(self) -> bool:
        """Whether some value of its policy is a stand-in, so that no site of it may be published."""
        return bool(self.stand_ins)

    def is_stand_in(self, path: str) -> bool:
        """Whether nobody has given the value at a path yet; rules do not report such a value again."""
        return path in self.stand_ins

    def layer_of(self, keys: tuple[str, ...]) -> str:
        """The layer that set the value at a path; empty where none did."""
        prefixes = (".".join(keys[:end]) for end in range(len(keys), 0, -1))
        return next((self.origins[path].layer for path in prefixes if path in self.origins), "")

    def at_home(self, place: Location) -> Location:
        """A position in the workspace itself; for one in the core defaults, which nobody edits, the client's policy."""
        return place if "/" in place.path else Location(f"{self.folder}/policy.yml")


class OverlayNote(NamedTuple):
    """A change that the client's overlay made to the core, for the mentor view and the comparison of releases."""

    target: str
    action: str
    """`added`, `replaced`, `dropped` or `why_here`."""
    reason: str
    location: Location = NOWHERE
    """The position in the overlay."""


@dataclass(frozen=True)
class Edition:
    """Everything that planning, rendering and exporting read. No placeholder and no false condition is left in it.

    In `programme`, a `Prose` is as its author wrote it, with this client's values beside it, and a `Line` is plain
    text; choices (`OneOf`) are replaced by the block chosen. In the trainee view `mentor` fields are empty, assessed
    checks are absent, and assessed drills and injects have no cards' keys, no cards held back and no `expected`.
    """

    client: Client
    view: View
    on: date
    programme: Programme
    book: Book
    reads: dict[str, tuple[str, ...]]
    """Source id of a page (`TRI-L2`, `PB-03`) -> setting keys that its text reads for this client."""
    outcomes: tuple[ConditionOutcome, ...] = ()
    """The outcomes of the programme's conditions, in its order."""
    overlay_notes: tuple[OverlayNote, ...] = ()
    tables: dict[str, tuple[ShownTable, ...]] = field(default_factory=dict)
    """Playbook id -> its decision tables with the results of each row for this client."""
    keys: dict[str, Ruling] = field(default_factory=dict)
    """`TRI-I9`, `TRI-D4/card-3` -> the ruling of the decision tables. In the trainee view assessed items have none."""
    texts: tuple[Text, ...] = ()
    """Every text of the programme, in the order of the fields."""
    links: tuple[Any, ...] = ()
    """The links of our own kinds in the texts of the programme (`texts.linking.Link`)."""
    fonts: tuple[FontFile, ...] = ()
    """The agency's fonts for the task book, in their order."""
    release: Publication | None = None
    """The release that it is made for; None for a draft."""
    closed: dict[str, tuple[tuple[date, str], ...]] = field(default_factory=dict)
    """Desk id -> the public holidays on which it is closed in the year from the release on, each with its name."""

    @cached_property
    def why(self) -> dict[str, str]:
        """`TRI-L2/wall-clock` -> the condition that shows this block, as written."""
        return {outcome.key: outcome.condition for outcome in self.outcomes if outcome.shown and outcome.key}

    @property
    def root(self) -> str:
        """The address at which this view is published, ending in `/`; empty where the policy names none."""
        site = self.client.policy.site
        url = site.mentor_url if self.view is View.MENTOR else site.url
        return str(url.root) if url else ""
