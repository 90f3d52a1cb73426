"""A client's overlay, applied to the programme before it is resolved: own words, and added, replaced and dropped parts.

A rule reports targets that do not exist; here they change nothing. An overlay cannot drop what a critical competency
needs.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from immerse.model.base import Node, OneOf, alternatives, walk_nodes
from immerse.model.client import AddedBlock, DroppedBlock, Overlay, ReplacedBlock
from immerse.model.competency import Competency
from immerse.model.edition import Client, OverlayNote
from immerse.model.id_marks import NEVER_EMPTIED, SUPPORTING
from immerse.model.id_slots import Slot, own_ids, plan_of, slots_of
from immerse.model.ids import DroppableId, ExtensibleId, ReplaceableId
from immerse.model.lesson import Lesson
from immerse.model.programme import Programme
from immerse.model.references import address_of, definitions_in, references_in
from immerse.model.text import Id
from immerse.problems import Location, Problem
from immerse.words.english import with_article

RULE = "overlay"
N = TypeVar("N", bound=Node)
_ACTIONS = ("why_here", "added", "replaced", "dropped")
"""The actions of notes, in their order."""


@dataclass(slots=True)
class Overlaying:
    """Applies a client's overlay to a programme; collects problems and notes of the changes."""

    programme: Programme
    client: Client
    problems: list[Problem] = field(default_factory=list)
    notes: list[OverlayNote] = field(default_factory=list)
    _added: dict[str, list[AddedBlock]] = field(default_factory=lambda: defaultdict(list))
    _replaced: dict[str, list[ReplacedBlock]] = field(default_factory=lambda: defaultdict(list))
    _drops: dict[str, DroppedBlock] = field(default_factory=dict)
    _wholes: set[str] = field(default_factory=set)
    """The lessons and playbooks of which a part is replaced or dropped."""
    _gone: dict[str, Node] = field(default_factory=dict)
    """The dropped nodes, by address."""

    def lay(self) -> Programme:
        """The programme with the overlay applied."""
        overlay = self.client.overlay
        if overlay == Overlay():
            return self.programme
        for added in overlay.add:
            self._added[added.to].append(added)
        for replaced in overlay.replace:
            self._replaced[replaced.target].append(replaced)
        self._drops = {str(dropped.target): dropped for dropped in overlay.drop}
        self._wholes = {target.partition("/")[0] for target in (*self._replaced, *self._drops) if "/" in target}
        laid = self._with_parts(self.programme, "")
        self._judge_support(laid)
        self.notes.sort(key=lambda note: (_ACTIONS.index(note.action), note.location))
        return laid

    def _laid(self, node: N, within: str, *, is_alternative: bool) -> N | None:
        """A node with the overlay applied to it and to its parts; None where it is dropped."""
        address = address_of(node, within)
        if address in self._drops and self._is_dropped(node, address, is_alternative):
            return None
        if isinstance(node, Lesson) and node.id in self.client.overlay.why_here:
            node = self._with_why_here(node)
        if address in self._added and _counts_as(ExtensibleId, node):
            for added in self._added[address]:
                node = self._with_added(node, added)
        if address in self._replaced and _counts_as(ReplaceableId, node):
            for replaced in self._replaced[address]:
                words = {"text": replaced.text} | ({"title": replaced.title} if replaced.title else {})
                node = node.model_copy(update=words)
                self._note(address, "replaced", replaced.reason, replaced.location)
        return self._with_parts(node, address or within)

    def _with_parts(self, node: N, within: str) -> N:
        """A node with the overlay applied to its parts."""
        update: dict[str, Any] = {}
        values = vars(node)
        for name, slot in slots_of(type(node), True, within in self._wholes):
            value = values[name]
            if isinstance(value, Node):
                laid: Any = self._laid(value, within, is_alternative=isinstance(node, OneOf))
            elif isinstance(value, tuple):
                laid = self._entries(node, slot, value, within)
            else:
                continue
            if laid is not value:
                update[name] = laid
        return node.model_copy(update=update) if update else node

    def _entries(self, node: Node, slot: Slot, entries: tuple[Any, ...], within: str) -> tuple[Any, ...]:
        laid = [self._laid(entry, within, is_alternative=isinstance(node, OneOf)) for entry in entries]
        if all(new is old for new, old in zip(laid, entries, strict=True)):
            return entries
        left = tuple(entry for entry in laid if entry is not None)
        if not left and NEVER_EMPTIED in slot.marks:
            last = max(self._drops[address_of(entry, within)].target.location for entry in entries)
            kind = _kind_of(type(entries[0]))
            hint = f"keep one {kind}, or drop {within}" if _counts_as(DroppableId, node) else f"keep one {kind}"
            self._refuse(last, f"this overlay drops the last {kind} of {within}", hint, within)
        return left

    def _is_dropped(self, node: Node, address: str, is_alternative: bool) -> bool:
        """Whether a node that the overlay names may be dropped; reports why not."""
        if not _counts_as(DroppableId, node):
            return False
        dropped = self._drops[address]
        critical = [str(part.id) for part in walk_nodes(node) if isinstance(part, Competency) and part.critical]
        if is_alternative:
            message = f"{address} is one of several alternatives and cannot be dropped alone"
            self._refuse(dropped.target.location, message, "replace its text", address.partition("/")[0])
        elif critical:
            message = f"{address} has the critical {', '.join(critical)} and cannot be dropped"
            self._refuse(dropped.target.location, message, "drop single lessons or drills of it", address)
        else:
            self._gone[address] = node
            self._note(address, "dropped", dropped.reason, dropped.location)
            return True
        return False

    def _with_why_here(self, lesson: Lesson) -> Any:
        id, text = next(entry for entry in self.client.overlay.why_here.items() if entry[0] == lesson.id)
        self._note(id, "why_here", "", id.location)
        return lesson.model_copy(update={"why_here": text})

    def _with_added(self, whole: N, added: AddedBlock) -> N:
        """A lesson or playbook with a section or step of the client's own."""
        name, model = _parts_of(type(whole))
        parts = vars(whole)[name]
        replaceable = (block for block in definitions_in(whole, parts=True) if ReplaceableId.kind in block.named_as)
        kinds = {str(block.id): block.kind for block in replaceable}
        ids = [{address_of(block) for block in alternatives((entry,))} for entry in parts]
        places = [place for place, among in enumerate(ids, 1) if added.after in among]
        values = {key: getattr(added, key) for key in model.model_fields.keys() & AddedBlock.model_fields.keys()}
        lacking = [key for key, value in values.items() if value is None and model.model_fields[key].is_required()]
        if added.id in kinds:
            message = f"{added.to} already has {with_article(kinds[added.id])} {str(added.id)!r}"
            self._refuse(added.id.location, message, "give it another id, or use replace", added.to)
        elif lacking:
            message = f"{with_article(_kind_of(model))} of {added.to} needs {lacking[0]}"
            self._refuse(added.location, message, f"write the key {lacking[0]}", added.to)
        elif added.after and not places:
            message = f"{added.to} does not have {str(added.after)!r} yet"
            self._refuse(added.after.location, message, "move this entry below the one that adds it", added.to)
        else:
            part = model.model_construct(**values)
            part._location = added.location
            place = places[0] if places else len(parts)
            self._note(f"{added.to}/{added.id}", "added", added.reason, added.location)
            return whole.model_copy(update={name: (*parts[:place], part, *parts[place:])})
        return whole

    def _judge_support(self, laid: Programme) -> None:
        """Require that a critical competency keeps a lesson, a drill and a check where it had them."""
        critical = {str(competency.id) for competency in self.programme.competencies() if competency.critical}
        lost: dict[tuple[str, str], DroppedBlock] = {}
        for address, dropped in self._drops.items():
            if address in self._gone:
                lost |= {support: dropped for support in _support(self._gone[address]) if support[1] in critical}
        left = {*_support(laid)} if lost else set()
        for (kind, competency), dropped in lost.items():
            if (kind, competency) not in left:
                message = f"this overlay drops the last {kind} of the critical {competency}"
                self._refuse(dropped.target.location, message, f"keep one {kind} of it", competency)

    def _refuse(self, location: Location, message: str, hint: str, subject: str) -> None:
        self.problems.append(Problem(location, RULE, message, hint=hint, subject=subject))

    def _note(self, target: str, action: str, reason: str, location: Location) -> None:
        note = OverlayNote(str(target), action, str(reason), location)
        if note not in self.notes:  # alternatives may share an id
            self.notes.append(note)


def _counts_as(id_type: type[Id], node: Node) -> bool:
    ids = own_ids(type(node))
    return ids is not None and id_type.kind in ids.named_as


def _kind_of(model: type[Node]) -> str:
    ids = own_ids(model)
    return ids.kind if ids else ""


@cache
def _parts_of(model: type[Node]) -> tuple[str, type[Node]]:
    """The field of a lesson or playbook that lists its sections or steps, and their class."""
    for name, slot in slots_of(model, True, True):
        for part in slot.entries.models if slot.entries else ():
            if (ids := own_ids(part)) and ReplaceableId.kind in ids.named_as:
                return name, part
    raise TypeError(f"{model.__name__} has no sections or steps")


def _support(node: Node) -> Iterator[tuple[str, str]]:
    """(kind of part, competency) of each lesson, drill and check in a node that supports a competency."""
    for reference in references_in(node):
        if SUPPORTING in plan_of(type(reference.node))[reference.field].marks:
            yield _kind_of(type(reference.node)), str(reference.id)
