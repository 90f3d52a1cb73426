"""The checklist as a workbook: one row an attestation, with drop-downs and dates to fill in."""

from collections.abc import Iterator
from datetime import datetime

from immerse.exporting.book_totals import gates_asking, pieces_asked
from immerse.exporting.sheet_columns import columns_of
from immerse.model.book import BookTask, Item
from immerse.model.edition import Edition
from immerse.model.policy.stand_ins import tally
from immerse.model.rotation_names import RotationNames
from immerse.spreadsheets.table_workbook import DATE, YES_NO, Answers, Choice, SheetRow, TableWorkbook

_TRAINEE = ("Trainee", "Started on", "Mentor", "Centre lead", "Title and unit")
_FURTHER = 20
"""Empty rows for further levels and repeated attestations."""
_NO_SIGNATURE = "no signature"


def checklist_xlsx(edition: Edition, release: str = "") -> bytes:
    """The workbook of an edition, published with a release or not. The same edition and release give the same bytes.

    Sheets: Trainee, Competencies, Attestations, Graduation, Evidence, Tasks, About, Lists.
    """
    draft = "Draft, values are made up: " if edition.client.is_draft else ""
    title = f"{draft}{edition.book.client_name}, checklist"
    book = TableWorkbook(title, datetime.fromisoformat(edition.book.effective))
    names, rotation = RotationNames(edition.programme.rotation, edition.programme.modules), edition.programme.rotation
    competencies = [item for item in edition.book.items if item.kind == "competency"]
    roles = [str(role.title) for role in rotation.roles if role.signs]
    contexts = Choice("Contexts", tuple(str(context.title) for context in rotation.contexts))
    book.form("Trainee", _TRAINEE, {1: DATE})
    gates = gates_asking(edition)
    columns = columns_of("checklist")
    by_gate = ((names.gate(gate), 13) for gate in gates)
    rows = [_competency(item, names, gates) for item in competencies]
    book.table("Competencies", (*columns["Competencies"], *by_gate), rows)
    answers: Answers = {
        0: Choice("Competencies", tuple(item.id for item in competencies)),
        5: Choice("Levels", tuple(names.level(level.level) for level in rotation.levels)),
        6: Choice("Attesters", tuple(roles)),
        8: DATE,
        9: contexts,
    }
    further: list[SheetRow] = [()] * _FURTHER
    book.table("Attestations", columns["Attestations"], [*_attestations(edition, names), *further], answers)
    book.table("Graduation", columns["Graduation"], list(_graduation(edition, names)), {5: YES_NO, 6: DATE})
    kinds = Choice("Kinds of evidence", tuple(str(kind.title) for kind in rotation.evidence_kinds))
    pieces = [(f"E{number}",) for number in range(1, pieces_asked(edition) + 1)]
    book.table("Evidence", columns["Evidence"], pieces, {1: DATE, 2: kinds, 5: contexts})
    if edition.book.tasks:
        tasks = [_task(task, names) for task in edition.book.tasks]
        book.table("Tasks", columns["Tasks"], tasks, {10: YES_NO, 11: DATE})
    book.facts("About", _about(edition, release))
    return book.finish()


def _task(task: BookTask, names: RotationNames) -> SheetRow:
    gate = names.gate(task.gate) if task.gate else ""
    head = (task.id, task.title, task.text, task.kind, names.role_title(task.who), task.when, task.due)
    return (*head, gate, ", ".join(task.after), names.paths(task))


def _competency(item: Item, names: RotationNames, gates: list[str]) -> SheetRow:
    levels = dict(item.levels)
    return (
        item.id,
        item.title,
        names.module(item.module),
        "critical" if item.critical else "",
        item.statement,
        item.criterion,
        names.evidence(item.evidence_pieces, item.evidence_kinds, item.evidence_observed),
        names.contexts(item.contexts),
        *(levels.get(gate, "") for gate in gates),
    )


def _attestations(edition: Edition, names: RotationNames) -> Iterator[SheetRow]:
    for item in edition.book.items:
        for row in item.signatures if item.kind == "competency" else ():
            gates = ", ".join(map(names.gate, row.gates))
            yield (item.id, item.title, names.level(row.level), gates, names.signer_titles(row.one_of))


def _graduation(edition: Edition, names: RotationNames) -> Iterator[SheetRow]:
    for item in (item for item in edition.book.items if item.kind == "graduation"):
        head = (item.id, names.module(item.module), item.statement)
        if item.computed:
            yield (*head, "computed", names.basis(item), None, None, _NO_SIGNATURE)
        for row in item.signatures:
            yield (*head, "attested", names.signer_titles(row.one_of))


def _about(edition: Edition, release: str) -> tuple[tuple[str, str], ...]:
    book, client = edition.book, edition.client
    use = (
        "Write the name on the first sheet; the other sheets show it. Yellow cells are to be filled in: a row of "
        "Attestations is one attestation, by one person, of one level. Further rows are at its end."
    )
    draft = (("State", f"Draft: {tally(client)}; what nobody answered is made up"),) if client.is_draft else ()
    return (
        ("Client", book.client_name),
        *draft,
        ("Release", release or "none: this was built to be looked at"),
        ("Core version", book.core_version),
        ("Policy version", book.policy_version),
        ("Effective", book.effective),
        ("Rotation", f"{book.weeks} weeks"),
        ("Digest of the book", book.digest),
        ("How to use it", use),
        ("What is computed", "A computed item of Graduation follows from the records and has no signature."),
        ("Sorting", "Nothing is locked: sort, filter and widen columns as you like."),
    )
