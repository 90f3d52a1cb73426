"""The labels of people, things and states in a roster."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from immerse.records.page_texts import say
from immerse.signing.telling import refusal_sentence, rule_note, warning_sentence
from immerse.words.english import counted, join

RosterFacts = Mapping[str, Any]
"""What the roster holds of a cohort, a person or a wait, as `roster_facts` gives it."""

STATE_HEADS = {
    "met": "Met",
    "waived": "Waived",
    "partial": "Partly signed",
    "not-yet": "Not yet",
    "claimed": "Claimed",
    "open": "Open",
}
"""State of an item -> the head of its column. Partial is signed in part, claimed is claimed and not signed yet."""

NO_RANKING = (
    "People are in the order of their first days and ids. The numbers show where somebody needs help and who has to "
    "do something; they are not for comparing people."
)
A_CLAIM = "A claim is the trainee's own word. Met and partly signed are what others signed, verified with their keys."

A_STEP = "A step is an item at a gate: what several gates ask for, at higher levels, is as many steps."


class Labels:
    """Words for ids and states in the facts of one roster."""

    def __init__(self, facts: RosterFacts) -> None:
        self._names = facts["names"]
        self._titles = facts["titles"]
        self._people = {person["rot"]: person for person in facts["people"]}

    def person(self, id: str | None) -> str:
        """A person by id, with the name where it is known."""
        if not id:
            return ""
        return f"{self._names[id]} ({id})" if id in self._names else id

    def people(self, ids: Iterable[str]) -> str:
        """Several people, separated by commas."""
        return ", ".join(map(self.person, ids))

    def trainee(self, rot: str) -> str:
        """The trainee of a rotation; before it is opened, the beginning of the record's id."""
        person = self._people[rot]["person"]
        return self.person(person) if person else f"record {rot[:8]}"

    def trainees(self, rots: Iterable[str]) -> str:
        """The trainees of several rotations."""
        return ", ".join(self.trainee(rot) for rot in rots)

    def roles(self, ids: Iterable[str]) -> str:
        """Roles of which one or each may be meant: `Mentor or Lead`."""
        return join([self.role(id) for id in ids], "or")

    def role(self, id: str) -> str:
        """A role."""
        return str(self._titles["roles"].get(id, id))

    def titled(self, group: str, id: str | None) -> str:
        """A gate, module or item with its title: `G1 Start shadow`."""
        title = self._titles[group].get(id, "") if id else ""
        return f"{id or ''} {title}".strip()

    def phase(self, id: str | None) -> str:
        """A phase by its name."""
        return str(self._titles["phases"].get(id, id or ""))

    def status(self, person: RosterFacts) -> str:
        """The status of a rotation."""
        return say(f"signing.status.{person['status']}")

    def week(self, person: RosterFacts) -> str:
        """`3 of 26`; nothing before the first day is known."""
        if person["week"] is None:
            return ""
        over = person["week"] > person["weeks"]
        return f"{person['week']}, planned {person['weeks']}" if over else f"{person['week']} of {person['weeks']}"

    def awaited_action(self, wait: RosterFacts) -> str:
        """What somebody has to do for a wait."""
        if wait["what"] == "claim":
            return f"an answer to the claim of {self.titled('items', wait['id'])}"
        if wait["what"] == "gate":
            return f"a decision at {self.titled('gates', wait['id'])}"
        return _WHAT[wait["what"]]

    def awaited_people(self, wait: RosterFacts) -> str:
        """The roles that have to do it, with the mentor's id or name where it is one mentor."""
        mentor = f", {self.person(wait['mentor'])}" if wait["mentor"] else ""
        return f"{self.roles(wait['roles'])}{mentor}"

    def late(self, person: RosterFacts) -> str:
        """Gates whose planned day has passed."""
        return "; ".join(f"{gate['gate']}, planned for {gate['day']}" for gate in person["late"])

    def notes(self, person: RosterFacts) -> list[str]:
        """Warnings and refusals of a person's events, each once, with the number of times it occurs."""
        notes: Counter[str] = Counter()
        for warning in person["warnings"]:
            by = {"by": self.person(warning["by"])} if "by" in warning else {}
            notes[warning_sentence({**warning, **by}) + rule_note(warning["code"])] += 1
        for refused in person["refused"]:
            who = f" of {self.person(refused['by'])}" if refused["by"] else ""
            event = f"{refused['type']}{who}" if refused["type"] else "an event"
            notes[f"{event} does not count: {refusal_sentence(refused['code'])}{rule_note(refused['code'])}"] += 1
        return [f"{sentence} ({count} times)" if count > 1 else sentence for sentence, count in notes.items()]


_WHAT = {
    "open": "the rotation to be opened",
    "endorse": "the endorsement",
    "graduate": "the graduation",
    "place": "the placement to be confirmed",
}


def days(count: int) -> str:
    """`today`, `1 day`, `12 days`."""
    return counted(count, "day") if count else "today"


def people(count: int) -> str:
    """`1 person`, `4 people`."""
    return f"{count} {'person' if count == 1 else 'people'}"


def hours(minutes: int) -> str:
    """Minutes as hours with one decimal: `1.5`."""
    tenths = (minutes + 3) // 6
    return f"{tenths // 10}.{tenths % 10}"
