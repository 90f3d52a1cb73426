"""Names of the ids of a rotation, and phrases about attesting that are made of them."""

from collections.abc import Iterable
from typing import Literal

from immerse.model.book import BookTask, Item
from immerse.model.module import Module
from immerse.model.rotation import Rotation
from immerse.words.english import counted, join, uncapitalized

_DUTIES = {
    "open": "that a rotation begins",
    "endorse": "that a record was looked at as a whole before the graduation",
    "graduate": "the graduation",
    "place": "that a graduate has started in the business unit",
    "migrate": "that a rotation goes on under a newer release",
    "transcribe": "what is on paper, when it is entered in a record",
    "void": "that a graduation is void, or that a rotation goes on after all",
}


class RotationNames:
    """Looks up roles, levels, kinds of evidence, gates, phases, modules; an id without a name stands for itself."""

    def __init__(self, rotation: Rotation, modules: Iterable[Module] = ()) -> None:
        self.rotation = rotation
        self._roles = {str(role.id): str(role.title) for role in rotation.roles}
        self._kinds = {str(kind.id): str(kind.title) for kind in rotation.evidence_kinds}
        self._contexts = {str(context.id): str(context.title) for context in rotation.contexts}
        self._levels = {level.level: str(level.name) for level in rotation.levels}
        self._gates = {str(gate.id): str(gate.title) for gate in rotation.gates}
        self._phases = {str(phase.id): str(phase.name) for phase in rotation.phases}
        self._paths = {str(path.id): str(path.title) for path in rotation.paths}
        parts = {str(part.id): str(part.title) for part in rotation.graduation}
        self._modules = {"ROT": "Rotation"} | parts | {str(module.id): str(module.title) for module in modules}

    def role(self, id: str) -> str:
        """A role in mid-sentence form: "director", "PR pilot"."""
        return uncapitalized(self._roles.get(id, id))

    def role_title(self, id: str) -> str:
        """A role as it is called: "Director", "IT security"."""
        return self._roles.get(id, id)

    def duties(self, ids: Iterable[str]) -> str:
        """The duties of a role to sign, besides attestations and decisions, as a sentence."""
        return f"Also signs {join([_DUTIES[id] for id in ids], 'and')}."

    def kind(self, id: str) -> str:
        """A kind of evidence in mid-sentence form: "observed shift"."""
        return uncapitalized(self._kinds.get(id, id))

    def roles(self, ids: Iterable[str], last: Literal["and", "or"] = "and") -> str:
        """Roles in a sentence."""
        return join((self.role(id) for id in ids), last)

    def level(self, level: int) -> str:
        """`4 Independent`; empty for level 0, which is none."""
        return f"{level} {self._levels[level]}" if level in self._levels else str(level or "")

    def gate(self, id: str) -> str:
        """`G3 Independent`."""
        return f"{id} {self._gates[id]}" if id in self._gates else id

    def phase(self, id: str) -> str:
        """A phase by name."""
        return self._phases.get(id, id)

    def module(self, id: str) -> str:
        """A module, the rotation strand, or a part of the graduation checklist."""
        return self._modules.get(id, id)

    def paths(self, task: BookTask) -> str:
        """Whom a task is for, where it is not for everybody: `Only for: New here` or `Not for: Light track`."""
        inside = [title for id, title in self._paths.items() if id in task.paths]
        outside = [title for id, title in self._paths.items() if id not in task.paths]
        if not outside:
            return ""
        return f"Not for: {', '.join(outside)}" if len(outside) < len(inside) else f"Only for: {', '.join(inside)}"

    def passage(self, after: str) -> str:
        """The passage through the gate after a phase: "from Observe to Shadow"; for the last phase "in Alumni"."""
        ids = [*self._phases]
        next_ones = ids[ids.index(after) + 1 :] if after in ids else []
        return f"from {self.phase(after)} to {self.phase(next_ones[0])}" if next_ones else f"in {self.phase(after)}"

    def levels(self, levels: Iterable[tuple[str, int]]) -> str:
        """`3 at G2, 4 at G4`."""
        return ", ".join(f"{level} at {gate}" for gate, level in levels)

    def attesters(self, all: Iterable[str], any: Iterable[str]) -> str:
        """`mentor and lead, and one of compliance, legal or director`."""
        everyone, alternatives = self.roles(all), [*any]
        any_role = self.roles(alternatives, "or")
        if everyone and alternatives:
            return f"{everyone}, and {'one of ' if len(alternatives) > 1 else ''}{any_role}"
        return everyone or any_role

    def signers(self, groups: Iterable[Iterable[str]]) -> str:
        """The roles that sign, one of each group: `mentor and compliance, legal or director`."""
        return join((self.roles(one_of, "or") for one_of in groups), "and")

    def signer_titles(self, one_of: Iterable[str]) -> str:
        """The roles that sign a row, for a table: `Mentor`, or `Compliance, Legal or Director`."""
        return join(map(self.role_title, one_of), "or")

    def basis(self, item: Item) -> str:
        """The basis of a computed item, and the roles that confirm it."""
        who = join(map(self.signer_titles, item.confirmed_by))
        return f"Computed from {item.computed_from}." + (f" Confirmed by {who}." if who else "")

    def evidence(self, pieces: int, kinds: Iterable[str], observed: int) -> str:
        """`5 pieces, 2 of them observed: observed shift, log extract`; empty for none."""
        if not pieces:
            return ""
        names = ", ".join(uncapitalized(self._kinds.get(kind, kind)) for kind in kinds)
        count = counted(pieces, "piece")
        seen = f", {observed} of them observed" if observed and pieces > 1 else ", observed" if observed else ""
        return f"{count}{seen}: {names}" if names else f"{count}{seen}"

    def contexts(self, ids: Iterable[str]) -> str:
        """The contexts in which a competency may be shown."""
        return join((uncapitalized(self._contexts.get(id, id)) for id in ids), "or")
