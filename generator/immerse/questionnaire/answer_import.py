"""Makes the changes of a client's policy from returned answers, or reports all their faults."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from immerse.loading.changing import CannotChange, yaml_text
from immerse.loading.client import load_client
from immerse.loading.file_kinds import KINDS
from immerse.loading.formatting import in_same_order
from immerse.loading.layout import CLIENTS
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.policy_layers import resolve_policy
from immerse.loading.schemas import first_line
from immerse.loading.strict_yaml import read_yaml
from immerse.model.edition import Client
from immerse.model.policy.answers import value_digest
from immerse.model.policy.contract import setting_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import leaves
from immerse.model.policy.relations import broken_relations
from immerse.output.writing import write_whole
from immerse.problems import ContentProblems, ImmerseError, Location, Problem
from immerse.questionnaire.answer_checks import CellChecker, GivenValue
from immerse.questionnaire.answers_reader import read_workbooks
from immerse.questionnaire.client_questions import Questionnaire
from immerse.questionnaire.returned_cells import CellFault, ReturnedRow
from immerse.questionnaire.rewriting import Rewriting, renumbered
from immerse.questionnaire.row_edits import Added, Rows, cells_of


@dataclass(frozen=True, slots=True)
class AnswerImport:
    """The changes in workbooks; they may be written only without faults."""

    client: str
    changes: tuple[GivenValue, ...]
    confirmed: tuple[GivenValue, ...]
    faults: tuple[CellFault, ...]
    answered: int
    """Stand-ins that now have an answer."""
    left: int
    """Stand-ins without an answer."""
    before: tuple[bytes, bytes] = (b"", b"")
    """The present policy.yml and answers.yml."""
    after: tuple[bytes, bytes] = (b"", b"")
    """Their new content."""

    @property
    def is_nothing(self) -> bool:
        """Whether neither file would change."""
        return self.before == self.after


def read_answers(root: Path, now: Questionnaire, files: tuple[Path, ...], on: date) -> AnswerImport:
    """The answers of workbooks for a client, checked against its present policy; nothing is written.

    Raises:
        ImmerseError: a workbook cannot be read, or is for another client or version.
        ContentProblems: the client has errors.
    """
    client, problems = load_client(root, now.client)
    if client is None:
        raise ContentProblems(problems)
    before = _files(root, client.folder)
    returned = read_workbooks(files, now.client, on)
    checker = CellChecker(now, returned, client.answers)
    checker.faults += returned.faults
    values = list(checker.given(returned.cells))
    rows = Rows(now, checker)
    removed, added = rows.removed(returned.removed), rows.added(returned.added)
    values += rows.known
    changes = [value for value in values if value.is_change]
    changes += [GivenValue(row.path, row.name, "", row.at, row.signed) for row in removed]
    for new in added:
        entry = yaml_text(new.entry, 0, True)
        changes.append(GivenValue(f"{new.place}.{new.name or 'new'}", "", entry, new.row.at, new.row.signed))
    confirmed = [value for value in values if not value.is_change]
    after, left = before, len(client.stand_ins)
    if changes or confirmed:
        unread = {cell.path for cell in returned.cells if cell.is_touched} - {value.path for value in values}
        unread |= {row.table for row in returned.added if row not in [new.row for new in added]}
        unread = {setting_of(path) for path in unread} if checker.faults else set()
        after, left = _rewritten(root, client, before, checker, (values, removed, added), unread)
    left = len(client.stand_ins) if checker.faults else left
    faults, done = tuple(dict.fromkeys(checker.faults)), len(client.stand_ins) - left
    return AnswerImport(now.client, tuple(changes), tuple(confirmed), faults, done, left, before, after)


def _rewritten(
    root: Path,
    client: Client,
    before: tuple[bytes, bytes],
    checker: CellChecker,
    wanted: tuple[list[GivenValue], list[ReturnedRow], list[Added]],
    unread: set[str],
) -> tuple[tuple[bytes, bytes], int]:
    """The new content of both files, and how many stand-ins are left; faults go to the checker, but not those of
    settings of which a cell could not be read: they may follow from that."""
    values, removed, added = wanted
    cells = [*values, *(GivenValue(path, "", cell.text, cell.at, cell.signed) for path, cell in cells_of(added))]
    path = f"{client.folder}/policy.yml"
    try:
        changed = Rewriting(client, before[0]).content(values, removed, added)
        content = in_same_order(before[0], changed, "policy.yml", KINDS["policy"])
    except CannotChange as error:
        named = next((value.at for value in cells if value.path in str(error)), None)
        checker.report(named, str(error))
        return before, len(client.stand_ins)
    document = read_yaml(content, path)
    effective = resolve_policy(root, path, document)
    places = sorted(_places(document.value, ()))
    for problem in effective.problems:
        cell = _cell_of(problem, places, cells)
        if not unread or (cell and setting_of(cell.path) not in unread):
            checker.report(cell.at if cell else None, problem.message, problem.hint)
    if effective.policy is None:
        return before, len(client.stand_ins)
    for broken in broken_relations(effective.policy, effective.policy.escalation.is_same_person):
        sides = {broken.at.path, broken.other.path}
        if broken.always and unread.isdisjoint(map(setting_of, sides)):
            cell = next((value for value in cells if value.path in sides), None)
            checker.report(cell.at if cell else None, f"{broken.at.path} {broken.fault}", broken.hint)
    provenance = _provenance(client, effective.policy, cells, [row.path for row in removed])
    return (content, provenance), len(effective.stand_ins)


def write_answers(root: Path, answers: AnswerImport) -> tuple[Path, ...]:
    """Write the policy and who answered, each file atomically; an interrupted write is completed by the next one.

    Raises:
        ImmerseError: somebody changed the policy meanwhile.
        OSError: a file cannot be written; it is unchanged.
    """
    folder = root / CLIENTS / answers.client
    if _files(root, folder.relative_to(root).as_posix()) != answers.before:
        raise ImmerseError(f"{folder / 'policy.yml'} was changed meanwhile; nothing was written, so try again")
    places = (folder / "policy.yml", folder / "answers.yml")
    for place, content in zip(places, answers.after, strict=True):
        write_whole(place, content)
    return places


def _files(root: Path, folder: str) -> tuple[bytes, bytes]:
    """policy.yml, and answers.yml if it exists."""
    answers = root / folder / "answers.yml"
    return (root / folder / "policy.yml").read_bytes(), answers.read_bytes() if answers.is_file() else b""


def _cell_of(problem: Problem, places: list[tuple[Location, str]], values: list[GivenValue]) -> GivenValue | None:
    """The cell that causes a problem of the new policy: the nearest one with an answer."""
    number = bisect_right(places, problem.location, key=lambda place: place[0]) - 1
    keys = places[number][1] if number >= 0 else ""
    changes = [value for value in values if value.is_change]
    near = [value for value in changes if f"{keys}.".startswith(f"{value.path}.")]
    while keys and not near:
        near = [value for value in changes if f"{value.path}.".startswith(f"{keys}.")]
        keys = keys.rpartition(".")[0]
    return next(iter(near), None)


def _places(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    """(position, path) of everything in a file."""
    items: list[tuple[Location, str, Any]] = []
    if isinstance(value, YamlMapping):
        items = [(value.key_locations[key], str(key), inner) for key, inner in value.items()]
    elif isinstance(value, YamlSequence):
        ids = (inner.get("id") if isinstance(inner, dict) else None for inner in value)
        names = (str(id or number) for number, id in enumerate(ids))
        items = list(zip(value.item_locations, names, value, strict=True))
    for location, name, inner in items:
        yield location, ".".join((*keys, name))
        yield from _places(inner, (*keys, name))


def _provenance(client: Client, policy: Policy, changes_read: list[GivenValue], gone: list[str]) -> bytes:
    """answers.yml, with earlier answers that are still valid."""
    values = {leaf.path: value_digest(leaf.value) for leaf in leaves(policy, absent=True)}
    known = {
        renumbered(path, gone): {"by": str(answer.by), "day": answer.day, "of": str(answer.of)}
        for path, answer in client.answers.items()
        if not any(f"{path}.".startswith(f"{place}.") for place in gone)
    }
    for value in changes_read:
        path = renumbered(value.path, gone)
        digest = values.get(path, value_digest(None))
        known[path] = {"by": value.signed.by, "day": value.signed.on, "of": digest}
    lines = [f"  {path}: {yaml_text(known[path], 0, True)}\n" for path in sorted(known) if path in values]
    head = first_line(f"{client.folder}/answers.yml")
    head += "# Who gave which value, and when. Written by immerse answers.\n"
    return (head + ("answers:\n" + "".join(lines) if lines else "answers: {}\n")).encode()
