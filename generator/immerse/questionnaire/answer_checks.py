"""Each returned cell, compared with the client's present policy: a change, a confirmation, or a fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immerse.loading.changing import REMOVED
from immerse.model.policy.answers import Answer
from immerse.model.policy.policy_leaves import Leaf
from immerse.model.policy.stand_ins import is_placeholder
from immerse.questionnaire.cell_values import WrongAnswer, parsed, short_name
from immerse.questionnaire.client_questions import ClientQuestion, Questionnaire, QuestionPlace
from immerse.questionnaire.returned_cells import At, CellContent, CellFault, Returned, SignedBy
from immerse.questionnaire.workbook_layout import digest_of_cell
from immerse.spreadsheets.cells import normal
from immerse.words.near_misses import did_you_mean

UNSIGNED = "the answer is not signed: {} is empty in its row, and at the top of the sheet"
HOW_TO_SIGN = "fill in Answered by (a role or initials) and On (the day of the answer)"


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that somebody gave or confirmed."""

    path: str
    old: str
    new: str
    at: At
    signed: SignedBy
    value: Any = None
    """As it is written to the file; REMOVED if it is removed."""
    is_change: bool = True


class CellChecker:
    """Checks single cells and collects their `faults`."""

    def __init__(self, now: Questionnaire, returned: Returned, answers: Mapping[str, Answer]) -> None:
        """`answers` are those of earlier workbooks, by path."""
        self._answers = answers
        self.faults: list[CellFault] = []
        self._client = now.client
        self._unsigned: set[tuple[str, str, str]] = set()
        """Rows that are reported already, as file, sheet and number."""
        self._places = {place.path: place for place in now.places()}
        self._questions: dict[str, ClientQuestion] = {question.place.path: question for question in now.questions}
        self._sources = {question.place.path: question.source for question in now.questions}
        for table in now.tables:
            for asked in table.rows:
                sources = (column.source for column in table.columns)
                self._sources |= zip((place.path for place in asked.places), sources, strict=True)
        self._names = {path: set(names) for path, names in now.names.items()}
        for row in returned.added:
            self._names.setdefault(row.table, set()).add(short_name(row.name))

    def report(self, at: At | None, message: str, hint: str = "") -> None:
        """Add a fault at a cell."""
        self.faults.append(CellFault(at, message, hint))

    def given(self, cells: list[CellContent]) -> Iterator[GivenValue]:
        """The values that the cells give; of several cells for one value, that of the one that somebody edited."""
        by_path: dict[str, list[CellContent]] = {}
        for cell in cells:
            by_path.setdefault(cell.path, []).append(cell)
        for several in by_path.values():
            touched = [cell for cell in several if cell.is_touched]
            differing = next((cell for cell in touched if cell.text != touched[0].text), None)
            if differing is not None:
                texts = f"says {_cut(touched[0].text)}, and {differing.at} says {_cut(differing.text)}"
                hint = "agree on one, and write it into both cells or empty one of them"
                self.report(touched[0].at, f"{texts}: two answers to one question", hint)
                continue
            signed = [cell for cell in several if cell.signed.of_row]
            if value := self._given((touched or signed or several)[0]):
                yield value

    def _given(self, cell: CellContent) -> GivenValue | None:
        place = self._places.get(cell.path)
        if place is None:
            if cell.is_touched or cell.signed.of_row:
                hint = f"write a new workbook: immerse questions {self._client} --out FILE.xlsx"
                self.report(cell.at, f"{self._client} is no longer asked for {cell.path}", hint)
            return None
        if cell.is_touched:
            return self._touched(cell, place)
        return self._signed(cell, place) if cell.signed.of_row else None

    def _touched(self, cell: CellContent, place: QuestionPlace) -> GivenValue | None:
        is_signed = self._is_signed(cell)
        if cell.text == normal(place.shown) or _says_the_same(cell, place):
            return self._confirmed(cell, place) if is_signed else None
        if self._is_stale(cell, place):
            return None
        if not cell.text:
            return self._emptied(cell, place) if is_signed else None
        value = self.value_of(cell, place.field.leaf, self._sources.get(cell.path, ""))
        if value is None or not is_signed:
            return None
        old = "" if is_placeholder(place.value) else self._old(place)
        if cell.text == normal(old) or (place.value is not None and value == place.value):
            return self._confirmed(cell, place)
        return GivenValue(cell.path, old, cell.text, cell.at, cell.signed, value)

    def _is_stale(self, cell: CellContent, place: QuestionPlace) -> bool:
        """Whether the policy changed after the workbook was written; reports it."""
        if digest_of_cell(place.shown) == cell.digest:
            return False
        now = _cut(place.shown) if place.shown else "nothing"
        message = f"says {_cut(cell.text)}, but policy.yml changed to {now} after the workbook was written"
        self.report(cell.at, message, "write the right value into the cell of a new workbook, or into policy.yml")
        return True

    def _is_signed(self, cell: CellContent) -> bool:
        empty = "Answered by" if not cell.signed.by else "" if cell.signed.on else "On"
        if empty == "On" and cell.signed.has_wrong_day:
            return False
        row = (cell.at.file, cell.at.sheet, re.sub(r"[A-Z]+", "", cell.at.cell))
        if empty and row not in self._unsigned:
            self._unsigned.add(row)
            self.report(cell.at, UNSIGNED.format(empty), HOW_TO_SIGN)
        return not empty

    def _emptied(self, cell: CellContent, place: QuestionPlace) -> GivenValue | None:
        if place.layer != "client":
            message = f"is empty, so that {_cut(place.shown)} would apply, which every client has"
            self.report(cell.at, message, "write the value to use instead")
        elif not place.field.leaf.optional and not place.field.by:
            self.report(cell.at, f"is empty, but an answer is required; it was {_cut(place.shown)}", "write the answer")
        else:
            return GivenValue(cell.path, place.shown, "", cell.at, cell.signed, REMOVED)
        return None

    def _signed(self, cell: CellContent, place: QuestionPlace) -> GivenValue | None:
        """The value of a cell that nobody edited, in a row that somebody signed."""
        if not self._is_signed(cell) or self._was_read(cell) or (place.shown and self._is_stale(cell, place)):
            return None
        if is_placeholder(place.value):
            if cell.path in self._questions:
                self.report(cell.at, "is signed, but there is no answer", "write the answer, or delete the signature")
            return None
        return self._confirmed(cell, place)

    def _was_read(self, cell: CellContent) -> bool:
        """Whether an earlier reading of the workbook took the answer over, or a proposal that it confirms."""
        answer = self._answers.get(cell.path)
        return answer is not None and (str(answer.by), answer.day) == (cell.signed.by, cell.signed.on)

    def _confirmed(self, cell: CellContent, place: QuestionPlace) -> GivenValue:
        now = self._old(place)
        return GivenValue(cell.path, now, now, cell.at, cell.signed, place.value, is_change=False)

    def _old(self, place: QuestionPlace) -> str:
        """The present value as text."""
        question = self._questions.get(place.path)
        return place.shown or (question.proposed if question and not is_placeholder(place.value) else "")

    def value_of(self, cell: CellContent, leaf: Leaf, source: str) -> Any:
        """The value that a cell gives; None, with a fault, if it is not valid."""
        if leaf.kind == "phone" and cell.is_number:
            hint = "write it as text: put an apostrophe before it, as in '+44 20 7946 0000"
            self.report(cell.at, "contains a number, so that a leading zero or plus is lost", hint)
            return None
        try:
            value = parsed(cell.text, leaf)
        except WrongAnswer as error:
            self.report(cell.at, str(error))
            return None
        known = self._names.get(source)
        names = value if leaf.many else [value]
        known_to_type = getattr(leaf.type.annotation, "exceptions", ())
        unknown = [name for name in names if known is not None and name not in known and name not in known_to_type]
        if unknown:
            hint = f"known names: {', '.join(sorted(known or ())) or 'none yet'}; add a row for a new one"
            hint = did_you_mean(unknown[0], known or (), hint, certain=True)
            self.report(cell.at, f"{unknown[0]!r} is not a known short name", hint)
            return None
        return value


def _says_the_same(cell: CellContent, place: QuestionPlace) -> bool:
    """Whether a text stands for the present value in other letters or units: "Consumer Goods"."""
    try:
        return bool(cell.text) and place.value is not None and parsed(cell.text, place.field.leaf) == place.value
    except WrongAnswer:
        return False


def _cut(text: str) -> str:
    line = text.replace("\n", ", ")
    return repr(line if len(line) <= 60 else f"{line[:57]}...")
