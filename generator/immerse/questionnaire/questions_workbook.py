"""A questionnaire as a workbook: a sheet for each department, one for defaults to sign, one for each table."""

import json
from importlib.resources import files
from typing import Any

from immerse.model.policy.policy_leaves import Leaf
from immerse.model.policy.value_types import ValueType
from immerse.questionnaire import workbook_layout
from immerse.questionnaire.answer_cells import AnswerWorkbook, Choices
from immerse.questionnaire.cell_values import label
from immerse.questionnaire.client_questions import AskedRow, AskedTable, ClientQuestion, QuestionColumn, Questionnaire
from immerse.questionnaire.departments import DEPARTMENTS, TAB_COLOURS
from immerse.questionnaire.fixed_texts import OF_DEFAULTS, OF_QUESTIONS, OF_TABLES, state_of, steps, why
from immerse.questionnaire.workbook_layout import digest_of_cell, mark
from immerse.spreadsheets.workbook import HEAD

_NEW_ROWS = 12
_MOST_LINES = 12
_START_WIDTH = 70
_COLUMNS = files("immerse.questionnaire").joinpath("question_columns.json").read_text("utf-8")
_QUESTIONS: tuple[tuple[str, str, int], ...] = tuple(map(tuple, json.loads(_COLUMNS)))
"""(Key, head, width in characters) of each column of a sheet of questions."""
_WIDTHS = tuple(width for _, _, width in _QUESTIONS)
_QUIET = {"italic": True, "font_color": "#5F6670"}
_DAY = Leaf((), None, None, ValueType("date"), "")  # type: ignore[arg-type]
_TEXT = Leaf((), None, None, ValueType("text"), "")  # type: ignore[arg-type]


def workbook(questionnaire: Questionnaire) -> bytes:
    """The workbook of a questionnaire; the same questionnaire gives the same bytes."""
    return _Writer(questionnaire).finish()


