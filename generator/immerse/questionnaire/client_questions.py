"""The questions to one client: single values, tables with their rows, and defaults that nobody has confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from immerse.loading.client import load_client
from immerse.loading.policy_layers import load_base_policy
from immerse.loading.programme import load_programme
from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.policy.contract import entries_of
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import marked
from immerse.model.policy.setting_marks import ASKED_OF_ALL, IN_EVERY_FILE
from immerse.model.policy.stand_ins import is_placeholder
from immerse.problems import ContentProblems
from immerse.questionnaire.askable import EntryTable, Field, contract_of
from immerse.questionnaire.catalogue import question_of, sheet_of, topic_of
from immerse.questionnaire.cell_values import cell_text
from immerse.questionnaire.reach import Reach, reach_of


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """One value that may be answered: its path in the policy, and the present value."""

    path: str
    field: Field
    shown: str
    """The text of its cell: the value that somebody gave or may confirm."""
    value: Any = None
    """As the model has it."""
    is_open: bool = False
    """Whether it is a stand-in, which nobody has given yet."""
    layer: str = ""
    """The file that sets it: core, defaults or client; empty if none does."""


@dataclass(frozen=True, slots=True)
class ClientQuestion:
    """One question about one value."""

    place: QuestionPlace
    ask: str
    example: str
    source: str
    department: str
    why: str
    reach: Reach
    proposed: str
    """The value that applies without an answer; empty if none does."""

    @property
    def is_default(self) -> bool:
        """Whether a value applies that this client never chose."""
        return self.place.layer in ("core", "defaults") and not self.place.is_open and self.place.value is not None


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """One field of the rows of a table: its question, and its path below the entry's."""

    key: str
    """`phone`, `also.metric`, `text.en-GB`."""
    field: Field
    ask: str
    example: str
    source: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One entry of a table."""

    name: str
    of: str
    """The entry of the table above that it belongs to; empty if there is none."""
    path: str
    places: tuple[QuestionPlace, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A list that is answered row by row."""

    table: EntryTable
    title: str
    row: str
    department: str
    why: str
    reach: Reach
    columns: tuple[QuestionColumn, ...]
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions to a client."""

    client: str
    name: str
    version: str
    """The version of the curriculum."""
    questions: tuple[ClientQuestion, ...]
    tables: tuple[AskedTable, ...]
    names: dict[str, tuple[str, ...]]
    """Path of a table -> names of its entries, also for other departments."""

    def of(self, department: str) -> Self:
        """The questions to one department; `all` is every department."""
        if department == "all":
            return self
        questions = tuple(question for question in self.questions if question.department == department)
        tables = tuple(table for table in self.tables if table.department == department)
        return replace(self, questions=questions, tables=tables)

    @property
    def defaults(self) -> tuple[ClientQuestion, ...]:
        """Values that apply without an answer, those that change most first."""
        return tuple(
            sorted(
                (question for question in self.questions if question.is_default),
                key=lambda question: -question.reach.count,
            )
        )

    @property
    def without_default(self) -> tuple[ClientQuestion, ...]:
        """The questions without a default: open ones first, those without a value last."""
        questions = (question for question in self.questions if not question.is_default)
        return tuple(sorted(questions, key=lambda question: (not question.place.is_open, question.place.value is None)))

    def places(self) -> Iterator[QuestionPlace]:
        """Every value that may be answered."""
        yield from (question.place for question in self.questions)
        for table in self.tables:
            for row in table.rows:
                yield from row.places


def questions_for(root: Path, client_id: str) -> Questionnaire:
    """All questions to a client.

    Raises:
        ContentProblems: the programme or the client has errors.
    """
    programme, problems = load_programme(root)
    client, client_problems = load_client(root, client_id)
    if programme is None or client is None:
        raise ContentProblems(problems + client_problems)
    asking = _Asking(client, load_base_policy(root), reach_of(programme))
    questions, tables = tuple(asking.questions()), tuple(asking.tables())
    names = {table.table.path: tuple(row.name for row in table.rows) for table in tables}
    version = str(programme.curriculum.version)
    return Questionnaire(client.id, str(client.policy.client.name), version, questions, tables, names)


class _Asking:
    """Makes the questions to one client."""

    def __init__(self, client: Client, base: Policy, reach: dict[str, Reach]) -> None:
        self._client = client
        self._base = base
        self._reach = reach
        self._open = frozenset(map(str, client.stand_ins))
        languages = client.policy.centre.languages or ()
        self._languages = tuple(str(language.tag) for language in languages if language.cover != "none") or ("en-GB",)

    def questions(self) -> Iterator[ClientQuestion]:
        """The single values, in the order of the contract."""
        for field in contract_of(type(self._client.policy)):
            if isinstance(field, Field) and self._is_wanted(field.leaf.setting.key):
                for key in self._keys(field, _value(self._client.policy, field.leaf.keys)):
                    yield self._asked(field, key)

    def tables(self) -> Iterator[AskedTable]:
        """The lists, in the order of the contract."""
        for table in contract_of(type(self._client.policy)):
            setting = ".".join(table.keys[:2]) if isinstance(table, EntryTable) else ""
            if not isinstance(table, EntryTable) or not self._is_wanted(setting):
                continue
            (title, row), topic = sheet_of(table.path), topic_of(setting)
            entries = list(self._entries(table))
            columns = tuple(self._columns(table, [entry for _, _, _, entry in entries]))
            rows = tuple(
                AskedRow(name, of, path, tuple(self._place(f"{path}.{column.key}", column.field) for column in columns))
                for name, of, path, _ in entries
            )
            reach = self._reach.get(setting, Reach())
            yield AskedTable(table, title, row, topic.department, topic.why, reach, columns, rows)

    def _is_wanted(self, setting: str) -> bool:
        if setting in self._reach or setting in marked(IN_EVERY_FILE, ASKED_OF_ALL):
            return True
        return _value(self._client.policy, tuple(setting.split("."))) is not None and any(
            origin.layer == "client" and f"{path}.".startswith(f"{setting}.")
            for path, origin in self._client.origins.items()
        )

    def _asked(self, field: Field, key: str) -> ClientQuestion:
        setting = field.leaf.setting
        path = f"{field.path}.{key}" if key else field.path
        place, question, topic = self._place(path, field), question_of(field.path, field.leaf), topic_of(setting.key)
        base = _value(self._base, tuple(path.split(".")))
        is_given = place.layer == "client" and not place.is_open
        proposed = "" if is_given or is_placeholder(place.value) else cell_text(place.value, field.leaf)
        if base is not None and not proposed:
            proposed = cell_text(base, field.leaf)
        if not is_given:
            place = replace(place, shown="")
        ask = f"{question.ask} ({key})" if key else question.ask
        reach = self._reach.get(setting.key, Reach())
        return ClientQuestion(
            place, ask, question.example, question.source, topic.department, topic.why, reach, proposed
        )

    def _place(self, path: str, field: Field) -> QuestionPlace:
        keys = tuple(path.split("."))
        value = _value(self._client.policy, keys)
        text = "" if is_placeholder(value) else cell_text(value, field.leaf)
        layer = self._client.layer_of(keys) if value is not None else ""
        return QuestionPlace(path, field, text, value, path in self._open, layer)

    def _keys(self, field: Field, value: Any) -> tuple[str, ...]:
        """The present and possible keys of a mapping of single values; one empty key for a single value."""
        if not field.by:
            return ("",)
        keys = tuple(map(str, value or ()))
        if field.by == "language":
            keys += self._languages
        elif field.by == "country":
            keys += tuple(map(str, self._client.policy.client.jurisdictions or ()))
        return tuple(dict.fromkeys(keys))

    def _entries(self, table: EntryTable) -> Iterator[tuple[str, str, str, Any]]:
        """(name, entry above, path, value) of every entry."""
        if "*" not in table.keys:
            for name, entry in entries_of(_value(self._client.policy, table.keys)):
                yield name, "", f"{table.path}.{name}", entry
            return
        split = table.keys.index("*")
        above, inside = table.keys[:split], table.keys[split + 1 :]
        for of, entry in entries_of(_value(self._client.policy, above)):
            for name, inner in entries_of(_value(entry, inside)):
                yield name, of, ".".join((*above, of, *inside, name)), inner

    def _columns(self, table: EntryTable, entries: list[Any]) -> Iterator[QuestionColumn]:
        depth = len(table.keys) + 1
        for field in table.columns:
            inside = field.leaf.keys[depth:]
            values: dict[str, None] = {}
            for entry in entries if field.by else ():
                values |= dict.fromkeys(_value(entry, inside) or ())
            question = question_of(field.path, field.leaf)
            for key in self._keys(field, values):
                ask = f"{question.ask} ({key})" if key else question.ask
                path = ".".join((*inside, key)) if key else ".".join(inside)
                yield QuestionColumn(path, field, ask, question.example, question.source)


def _value(value: Any, keys: tuple[str, ...]) -> Any:
    """The value at a path of a policy; None if there is none."""
    for key in keys:
        if isinstance(value, Node):
            value = getattr(value, key, None)
        elif isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, tuple):
            value = dict(entries_of(value)).get(key)
        else:
            return None
    return value
