"""Answers that came back -> what they change in a client's policy, or everything that is wrong with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immerse.loading import load_client
from immerse.loading.changing import CannotChange, written
from immerse.loading.file_kinds import KINDS
from immerse.loading.formatting import format_source
from immerse.loading.policy_layers import Effective, lay
from immerse.loading.schemas import first_line
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.workspace import CLIENTS
from immerse.model.edition import Client
from immerse.model.policy.answers import value_digest
from immerse.model.policy.paths import leaves
from immerse.output.writing import write_whole
from immerse.problems import ContentProblems, ImmerseError, Location, Problem
from immerse.questionnaire.answer_checks import CellChecker, GivenValue
from immerse.questionnaire.answers_reader import read_workbooks
from immerse.questionnaire.client_questions import Questionnaire
from immerse.questionnaire.returned_cells import At, CellFault, SaidRow, SignedBy
from immerse.questionnaire.rewriting import Rewriting, renumbered
from immerse.questionnaire.row_edits import Added, Rows, cells_of


@dataclass(frozen=True, slots=True)
class AnswerImport:
    """What workbooks would change. Nothing may be written while there is a fault."""

    client: str
    changes: tuple[GivenValue, ...]
    confirmed: tuple[GivenValue, ...]
    faults: tuple[CellFault, ...]
    answered: int
    """Stand-ins that are none any more."""
    left: int
    """Stand-ins that nobody answered yet."""
    before: tuple[bytes, bytes] = (b"", b"")
    """policy.yml and answers.yml as they are."""
    after: tuple[bytes, bytes] = (b"", b"")
    """As they are to be."""

    @property
    def is_nothing(self) -> bool:
        """Whether neither the policy nor who answered would be another one."""
        return self.before == self.after


def read_answers(root: Path, now: Questionnaire, files: tuple[Path, ...]) -> AnswerImport:
    """What the workbooks say of a client, judged against what holds now; nothing is written.

    Raises:
        ImmerseError: a workbook cannot be read, or is for another client or version.
        ContentProblems: the client has to be mended first.
    """
    client, problems = load_client(root, now.client)
    if client is None:
        raise ContentProblems(problems)
    before = _files(root, client.folder)
    returned = read_workbooks(files, now.client)
    judge = CellChecker(now, returned)
    judge.faults += returned.faults
    given = list(judge.given(returned.said))
    rows = Rows(now, judge)
    removed, added = rows.removed(returned.removed), rows.added(returned.added)
    given += rows.known
    changes = [one for one in given if one.is_change]
    changes += [GivenValue(row.path, row.name, "", row.at, row.signed) for row in removed]
    changes += [_of_row(one) for one in added]
    confirmed = [one for one in given if not one.is_change]
    after, left = before, len(client.stand_ins)
    if not judge.faults and (changes or confirmed):
        after, left = _rewritten(root, client, before, judge, (given, removed, added))
    faults, done = tuple(dict.fromkeys(judge.faults)), len(client.stand_ins) - left
    return AnswerImport(now.client, tuple(changes), tuple(confirmed), faults, done, left, before, after)


def _rewritten(
    root: Path,
    client: Client,
    before: tuple[bytes, bytes],
    judge: CellChecker,
    wanted: tuple[list[GivenValue], list[SaidRow], list[Added]],
) -> tuple[tuple[bytes, bytes], int]:
    """Both files as they are to be, and how many stand-ins are left; what is wrong with them goes to the judge."""
    given, removed, added = wanted
    cells = [*given, *_cells(added)]
    try:
        content = _in_order(before[0], Rewriting(client, before[0]).content(given, removed, added))
    except CannotChange as error:
        judge.faults.append(CellFault(_blamed(str(error), cells), str(error)))
        return before, len(client.stand_ins)
    laid = _laid(root, client, content)
    judge.faults += _faults(laid, content, cells, client)
    if laid.policy is None:
        return before, len(client.stand_ins)
    provenance = _provenance(client, laid, cells, [row.path for row in removed])
    return (content, provenance), len(laid.stand_ins)


def write_answers(root: Path, answers: AnswerImport) -> tuple[Path, ...]:
    """Write the policy and who answered, each file whole; a write that was cut short is finished by the next one.

    Raises:
        ImmerseError: somebody changed the policy meanwhile.
        OSError: a file cannot be written; it is the old one.
    """
    folder = root / CLIENTS / answers.client
    if _files(root, folder.relative_to(root).as_posix()) != answers.before:
        raise ImmerseError(f"{folder / 'policy.yml'} was changed meanwhile; nothing was written, so try again")
    places = (folder / "policy.yml", folder / "answers.yml")
    for place, content in zip(places, answers.after, strict=True):
        write_whole(place, content)
    return places


def _files(root: Path, folder: str) -> tuple[bytes, bytes]:
    """policy.yml, and answers.yml where it is there already."""
    answers = root / folder / "answers.yml"
    return (root / folder / "policy.yml").read_bytes(), answers.read_bytes() if answers.is_file() else b""


def _in_order(before: bytes, after: bytes) -> bytes:
    """The file with new keys where `immerse fmt` wants them, if it was in that order before."""
    was, now = (format_source(content, "policy.yml", KINDS["policy"]) for content in (before, after))
    return after if was.moves or was.problems or now.problems else now.content


def _of_row(one: Added) -> GivenValue:
    said = written(one.entry, 0, True)
    path = f"{one.place}.{one.name}" if one.name else f"{one.place}.new"
    return GivenValue(path, "", said, one.row.at, one.row.signed)


def _cells(added: list[Added]) -> list[GivenValue]:
    return [GivenValue(path, "", said.text, said.at, said.signed) for path, said in cells_of(added)]


def _laid(root: Path, client: Client, content: bytes) -> Effective:
    path = f"{client.folder}/policy.yml"
    return lay(root, path, read_yaml(content, path))


def _blamed(message: str, changes: list[GivenValue]) -> At | None:
    """The cell of a value that a message names."""
    return next((one.at for one in changes if one.path in message), None)


def _faults(laid: Effective, content: bytes, given: list[GivenValue], client: Client) -> Iterator[CellFault]:
    path = f"{client.folder}/policy.yml"
    places = sorted(_places(read_yaml(content, path).value, ()))
    for problem in laid.problems:
        yield CellFault(_cell_of(problem, places, given), problem.message, problem.hint)


def _cell_of(problem: Problem, places: list[tuple[Location, str]], given: list[GivenValue]) -> At | None:
    """The cell that a problem of the new policy comes from: the nearest one that was answered."""
    number = bisect_right(places, problem.location, key=lambda place: place[0]) - 1
    keys = places[number][1] if number >= 0 else ""
    below = [one for one in given if one.is_change and f"{one.path}.".startswith(f"{keys}.")]
    above = [one for one in given if one.is_change and f"{keys}.".startswith(f"{one.path}.")]
    while keys and not (below or above):
        keys = keys.rpartition(".")[0]
        below = [one for one in given if one.is_change and f"{one.path}.".startswith(f"{keys}.")]
    return (above or below)[0].at if above or below else None


def _places(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    """(where it stands, its path) of everything in a file."""
    if isinstance(value, dict):
        for key, one in value.items():
            here = (*keys, str(key))
            yield value.key_locations[key], ".".join(here)  # type: ignore[attr-defined]
            yield from _places(one, here)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            id = one.get("id") if isinstance(one, dict) else None
            here = (*keys, str(id or number))
            yield value.item_locations[number], ".".join(here)  # type: ignore[attr-defined]
            yield from _places(one, here)


def _provenance(client: Client, laid: Effective, given: list[GivenValue], gone: list[str]) -> bytes:
    """answers.yml, with what was answered before as far as it still stands."""
    assert laid.policy is not None
    values = {leaf.path: value_digest(leaf.value) for leaf in leaves(laid.policy, absent=True)}
    known = {
        renumbered(path, gone): {"by": str(one.by), "day": one.day, "of": str(one.of)}
        for path, one in client.answers.items()
        if not any(f"{path}.".startswith(f"{place}.") for place in gone)
    }
    known |= {renumbered(one.path, gone): _answer(one.signed, values, renumbered(one.path, gone)) for one in given}
    lines = [f"  {path}: {written(known[path], 0, True)}\n" for path in sorted(known) if path in values]
    head = (
        first_line(f"{client.folder}/answers.yml") + "# Who gave which value, and when. Written by immerse answers.\n"
    )
    return (head + ("answers:\n" + "".join(lines) if lines else "answers: {}\n")).encode()


def _answer(signed: SignedBy, values: dict[str, str], path: str) -> dict[str, Any]:
    return {"by": signed.by, "day": signed.on, "of": values.get(path, value_digest(None))}
