"""The facts of a roster as tables, which workbook, CSV and page show; `table_columns.json` has their columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from immerse.records.page_texts import say
from immerse.roster.labels import STATE_HEADS, Labels, RosterFacts, hours

TableCell = str | int
TableRow = tuple[TableCell, ...]


class RosterTable(NamedTuple):
    """Rows under heads; `widths` in characters."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[TableRow, ...]

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers alone: whole ones, ones with a decimal, or nothing; and some number."""
        cells = [row[column] for row in self.rows]
        return any(cell != "" for cell in cells) and all(map(_is_number, cells))


def _is_number(cell: TableCell) -> bool:
    return isinstance(cell, int) or not cell or (cell.count(".") == 1 and cell.replace(".", "").isdecimal())


@cache
def _columns() -> dict[str, dict[str, int]]:
    """Name of a table -> its heads with their widths."""
    found: dict[str, dict[str, int]] = json.loads(
        files("immerse.roster").joinpath("table_columns.json").read_text("utf-8")
    )
    return found


def _table(name: str, rows: Iterable[TableRow]) -> RosterTable:
    columns = _columns()[name]
    return RosterTable(name, tuple(columns), tuple(columns.values()), tuple(rows))


def people_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each rotation."""
    return _table("People", (_person(one, words) for one in facts["people"]))


def _person(one: RosterFacts, words: Labels) -> TableRow:
    following = one["next"] or {"gate": None, "day": ""}
    plan = one["plan"]
    person = (words.trainee(one["rot"]), words.status(one), one["release"] or "", one["start"] or "", words.week(one))
    gates = (words.phase(one["phase"]), words.titled("gates", following["gate"]), following["day"], words.late(one))
    steps = (plan["due"], plan["due_met"], plan["met"]) if plan else ("", "", "")
    waits = (len(one["waits"]), sum(wait["old"] for wait in one["waits"]))
    return (*person, *gates, *steps, *_counts(one["items"]), *waits, len(one["warnings"]) + len(one["refused"]))


def _counts(counted: RosterFacts) -> tuple[int, ...]:
    return tuple(counted[state] for state in STATE_HEADS)


def gates_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each person and gate."""
    rows: list[TableRow] = []
    for one in facts["people"]:
        for gate in one["gates"]:
            who, what = words.trainee(one["rot"]), words.titled("gates", gate["gate"])
            state = say(f"signing.gate.{gate['state']}")
            rows.append((who, what, gate["day"] or "", gate["earliest"] or "", state, gate["asked"], *_counts(gate)))
    return _table("Gates", rows)


def modules_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each person and module, or part of the graduation checklist."""
    rows: list[TableRow] = []
    for one in facts["people"]:
        for module in one["modules"]:
            who, what = words.trainee(one["rot"]), words.titled("modules", module["module"])
            rows.append((who, what, module["asked"], *_counts(module), module["pieces"], module["pieces_asked"]))
    return _table("Modules", rows)


def items_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each item, with everybody's state."""
    people, titles = facts["people"], facts["titles"]["items"]
    names = list(dict.fromkeys(name for one in people for name in one["states"]))
    states = {name: [STATE_HEADS.get(one["states"].get(name), "not asked") for one in people] for name in names}
    heads = ("Id", "Item", *(words.trainee(one["rot"]) for one in people))
    rows = tuple((name, titles.get(name, ""), *states[name]) for name in names)
    return RosterTable("Items", heads, (9, 44, *(16 for _ in people)), rows)


def waiting_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """What waits for somebody, sorted by how long it has waited."""
    rows: list[TableRow] = []
    for one in facts["people"]:
        for wait in one["waits"]:
            who, old = words.trainee(one["rot"]), "yes" if wait["old"] else ""
            rows.append((who, words.what(wait), words.whom(wait), wait["since"], wait["days"], old))
    return _table("Waiting", sorted(rows, key=lambda row: str(row[3])))


def roles_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """What waits for each role."""
    rows = (
        (words.role(one["role"]), one["waits"], one["old"], one["since"], words.trainees(one["rots"]))
        for one in facts["waiting"]
    )
    return _table("Roles", rows)


def load_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """How much everybody signed, by role, and the hours that it takes and may take."""
    rows: list[TableRow] = []
    for one in facts["load"]:
        who = (words.person(one["person"]), one["employer"] or "", words.role(one["role"]))
        allowed = "" if one["allowed"] is None else hours(one["allowed"])
        signed = (one["signatures"], one["span"], one["most"], hours(one["minutes"]))
        rows.append((*who, *signed, allowed, "yes" if one["over"] else ""))
    return _table("Signatures", rows)


def load_weeks_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Signatures by person, role and week."""
    rows = (
        (words.person(one["person"]), words.role(one["role"]), week["week"], week["signatures"], hours(week["minutes"]))
        for one in facts["load"]
        for week in one["weeks"]
    )
    return _table("Signatures by week", rows)


def ramp_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Planned and met, by week."""
    rows = (
        (one["week"], one["planned"], "" if one["met"] is None else one["met"], one["people"]) for one in facts["ramp"]
    )
    return _table("Ramp", rows)


def handover_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """The hand-over, planned and real."""
    curve = facts["handover"]
    rows: list[TableRow] = [(one["week"], one["day"] or "", "planned", "", one["share"]) for one in curve["planned"]]
    for one in curve["real"]:
        week, milestone = "" if one["week"] is None else one["week"], f"{one['milestone']} {one['title']}"
        rows.append((week, one["day"], "real", milestone, one["share"]))
    return _table("Hand-over", sorted(rows, key=lambda row: (str(row[1]), str(row[2]))))


def brands_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Brands and who is placed there."""
    rows: list[TableRow] = []
    for one in facts["brands"]:
        placed, coming = words.people(one["placed"]), words.people(one["coming"])
        rows.append((one["name"] or "No brand is said", len(one["placed"]), placed, coming))
    return _table("Brands", rows)


def notes_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Warnings and events that do not count."""
    rows = ((words.trainee(one["rot"]), note) for one in facts["people"] for note in words.notes(one))
    return _table("Notes", rows)


def files_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Files that were not read."""
    kinds = (("damaged", facts["broken"]), ("no record", facts["skipped"]))
    rows = (
        (one["file"], kind, f"{one['place']}: {one['why']}" if one["place"] else one["why"])
        for kind, files_ in kinds
        for one in files_
    )
    return _table("Files", rows)


def all_tables(facts: RosterFacts) -> list[RosterTable]:
    """Every table, in the order of a workbook's sheets."""
    words = Labels(facts)
    people = (people_table, gates_table, modules_table, items_table)
    work = (waiting_table, roles_table, load_table, load_weeks_table)
    cohort = (ramp_table, handover_table, brands_table, notes_table, files_table)
    return [make(facts, words) for make in (*people, *work, *cohort)]