class _Writer:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._book = AnswerWorkbook(f"{questionnaire.name}: questions")

    def finish(self) -> bytes:
        """Write all sheets."""
        questionnaire = self._questionnaire
        start = self._book.add_sheet(workbook_layout.START)
        for department, title in DEPARTMENTS.items():
            if questions := questionnaire.of(department).without_default:
                self._questions(title, department, questions, OF_QUESTIONS)
        if questionnaire.defaults:
            self._questions(workbook_layout.DEFAULTS, "defaults", questionnaire.defaults, OF_DEFAULTS)
        for table in sorted(questionnaire.tables, key=lambda table: list(DEPARTMENTS).index(table.department)):
            self._table(table)
        self._start(start)
        self._about()
        if lists := self._book.add_lists():
            lists.hide()
        return self._book.finish()

    def _sheet(self, title: str, key: str, heading: str, explained: str, columns: list[tuple[str, str, int]]) -> Any:
        sheet = self._book.add_sheet(title)
        sheet.write_string(workbook_layout.MARK, 0, mark(self._questionnaire.client, key))
        for place, (name, head, width) in enumerate(columns, start=2):
            sheet.write_string(workbook_layout.MARK, place, name)
            self._book.words(sheet, workbook_layout.HEADS, place, head, **HEAD)
            sheet.set_column(place, place, width)
        sheet.set_row(workbook_layout.MARK, None, None, {"hidden": True})
        sheet.set_column(0, 1, 4, None, {"hidden": True})
        sheet.write_string(workbook_layout.TITLE, 2, heading, self._book.format(bold=True, font_size=14))
        sheet.write_string(workbook_layout.ABOUT_SHEET, 2, explained, self._book.format(font_color="#5F6670"))
        sheet.set_row(workbook_layout.HEADS, _height([(head, width) for _, head, width in columns]))
        self._signed(sheet, workbook_layout.SIGNED, len(columns), "for the whole sheet:")
        return sheet

    def _signed(self, sheet: Any, row: int, last: int, label: str = "") -> None:
        """The cells for who answered and when: the columns `last` and `last` + 1."""
        if label:
            self._book.words(sheet, row, last - 1, label, align="right", font_color="#5F6670", text_wrap=False)
        self._book.answer_to(sheet, row, last, "", _TEXT)
        self._book.answer_to(sheet, row, last + 1, "", _DAY)
        self._book.validate(sheet, (row, row), last + 1, _DAY, None)

    def _questions(self, title: str, key: str, rows: tuple[ClientQuestion, ...], explained: str) -> None:
        heading = f"{self._questionnaire.name}: {'defaults to sign' if key == 'defaults' else f'questions for {title}'}"
        sheet = self._sheet(title, key, heading, explained, list(_QUESTIONS))
        for line, question in enumerate(rows, start=workbook_layout.ROWS):
            place, leaf = question.place, question.place.field.leaf
            ask, example, proposed = question.ask, question.example, question.proposed
            sheet.write_string(line, workbook_layout.PATH, place.path)
            digests = workbook_layout.digests_of_question(place.shown, ask, example, proposed)
            sheet.write_string(line, workbook_layout.DIGESTS, json.dumps(digests))
            state = DEPARTMENTS[question.department] if key == "defaults" else state_of(question)
            texts = (state, ask, why(question), example, proposed)
            for column, text in enumerate(texts, start=2):
                quiet = _QUIET if column in (2, 4, 5) else {}
                self._book.words(sheet, line, column, text, **quiet)
            self._book.answer_to(sheet, line, 7, place.shown, leaf, is_open=place.is_open)
            self._book.validate(sheet, (line, line), 7, leaf, self._choices(leaf, question.source))
            self._signed(sheet, line, 8)
            sheet.set_row(line, _height(list(zip((*texts, place.shown), _WIDTHS, strict=False))))
        sheet.set_tab_color(TAB_COLOURS.get(key, "#777777"))
        self._print(sheet, workbook_layout.ROWS, len(rows), 10)

    def _table(self, asked: AskedTable) -> None:
        has_of = "*" in asked.table.keys
        columns = [("#name", f"Short name of the {asked.row}" if asked.table.has_id else "No.", 18)]
        columns += [("#of", "Belongs to", 14)] if has_of else []
        columns += [(column.key, column.ask, _width(column)) for column in asked.columns]
        columns += [("#remove", "Take out?", 11), ("#by", "Answered by", 20), ("#on", "On", 12)]
        heading = f"{self._questionnaire.name}: {asked.title.lower()}, one row for each {asked.row}"
        sheet = self._sheet(asked.title, asked.table.path, heading, f"{why(asked)} {OF_TABLES}", columns)
        shown = ["for example", *([""] if has_of else []), *(column.example for column in asked.columns), "", "", ""]
        for column, text in enumerate(shown, start=2):
            self._book.words(sheet, workbook_layout.ROWS, column, text, **_QUIET)
        sheet.write_string(workbook_layout.ROWS, workbook_layout.PATH, workbook_layout.EXAMPLE)
        digests = {name: digest_of_cell(text) for (name, _, _), text in zip(columns, shown, strict=True)}
        sheet.write_string(workbook_layout.ROWS, workbook_layout.DIGESTS, json.dumps(digests, sort_keys=True))
        widths = [width for _, _, width in columns]
        sheet.set_row(workbook_layout.ROWS, _height(list(zip(shown, widths, strict=True))))
        first = workbook_layout.ROWS + 1
        for line, row in enumerate(asked.rows, start=first):
            self._row(sheet, line, asked, row, has_of)
            texts = [row.name, *([row.of] if has_of else []), *(place.shown for place in row.places)]
            sheet.set_row(line, _height(list(zip(texts, widths, strict=False))))
        room = 0 if asked.table.names and len(asked.rows) == len(asked.table.names) else _NEW_ROWS
        last = first + len(asked.rows) + room - 1
        for line in range(first + len(asked.rows), last + 1):
            for column in range(2, len(columns) + 1):
                self._book.answer_to(sheet, line, column, "", _TEXT)
            self._book.answer_to(sheet, line, len(columns) + 1, "", _DAY)
        if last >= first:
            self._validations(sheet, asked, (first, last), len(columns), 4 if has_of else 3)
        sheet.set_tab_color(TAB_COLOURS[asked.department])
        self._print(sheet, first, last - first + 1, len(columns) + 2)

    def _row(self, sheet: Any, line: int, asked: AskedTable, row: AskedRow, has_of: bool) -> None:
        sheet.write_string(line, workbook_layout.PATH, row.path)
        cells = zip(asked.columns, row.places, strict=True)
        digests = {column.key: digest_of_cell(place.shown) for column, place in cells}
        sheet.write_string(line, workbook_layout.DIGESTS, json.dumps(digests, sort_keys=True))
        name = row.name if asked.table.has_id or not row.name.isdecimal() else str(int(row.name) + 1)
        self._book.words(sheet, line, 2, name, bold=True)
        if has_of:
            self._book.words(sheet, line, 3, row.of, bold=True)
        for column, place in enumerate(row.places, start=4 if has_of else 3):
            self._book.answer_to(sheet, line, column, place.shown, place.field.leaf, is_open=place.is_open)
        last = (4 if has_of else 3) + len(row.places)
        self._book.answer_to(sheet, line, last, "", _TEXT)
        self._signed(sheet, line, last + 1)

    def _validations(self, sheet: Any, asked: AskedTable, rows: tuple[int, int], width: int, first: int) -> None:
        for column, asked_column in enumerate(asked.columns, start=first):
            leaf = asked_column.field.leaf
            self._book.validate(sheet, rows, column, leaf, self._choices(leaf, asked_column.source))
        remove = Choices(self._book.list_of(("remove",)), strict=True)
        self._book.validate(sheet, rows, width - 1, _TEXT, remove)
        self._book.validate(sheet, rows, width + 1, _DAY, None)

    def _choices(self, leaf: Leaf, source: str) -> Choices | None:
        if leaf.kind == "yes_no":
            return Choices(self._book.list_of(("yes", "no")), strict=True)
        if leaf.kind == "choice":
            return Choices(self._book.list_of(tuple(map(label, leaf.choices))), strict=True)
        names = self._questionnaire.names.get(source, ())
        return Choices(self._book.list_of(names), strict=False) if names else None

    def _about(self) -> None:
        sheet = self._book.add_sheet(workbook_layout.ABOUT)
        facts = {
            "format": workbook_layout.FORMAT,
            "client": self._questionnaire.client,
            "core version": self._questionnaire.version,
        }
        for line, fact in enumerate(facts.items()):
            sheet.write_row(line, 0, fact)
        sheet.very_hidden()

    def _start(self, sheet: Any) -> None:
        sheet.set_column(0, 0, _START_WIDTH)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{self._questionnaire.name}: questions", self._book.format(bold=True, font_size=16))
        texts = list(steps(self._questionnaire))
        for line, text in enumerate(texts, start=2):
            self._book.words(sheet, line, 0, text)
            sheet.set_row(line, _height([(text, _START_WIDTH)]))
        link = self._book.format(font_color="#1B5E9B", underline=1)
        for line, listed in enumerate(self._book.sheets[1:], start=len(texts) + 3):
            sheet.write_url(line, 0, f"internal:'{listed.get_name()}'!A1", link, listed.get_name())
        sheet.activate()

    def _print(self, sheet: Any, first: int, count: int, columns: int) -> None:
        sheet.freeze_panes(first, 4 if columns == 10 else 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(workbook_layout.HEADS)
        if count:
            sheet.autofilter(workbook_layout.HEADS, 0, max(first + count - 1, workbook_layout.HEADS + 1), columns - 1)


def _width(column: QuestionColumn) -> int:
    kind = column.field.leaf.kind
    return 34 if kind == "text" else 22 if kind in ("name", "web", "mailbox", "contact", "reference") else 16


def _height(cells: list[tuple[str, int]]) -> float:
    """The height of a row, in points, at which every cell can be read without opening it."""
    lines = (sum(len(part) // max(width - 2, 1) + 1 for part in text.split("\n")) for text, width in cells if text)
    return 15.0 * min(max(lines, default=1), _MOST_LINES) + 1
