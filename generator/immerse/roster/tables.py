"""The facts of a roster as tables, which workbook, CSV and page show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from immerse.records.page_texts import say
from immerse.roster.labels import STATE_HEADS, Labels, hours

Facts = Mapping[str, Any]
Cell = str | int


class RosterTable(NamedTuple):
    """Rows under heads; `widths` in characters."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers alone: whole ones, ones with a decimal, or nothing; and some number."""
        cells = [row[column] for row in self.rows]
        return any(cell != "" for cell in cells) and all(map(_is_number, cells))


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int) or not cell or (cell.count(".") == 1 and cell.replace(".", "").isdecimal())


_STATES = tuple(STATE_HEADS.values())
_STATE_WIDTHS = (9,) * len(_STATES)


def people_table(facts: Facts) -> RosterTable:
    """A row a rotation."""
    words = Labels(facts)
    heads = ("Person", "Status", "Release", "First day", "Week", "Phase", "Next gate", "On", "Gates behind the plan")
    counts = ("Steps due", "Of these met", "Steps met", *_STATES, "Waiting", "Longer than a week", "Notes")
    widths = (26, 14, 10, 12, 10, 16, 26, 12, 30, 9, 9, 9, *_STATE_WIDTHS, 9, 9, 9)
    return RosterTable("People", heads + counts, widths, tuple(_person(one, words) for one in facts["people"]))


def _person(one: Facts, words: Labels) -> tuple[Cell, ...]:
    following = one["next"] or {"gate": None, "day": ""}
    plan = one["plan"]
    notes = len(one["warnings"]) + len(one["refused"])
    return (
        words.trainee(one["rot"]),
        words.status(one),
        one["release"] or "",
        one["start"] or "",
        words.week(one),
        words.phase(one["phase"]),
        words.titled("gates", following["gate"]),
        following["day"],
        words.late(one),
        *((plan["due"], plan["due_met"], plan["met"]) if plan else ("", "", "")),
        *_counts(one["items"]),
        len(one["waits"]),
        sum(wait["old"] for wait in one["waits"]),
        notes,
    )


def _counts(counted: Facts) -> tuple[int, ...]:
    return tuple(counted[state] for state in STATE_HEADS)


def gates_table(facts: Facts) -> RosterTable:
    """A row a person and gate."""
    words = Labels(facts)
    heads = ("Person", "Gate", "Planned for", "Not before", "State", "Asked", *_STATES)
    rows = (
        (
            words.trainee(one["rot"]),
            words.titled("gates", gate["gate"]),
            gate["day"] or "",
            gate["earliest"] or "",
            _gate_state(gate),
            gate["asked"],
            *_counts(gate),
        )
        for one in facts["people"]
        for gate in one["gates"]
    )
    return RosterTable("Gates", heads, (26, 30, 12, 12, 18, 9, *_STATE_WIDTHS), tuple(rows))


def _gate_state(gate: Facts) -> str:
    return say(f"signing.gate.{gate['state']}")


def modules_table(facts: Facts) -> RosterTable:
    """A row a person and module, or part of the graduation checklist."""
    words = Labels(facts)
    heads = ("Person", "Module", "Asked", *_STATES, "Pieces seen", "Pieces asked")
    rows = (
        (
            words.trainee(one["rot"]),
            words.titled("modules", module["module"]),
            module["asked"],
            *_counts(module),
            module["pieces"],
            module["pieces_asked"],
        )
        for one in facts["people"]
        for module in one["modules"]
    )
    return RosterTable("Modules", heads, (26, 30, 9, *_STATE_WIDTHS, 9, 9), tuple(rows))


def items_table(facts: Facts) -> RosterTable:
    """A row an item, with everybody's state."""
    words = Labels(facts)
    names = list(dict.fromkeys(name for one in facts["people"] for name in one["states"]))
    heads = ("Id", "Item", *(words.trainee(one["rot"]) for one in facts["people"]))
    rows = (
        (
            name,
            facts["titles"]["items"].get(name, ""),
            *(STATE_HEADS.get(one["states"].get(name), "not asked") for one in facts["people"]),
        )
        for name in names
    )
    return RosterTable("Items", heads, (9, 44, *(16 for _ in facts["people"])), tuple(rows))


def waiting_table(facts: Facts) -> RosterTable:
    """What waits for somebody, what has waited longest first."""
    words = Labels(facts)
    found = [(one["rot"], wait) for one in facts["people"] for wait in one["waits"]]
    found.sort(key=lambda pair: pair[1]["since"])
    rows = (
        (
            words.trainee(rot),
            words.what(wait),
            words.whom(wait),
            wait["since"],
            wait["days"],
            "yes" if wait["old"] else "",
        )
        for rot, wait in found
    )
    heads = ("Who waits", "For what", "From whom", "Since", "Days", "Longer than a week")
    return RosterTable("Waiting", heads, (26, 50, 40, 12, 8, 10), tuple(rows))


