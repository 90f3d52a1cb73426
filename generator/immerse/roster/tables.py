"""The facts of a roster as tables, which workbook, CSV and page show; `table_columns.json` has their columns."""

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
        """Whether a column holds only numbers: whole ones, ones with a decimal, or nothing; and some number."""
        cells = [row[column] for row in self.rows]
        return any(cell != "" for cell in cells) and all(map(_is_number, cells))


def _is_number(cell: TableCell) -> bool:
    return isinstance(cell, int) or not cell or (cell.count(".") == 1 and cell.replace(".", "").isdecimal())


@cache
def _columns() -> dict[str, dict[str, int]]:
    """Name of a table -> its heads with their widths."""
    columns: dict[str, dict[str, int]] = json.loads(
        files("immerse.roster").joinpath("table_columns.json").read_text("utf-8")
    )
    return columns


def _table(name: str, rows: Iterable[TableRow]) -> RosterTable:
    columns = _columns()[name]
    return RosterTable(name, tuple(columns), tuple(columns.values()), tuple(rows))


def people_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each rotation."""
    return _table("People", (_person(person, words) for person in facts["people"]))


def _person(person: RosterFacts, words: Labels) -> TableRow:
    following = person["next"] or {"gate": None, "day": ""}
    plan = person["plan"]
    release, start = person["release"] or "", person["start"] or ""
    head = (words.trainee(person["rot"]), words.status(person), release, start, words.week(person))
    gate = words.titled("gates", following["gate"])
    gates = (words.phase(person["phase"]), gate, following["day"], words.late(person))
    steps = (plan["due"], plan["due_met"], plan["met"]) if plan else ("", "", "")
    waits = (len(person["waits"]), sum(wait["old"] for wait in person["waits"]))
    return (*head, *gates, *steps, *_counts(person["items"]), *waits, len(person["warnings"]) + len(person["refused"]))


def _counts(counted: RosterFacts) -> tuple[int, ...]:
    return tuple(counted[state] for state in STATE_HEADS)


def gates_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each person and gate."""
    rows: list[TableRow] = []
    for person in facts["people"]:
        for gate in person["gates"]:
            who, title = words.trainee(person["rot"]), words.titled("gates", gate["gate"])
            state = say(f"signing.gate.{gate['state']}")
            rows.append((who, title, gate["day"] or "", gate["earliest"] or "", state, gate["asked"], *_counts(gate)))
    return _table("Gates", rows)


def modules_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each person and module, or part of the graduation checklist."""
    rows: list[TableRow] = []
    for person in facts["people"]:
        for module in person["modules"]:
            who, title = words.trainee(person["rot"]), words.titled("modules", module["module"])
            rows.append((who, title, module["asked"], *_counts(module), module["pieces"], module["pieces_asked"]))
    return _table("Modules", rows)


def items_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """A row for each item, with everybody's state."""
    people, titles = facts["people"], facts["titles"]["items"]
    names = list(dict.fromkeys(name for person in people for name in person["states"]))
    states = {name: [STATE_HEADS.get(person["states"].get(name), "not asked") for person in people] for name in names}
    heads = ("Id", "Item", *(words.trainee(person["rot"]) for person in people))
    rows = tuple((name, titles.get(name, ""), *states[name]) for name in names)
    return RosterTable("Items", heads, (9, 44, *(16 for _ in people)), rows)


def waiting_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """What waits for somebody, sorted by how long it has waited."""
    rows: list[TableRow] = []
    for person in facts["people"]:
        for wait in person["waits"]:
            who, old = words.trainee(person["rot"]), "yes" if wait["old"] else ""
            rows.append((who, words.awaited_action(wait), words.awaited_people(wait), wait["since"], wait["days"], old))
    return _table("Waiting", sorted(rows, key=lambda row: str(row[3])))


def roles_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """What waits for each role."""
    rows = (
        (words.role(role["role"]), role["waits"], role["old"], role["since"], words.trainees(role["rots"]))
        for role in facts["waiting"]
    )
    return _table("Roles", rows)


def load_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """How much everybody signed, by role, and the hours that it takes and may take."""
    rows: list[TableRow] = []
    for signer in facts["load"]:
        who = (words.person(signer["person"]), signer["employer"] or "", words.role(signer["role"]))
        allowed = "" if signer["allowed"] is None else hours(signer["allowed"])
        signed = (signer["signatures"], signer["span"], signer["most"], hours(signer["minutes"]))
        rows.append((*who, *signed, allowed, "yes" if signer["over"] else ""))
    return _table("Signatures", rows)


def load_weeks_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Signatures by person, role and week."""
    rows = (
        (words.person(by["person"]), words.role(by["role"]), week["week"], week["signatures"], hours(week["minutes"]))
        for by in facts["load"]
        for week in by["weeks"]
    )
    return _table("Signatures by week", rows)


def ramp_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Planned and met, by week."""
    rows = (
        (week["week"], week["planned"], "" if week["met"] is None else week["met"], week["people"])
        for week in facts["ramp"]
    )
    return _table("Ramp", rows)


def handover_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """The hand-over, planned and real."""
    curve = facts["handover"]
    rows: list[TableRow] = [
        (step["week"], step["day"] or "", "planned", "", step["share"]) for step in curve["planned"]
    ]
    for real in curve["real"]:
        week, milestone = "" if real["week"] is None else real["week"], f"{real['milestone']} {real['title']}"
        rows.append((week, real["day"], "real", milestone, real["share"]))
    return _table("Hand-over", sorted(rows, key=lambda row: (str(row[1]), str(row[2]))))


def brands_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Brands and who is placed there."""
    rows: list[TableRow] = []
    for brand in facts["brands"]:
        placed, coming = words.people(brand["placed"]), words.people(brand["coming"])
        rows.append((brand["name"] or "No brand is said", len(brand["placed"]), placed, coming))
    return _table("Brands", rows)


def notes_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Warnings and events that do not count."""
    rows = ((words.trainee(person["rot"]), note) for person in facts["people"] for note in words.notes(person))
    return _table("Notes", rows)


def files_table(facts: RosterFacts, words: Labels) -> RosterTable:
    """Files that were not read."""
    kinds = (("damaged", facts["broken"]), ("no record", facts["skipped"]))
    rows = (
        (file["file"], kind, f"{file['place']}: {file['why']}" if file["place"] else file["why"])
        for kind, files_ in kinds
        for file in files_
    )
    return _table("Files", rows)


def all_tables(facts: RosterFacts) -> list[RosterTable]:
    """Every table, in the order of a workbook's sheets."""
    words = Labels(facts)
    people = (people_table, gates_table, modules_table, items_table)
    work = (waiting_table, roles_table, load_table, load_weeks_table)
    cohort = (ramp_table, handover_table, brands_table, notes_table, files_table)
    return [make(facts, words) for make in (*people, *work, *cohort)]
