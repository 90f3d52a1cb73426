"""Each cell of what came back against what the client's policy says now: a change, a confirmation, or a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immerse.loading.changing import GONE
from immerse.model.policy.paths import Leaf
from immerse.model.policy.stand_ins import is_placeholder
from immerse.questionnaire.cell_values import WrongAnswer, parsed, short_name
from immerse.questionnaire.client_questions import AskedTable, ClientQuestion, Place, Questionnaire
from immerse.questionnaire.returned_cells import At, CellContent, CellFault, Returned, SignedBy
from immerse.questionnaire.workbook_layout import digest_of_cell
from immerse.spreadsheets.cells import normal

_ANYBODY = frozenset({"responder"})
"""Names that may stand for a contact without being one."""


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that somebody gave, or confirmed as it stands."""

    path: str
    old: str
    new: str
    at: At
    signed: SignedBy
    value: Any = None
    """As the file is to say it; GONE where it is taken out."""
    is_change: bool = True


class CellChecker:
    """Looks at single cells; what is wrong with them is gathered in `faults`."""

    def __init__(self, now: Questionnaire, returned: Returned) -> None:
        self.faults: list[CellFault] = []
        self._client = now.client
        self._unsigned: set[tuple[str, str, str]] = set()
        """Rows that are named already, as file, sheet and number."""
        self._places = {place.path: place for place in now.places()}
        self._questions: dict[str, ClientQuestion] = {one.place.path: one for one in now.questions}
        self._sources = {one.place.path: one.source for one in now.questions}
        for table in now.tables:
            self._sources |= dict(_sources(table))
        added = ((one.table, one.name) for one in returned.added)
        self._names = {path: set(names) for path, names in now.names.items()}
        for table_path, name in added:
            self._names.setdefault(table_path, set()).add(short_name(name))

    def given(self, said: list[CellContent]) -> Iterator[GivenValue]:
        """What the cells give; of several for one value the one that somebody touched."""
        by_path: dict[str, list[CellContent]] = {}
        for one in said:
            by_path.setdefault(one.path, []).append(one)
        for several in by_path.values():
            touched = [one for one in several if one.is_touched]
            other = next((one for one in touched if one.text != touched[0].text), None)
            if other is not None:
                self._differ(touched[0], other)
                continue
            signed = [one for one in several if one.signed.of_row]
            if found := self._one((touched or signed or several)[0]):
                yield found

    def _differ(self, one: CellContent, other: CellContent) -> None:
        message = f"says {_cut(one.text)}, and {other.at} says {_cut(other.text)}: two answers to one question"
        self.faults.append(
            CellFault(one.at, message, "agree on one, and write it into both cells or empty one of them")
        )

    def _one(self, said: CellContent) -> GivenValue | None:
        place = self._places.get(said.path)
        if place is None:
            if said.is_touched or said.signed.of_row:
                hint = f"write a new workbook: immerse questions {self._client} --out FILE.xlsx"
                self.faults.append(CellFault(said.at, f"{self._client} is no longer asked for {said.path}", hint))
            return None
        if said.is_touched:
            return self._touched(said, place)
        return self._signed(said, place) if said.signed.of_row else None

    def _touched(self, said: CellContent, place: Place) -> GivenValue | None:
        is_signed = self._is_signed(said)
        if said.text == normal(place.shown):
            return self._confirmed(said, place) if is_signed else None
        if self._is_stale(said, place):
            return None
        if not said.text:
            return self._emptied(said, place) if is_signed else None
        value = self.value_of(said, place.field.leaf, self._sources.get(said.path, ""))
        if value is None or not is_signed:
            return None
        old = "" if is_placeholder(place.value) else _old(place, self._questions.get(said.path))
        if said.text == normal(old) or (place.value is not None and value == place.value):
            return self._confirmed(said, place)
        return GivenValue(said.path, old, said.text, said.at, said.signed, value)

    def _is_stale(self, said: CellContent, place: Place) -> bool:
        """Whether the policy changed after the workbook was written."""
        if digest_of_cell(place.shown) == said.digest:
            return False
        now = _cut(place.shown) if place.shown else "nothing"
        message = f"says {_cut(said.text)}, but policy.yml says {now} since the workbook was written"
        hint = "write what is right into the cell of a new workbook, or into policy.yml"
        self.faults.append(CellFault(said.at, message, hint))
        return True

    def _is_signed(self, said: CellContent) -> bool:
        what = "who answered" if not said.signed.by else "" if said.signed.on else "when it was answered"
        if what:
            hint = "fill in Answered by (a role or initials) and On (2027-03-31) in the row, or at the top of the sheet"
            row = (said.at.file, said.at.sheet, re.sub(r"[A-Z]+", "", said.at.cell))
            if row not in self._unsigned:
                self._unsigned.add(row)
                self.faults.append(CellFault(said.at, f"nobody says {what}", hint))
        return not what

    def _emptied(self, said: CellContent, place: Place) -> GivenValue | None:
        leaf = place.field.leaf
        if place.layer != "client":
            message = f"is empty, and without an answer {_cut(place.shown)} holds, which every client has"
            self.faults.append(CellFault(said.at, message, "write what is to hold in its place"))
        elif not leaf.optional and not place.field.by:
            message = f"is empty, and an answer is needed; it was {_cut(place.shown)}"
            self.faults.append(CellFault(said.at, message, "write the answer"))
        else:
            return GivenValue(said.path, place.shown, "", said.at, said.signed, GONE)
        return None

    def _signed(self, said: CellContent, place: Place) -> GivenValue | None:
        """A cell that nobody touched, in a row that somebody signed."""
        if not self._is_signed(said) or (place.shown and self._is_stale(said, place)):
            return None
        if is_placeholder(place.value):
            if said.path in self._questions:
                fault = CellFault(
                    said.at, "is signed, and there is no answer", "write the answer, or take the name out"
                )
                self.faults.append(fault)
            return None
        return self._confirmed(said, place)

    def _confirmed(self, said: CellContent, place: Place) -> GivenValue:
        asked = self._questions.get(said.path)
        now = _old(place, asked)
        return GivenValue(said.path, now, now, said.at, said.signed, place.value, is_change=False)

    def value_of(self, said: CellContent, leaf: Leaf, source: str) -> Any:
        """The value that a cell gives; None where it cannot be one, which is then a fault."""
        if leaf.kind == "phone" and said.is_number:
            hint = "write it as text: put an apostrophe before it, as in '+44 20 7946 0000"
            message = "holds a number, so a zero or a plus before it is lost"
            self.faults.append(CellFault(said.at, message, hint))
            return None
        try:
            value = parsed(said.text, leaf)
        except WrongAnswer as error:
            self.faults.append(CellFault(said.at, str(error)))
            return None
        known = self._names.get(source)
        named = value if leaf.many else [value]
        unknown = [one for one in named if known is not None and one not in known and one not in _ANYBODY]
        if unknown:
            hint = f"there are: {', '.join(sorted(known or ())) or 'none yet'}; add a row for another one"
            self.faults.append(
                CellFault(said.at, f"{unknown[0]!r} is the short name of nothing that may be named here", hint)
            )
            return None
        return value


def _sources(table: AskedTable) -> Iterator[tuple[str, str]]:
    for row in table.rows:
        for place, column in zip(row.places, table.columns, strict=True):
            yield place.path, column.source


def _old(place: Place, asked: ClientQuestion | None) -> str:
    """What holds now, in words."""
    return place.shown or (asked.proposed if asked and not is_placeholder(place.value) else "")


def _cut(text: str) -> str:
    line = text.replace("\n", ", ")
    return repr(line if len(line) <= 60 else f"{line[:57]}...")
