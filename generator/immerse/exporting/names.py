"""Names of ids for people: roles, kinds of evidence, gates and phases, as the rotation calls them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immerse.model.book import BookTask, Item
from immerse.model.edition import Edition
from immerse.words.english import counted, join, uncapitalized


class Names:
    """Looks up what an id of the rotation is called; an id that is not listed stands for itself."""

    def __init__(self, edition: Edition) -> None:
        rotation = edition.programme.rotation
        self._roles = {str(role.id): str(role.title) for role in rotation.roles}
        self._kinds = {str(kind.id): str(kind.title) for kind in rotation.evidence_kinds}
        self._phases = {str(phase.id): str(phase.name) for phase in rotation.phases}
        self._gates = {str(gate.id): str(gate.title) for gate in rotation.gates}
        self._contexts = {str(context.id): str(context.title) for context in rotation.contexts}
        self._levels = {level.level: str(level.name) for level in rotation.levels}
        self._modules = {str(module.id): str(module.title) for module in edition.programme.modules}
        self._paths = {str(path.id): str(path.title) for path in rotation.paths}
        self._parts = {str(part.id): str(part.title) for part in rotation.graduation}

    def phase(self, id: str) -> str:
        """A phase by name."""
        return self._phases.get(id, id)

    def gate(self, id: str) -> str:
        """A gate with its title: `G3 Independent`."""
        return f"{id} {self._gates[id]}" if id in self._gates else id

    def level(self, level: int) -> str:
        """A level with its name: `4 Independent`."""
        return f"{level} {self._levels[level]}" if level in self._levels else (str(level) if level else "")

    def module(self, id: str) -> str:
        """A module, the rotation strand, or a part of the graduation checklist."""
        return self._modules.get(id) or self._parts.get(id) or ("Rotation" if id == "ROT" else id)

    def signer(self, one_of: Iterable[str]) -> str:
        """Who signs a row: `Mentor`, or `Compliance, Legal or Director`."""
        return join((self._roles.get(role, role) for role in one_of), "or")

    def role(self, id: str) -> str:
        """A role as it is called."""
        return self._roles.get(id, id)

    def limits(self, task: BookTask) -> str:
        """Whom a task is for, where it is not for everybody: `Only: New here`, `Not: Light track`; the shorter one."""
        inside = [title for id, title in self._paths.items() if id in task.paths]
        outside = [title for id, title in self._paths.items() if id not in task.paths]
        if not outside:
            return ""
        return f"Not: {', '.join(outside)}" if len(outside) < len(inside) else f"Only: {', '.join(inside)}"

    def basis(self, item: Item) -> str:
        """What a computed item follows from, and who looks at it."""
        who = " and ".join(self.signer(one_of) for one_of in item.confirmed_by)
        return f"Computed from {item.computed_from}." + (f" Confirmed by {who}." if who else "")

    def levels(self, item: Item) -> str:
        """The level asked at each gate: `3 Supervised at G2, 4 Independent at G4`."""
        return ", ".join(f"{self.level(level)} at {gate}" for gate, level in item.levels)

    def evidence(self, item: Item) -> str:
        """How many pieces of which kinds, and how many observed."""
        if not item.evidence_pieces:
            return ""
        count = counted(item.evidence_pieces, "piece")
        kinds = ", ".join(uncapitalized(self._kinds.get(kind, kind)) for kind in item.evidence_kinds)
        observed = f", {item.evidence_observed} observed" if item.evidence_observed else ""
        return f"{count} ({kinds}){observed}"

    def contexts(self, item: Item) -> str:
        """Where it may be shown."""
        return join((uncapitalized(self._contexts.get(id, id)) for id in item.contexts), "or")


def short_codes(ids: Sequence[str]) -> list[str]:
    """A code for each id to write into a narrow column: its first letter, or as many more as tell it from the others.

    L for `live`, SI and SH for `simulation` and `shadow`; numbers for all where three letters do not tell two apart.
    """
    codes = []
    for place, id in enumerate(ids):
        others = [one for other, one in enumerate(ids) if other != place]
        lengths = (length for length in (1, 2, 3) if not any(one[:length] == id[:length] for one in others))
        codes.append(id[: next(lengths, 0)].upper())
    return codes if all(codes) else [str(number) for number in range(1, len(ids) + 1)]


def groups(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by module (or part), in their order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.module, []).append(item)
    return found
