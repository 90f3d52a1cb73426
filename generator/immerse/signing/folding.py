"""The fold of the signed events of a record: states of items and gates, gaps, warnings, graduation.

States are never stored. Events are applied in the order of the moments that their signers give. An event that a rule
forbids is refused with the code of the reason, and has no effect.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from immerse.records.entry_paths import book_on, items_of
from immerse.signing.book_index import ReadBook
from immerse.signing.chains import chain_faults
from immerse.signing.events import Event
from immerse.signing.graduating import chain_gaps, graduation_gaps
from immerse.signing.rotation_state import RotationState
from immerse.signing.standing import gate_state, item_state, module_state, waived
from immerse.signing.steps import step
from immerse.signing.trusting import Books, Signers
from immerse.signing.warning import warnings_of

Fold = dict[str, Any]
"""The result of `fold`; the same members as in JavaScript, described in docs/records.md."""


@dataclass(frozen=True, slots=True)
class Published:
    """The publications of a client by which events are judged."""

    books: Books
    signers: Signers
    maps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """SHA-256 of a migration map -> its `from`, `to`, and the lists `carried`, `redo` and `gone`."""
    _read: dict[tuple[str, str], ReadBook] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, ver: str, path: str = "") -> ReadBook:
        """The book of a version, as it holds on an entry path."""
        book = self.books[ver]
        known = (ver, "" if items_of(book, path) is None else path)
        if known not in self._read:
            self._read[known] = ReadBook(book_on(book, path))
        return self._read[known]


def fold(events: Sequence[Event], published: Published, texts: Mapping[str, Any], now: str) -> Fold:
    """Fold events that count (`trusted`), in their order.

    Args:
        texts: Texts of the record by digest, to find equal sentences; erased ones are missing.
        now: The reader's moment, for states of the present; whether an event counts does not depend on it.
    """
    return fold_of(folded(events, published), events, texts, now)


def fold_of(rotation: RotationState, events: Sequence[Event], texts: Mapping[str, Any], now: str) -> Fold:
    """The fold of a rotation after these events, for callers that need both."""
    warnings = [*warnings_of(events, rotation, texts, now), *chain_faults(events)]
    return {**_standing(rotation, now[:10]), "refused": rotation.refused, "warnings": warnings}


def folded(events: Sequence[Event], published: Published) -> RotationState:
    """The rotation after events."""
    again: Callable[[Sequence[Event]], RotationState] = partial(folded, published=published)
    rotation = RotationState(published.read, published.signers, published.maps, again)
    for event in events:
        step(rotation, event)
    return rotation


def _standing(rotation: RotationState, day: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"status": rotation.status, "ver": rotation.ver, "opened": None}
    if rotation.opened is None:
        return {**shown, "items": {}, "modules": {}, "gates": {}, "waived": [], "graduation": None}
    graduated = rotation.graduated
    day = graduated["at"][:10] if graduated else day
    gaps = [] if graduated else [*graduation_gaps(rotation, day), *chain_gaps(rotation, set())]
    body = rotation.opened["body"]
    return {
        **shown,
        "opened": {name: body[name] for name in ("trainee", "mentor", "start", "end", "track", "path")},
        "items": {name: item_state(rotation, item, day) for name, item in rotation.items.items()},
        "modules": {module["id"]: module_state(rotation, module) for module in rotation.book["modules"]},
        "gates": {name: gate_state(rotation, gate, day) for name, gate in rotation.gates.items() if gate["after"]},
        "waived": waived(rotation, day),
        "graduation": {
            "event": graduated["event"] if graduated else None,
            "by": graduated["by"] if graduated else None,
            "dossier": graduated["body"]["dossier"] if graduated else None,
            "gaps": gaps,
        },
    }