def roles_table(facts: Facts) -> RosterTable:
    """What waits for each role."""
    words = Labels(facts)
    rows = (
        (words.role(one["role"]), one["waits"], one["old"], one["since"], words.trainees(one["rots"]))
        for one in facts["waiting"]
    )
    heads = ("Role", "Waiting", "Longer than a week", "Since", "For")
    return RosterTable("Roles", heads, (26, 10, 10, 12, 60), tuple(rows))


def load_table(facts: Facts) -> RosterTable:
    """How much everybody signed, by role, and the hours that it takes and may take."""
    words = Labels(facts)
    rows = (
        (
            words.person(one["person"]),
            one["employer"] or "",
            words.role(one["role"]),
            one["signatures"],
            one["span"],
            one["most"],
            hours(one["minutes"]),
            "" if one["allowed"] is None else hours(one["allowed"]),
            "yes" if one["over"] else "",
        )
        for one in facts["load"]
    )
    heads = ("Person", "Employer", "Role", "Signatures", "Weeks, first to last", "Most in a week")
    allowed = ("Hours a week", "Allowed", "More than allowed")
    return RosterTable("Signatures", heads + allowed, (26, 12, 24, 11, 11, 11, 11, 11, 11), tuple(rows))


def load_weeks_table(facts: Facts) -> RosterTable:
    """Signatures by person, role and week."""
    words = Labels(facts)
    rows = (
        (words.person(one["person"]), words.role(one["role"]), week["week"], week["signatures"], hours(week["minutes"]))
        for one in facts["load"]
        for week in one["weeks"]
    )
    heads = ("Person", "Role", "Week of Monday", "Signatures", "Hours")
    return RosterTable("Signatures by week", heads, (26, 24, 16, 11, 11), tuple(rows))


def ramp_table(facts: Facts) -> RosterTable:
    """Planned and met, by week."""
    rows = (
        (one["week"], one["planned"], "" if one["met"] is None else one["met"], one["people"]) for one in facts["ramp"]
    )
    heads = ("Week", "Steps planned, per cent", "Steps met, per cent", "People who have finished the week")
    return RosterTable("Ramp", heads, (8, 12, 12, 20), tuple(rows))


def handover_table(facts: Facts) -> RosterTable:
    """The hand-over, planned and real."""
    curve = facts["handover"]
    planned = [(one["week"], one["day"] or "", "planned", "", one["share"]) for one in curve["planned"]]
    real = [
        (
            "" if one["week"] is None else one["week"],
            one["day"],
            "real",
            f"{one['milestone']} {one['title']}",
            one["share"],
        )
        for one in curve["real"]
    ]
    rows = sorted([*planned, *real], key=lambda row: (row[1], row[2]))
    heads = ("Week since the agency began", "Day", "What", "Milestone", "Per cent by client staff")
    return RosterTable("Hand-over", heads, (14, 12, 10, 44, 14), tuple(rows))


def brands_table(facts: Facts) -> RosterTable:
    """Brands and who is placed there."""
    words = Labels(facts)
    rows = (
        (
            one["name"] or "No brand is said",
            len(one["placed"]),
            ", ".join(map(words.person, one["placed"])),
            ", ".join(map(words.person, one["coming"])),
        )
        for one in facts["brands"]
    )
    return RosterTable("Brands", ("Brand", "Placed", "Who", "Graduated, not there yet"), (30, 9, 50, 40), tuple(rows))


def notes_table(facts: Facts) -> RosterTable:
    """Warnings and events that do not count."""
    words = Labels(facts)
    rows = ((words.trainee(one["rot"]), note) for one in facts["people"] for note in words.notes(one))
    return RosterTable("Notes", ("Person", "What to know"), (26, 100), tuple(rows))


def files_table(facts: Facts) -> RosterTable:
    """Files that were not read."""
    return RosterTable("Files", ("File", "Not read", "Why"), (40, 10, 90), tuple(_files(facts)))


def _files(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    for kind, files in (("damaged", facts["broken"]), ("no record", facts["skipped"])):
        for told in files:
            place = f"{told['place']}: " if told["place"] else ""
            yield told["file"], kind, f"{place}{told['why']}"


def all_tables(facts: Facts) -> Sequence[RosterTable]:
    """Every table, in the order of a workbook's sheets."""
    makers = (
        people_table,
        gates_table,
        modules_table,
        items_table,
        waiting_table,
        roles_table,
        load_table,
        load_weeks_table,
        ramp_table,
        handover_table,
        brands_table,
        notes_table,
        files_table,
    )
    return [make(facts) for make in makers]
