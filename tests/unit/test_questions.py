"""Every value that a client can set is asked for, in words, of one department; as a workbook and as a page."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import Immerse
from immerse.loading.changing import changed
from immerse.model.id_slots import id_kinds
from immerse.model.limits import Limit
from immerse.model.policy.id_names import HOMES
from immerse.model.policy.policy import Policy
from immerse.model.policy.policy_leaves import Leaf
from immerse.model.policy.registry import SETTINGS
from immerse.model.policy.value_types import ValueType
from immerse.questionnaire.answer_cells import OPEN
from immerse.questionnaire.askable import EntryTable, Field, contract_of
from immerse.questionnaire.catalogue import catalogued, entries_in, question_of
from immerse.questionnaire.cell_values import WrongAnswer, cell_text, parsed
from immerse.questionnaire.client_questions import Questionnaire, questions_for
from immerse.questionnaire.departments import DEPARTMENTS
from immerse.questionnaire.questionnaire_page import page
from immerse.questionnaire.questions_workbook import workbook
from immerse.questionnaire.workbook_layout import ABOUT, DEFAULTS, START
from immerse.spreadsheets.cells import normal
from immerse.spreadsheets.workbook import LISTS
from page_cases import CLIENT, workspace_of_case

CONTRACT = contract_of(Policy)
FIELDS = [one for part in CONTRACT for one in (part.columns if isinstance(part, EntryTable) else (part,))]
TABLES = [part for part in CONTRACT if isinstance(part, EntryTable)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose programme reads every setting, and a client who sets them."""
    lesson = {
        "uses: [": "uses: [crisis.timers, ",
        "objectives:\n": "objectives:\n  - Take part within {{ policy.crisis.timers.activate_min | minutes }}.\n",
    }
    changes = {"curriculum/first-steps/lessons/01-who-is-speaking.yml": {"edit": lesson}}
    return workspace_of_case({"begins_with": "many_values.yml", "changes": changes}, tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="module")
def asked(root: Path) -> Questionnaire:
    return questions_for(root, CLIENT)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def faults_of(field: Field) -> list[str]:
    """What is wrong with the question for a value."""
    entry = catalogued().get(field.path, {})
    if not entry.get("ask"):
        return [f"{field.path}: ask for it in a sentence, in generator/immerse/questionnaire/questions/"]
    found = []
    if not re.fullmatch(r"[A-Z].{5,}[?.]", entry["ask"]) or "?" not in entry["ask"] or "_" in entry["ask"]:
        found.append(f"{field.path}: {entry['ask']!r} is no question in words")
    if parsed(str(entry.get("example", "")), field.leaf) in (None, "", []):
        found.append(f"{field.path}: give an example that could be the answer")
    return found


def test_what_names_an_entry_is_asked_with_the_names_of_its_table() -> None:
    sources = {field.path: question_of(field.path, field.leaf).source for field in FIELDS}
    assert sources["escalation.contacts.*.deputy"] == "escalation.contacts"
    assert sources["measures.appearance_allowed.*.paired_with"] == "measures.outcomes"
    assert sources["escalation.contacts.*.title"] == sources["rotation.roles.delegates"] == ""
    referenced = {HOMES[kind] for kind in id_kinds(Policy, defined=False) if kind in HOMES}
    assert {*sources.values()} - {""} == referenced <= {table.path for table in TABLES}


def test_every_value_has_a_question_and_an_example() -> None:
    assert [fault for field in FIELDS for fault in faults_of(field)] == []
    assert len(FIELDS) > 400


def test_a_value_without_a_question_is_told() -> None:
    unasked = replace(FIELDS[0], leaf=FIELDS[0].leaf._replace(keys=("client", "nickname")))
    assert "ask for it in a sentence" in faults_of(unasked)[0]


def test_every_setting_has_a_department_and_a_reason() -> None:
    for key in SETTINGS:
        entry = catalogued().get(key, {})
        assert entry.get("for") in DEPARTMENTS, f"{key}: say which department is asked, in questionnaire/questions/"
        assert str(entry.get("why", "")).endswith("."), key


def test_nothing_is_asked_that_does_not_exist() -> None:
    known = {field.path for field in FIELDS} | {f"{table.path}.*" for table in TABLES} | SETTINGS.keys()
    assert catalogued().keys() <= known


def test_a_question_about_a_misspelt_setting_is_refused() -> None:
    right, wrong = (
        b"response.targets: {for: brands, why: To test.}\n",
        b"response.target: {for: brands, why: To test.}\n",
    )
    assert [*entries_in(right, "response.yml")] == ["response.targets"]
    with pytest.raises(ValueError, match=r"^response\.yml .*: response\.target$"):
        entries_in(right + wrong, "response.yml")


def test_no_two_sheets_have_one_title() -> None:
    titles = [catalogued()[f"{table.path}.*"]["sheet"] for table in TABLES]
    titles += [*DEPARTMENTS.values(), START, DEFAULTS, LISTS, ABOUT]
    assert len({title.lower() for title in titles}) == len(titles)
    assert all(len(title) <= 31 for title in titles)


def test_no_table_asks_the_same_twice() -> None:
    for table in TABLES:
        asks = [catalogued()[column.path]["ask"] for column in table.columns]
        assert len(set(asks)) == len(asks), table.path


def test_a_workbook_has_a_cell_for_every_open_value(tmp_path: Path, immerse: Immerse) -> None:
    immerse("init", tmp_path / "agency")
    root = tmp_path / "agency"
    immerse("-C", root, "new", "client", "harbour-foods")
    done = immerse("-C", root, "questions", "harbour-foods", "--out", tmp_path / "all.xlsx")
    assert done.code == 0
    listed = immerse("-C", root, "policy", "harbour-foods", "--stand-ins", "--json")
    wanted = {one["path"] for one in json.loads(listed.out)}
    asked = questions_for(root, "harbour-foods")
    assert wanted == {place.path for place in asked.places() if place.is_open}
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    paths = {str(cell.value) for sheet in book for (cell,) in sheet.iter_rows(max_col=1) if cell.value}
    assert all(any(path == one or path.startswith(f"{one}.") for one in paths) for path in wanted)
    assert [str(row[1].value) for row in book[ABOUT].iter_rows(max_row=2)] == ["immerse.questions/1", "harbour-foods"]
    assert book[ABOUT].sheet_state == "veryHidden"
    colours = {cell.fill.fgColor.rgb[-6:] for cell in (book["Desks"]["D7"], book["Brands"]["H6"])}
    assert colours == {OPEN.removeprefix("#")}


def test_cells_know_their_choices_and_bounds(asked: Questionnaire) -> None:
    book = opened(workbook(asked))
    times = book["Answer times"]
    rules = {str(rule.sqref): rule for rule in times.data_validations.dataValidation}
    numbers = [rule for rule in rules.values() if rule.type == "whole"]
    assert {(rule.formula1, rule.formula2) for rule in numbers} >= {("2", "20160"), ("1", "10")}
    lists = [rule for rule in rules.values() if rule.type == "list"]
    assert any(rule.formula1.startswith("Lists!") for rule in lists)
    assert any("2027-03-31" in (rule.prompt or "") for sheet in book for rule in sheet.data_validations.dataValidation)
    contacts = [str(cell.value) for cell in book["Contacts"]["C"][6:] if cell.value]
    assert set(contacts) == set(asked.names["escalation.contacts"])


def test_what_changes_most_is_signed_first(asked: Questionnaire) -> None:
    counts = [one.reach.count for one in asked.defaults]
    assert len(counts) > 20 and counts == sorted(counts, reverse=True) and counts[0] > counts[-1]
    sheet = opened(workbook(asked))[DEFAULTS]
    asks = [str(cell.value) for cell in sheet["D"][5:]]
    assert asks == [one.ask for one in asked.defaults]


def test_a_department_sees_its_own_alone(asked: Questionnaire) -> None:
    book = opened(workbook(asked.of("legal")))
    assert "Legal" in book.sheetnames and "Laws" in book.sheetnames
    assert not {"Press", "IT", "Contacts", "Answer times"} & set(book.sheetnames)
    counts = [len(asked.of(department).questions) for department in DEPARTMENTS]
    assert sum(counts) == len(asked.questions) and all(counts)


def test_the_same_questions_have_the_same_bytes(root: Path, asked: Questionnaire) -> None:
    again = questions_for(root, CLIENT)
    assert workbook(asked) == workbook(again)
    assert page(asked) == page(again)


def test_what_a_client_says_is_never_a_formula_and_never_markup(tmp_path: Path, immerse: Immerse) -> None:
    root = tmp_path / "agency"
    immerse("init", root)
    policy = root / "site_config" / "clients" / "acme-works" / "policy.yml"
    policy.write_bytes(changed(policy.read_bytes(), {"identity.disclosure.employee_text.en-GB": "=1+1 <b>bold</b>"}))
    asked = questions_for(root, "acme-works")
    cells = [cell for sheet in opened(workbook(asked)) for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1 <b>bold</b>"] == ["s"]
    assert "f" not in {cell.data_type for cell in cells}
    shown_page = page(asked).decode()
    assert "=1+1 &lt;b&gt;bold&lt;/b&gt;" in shown_page and "<b>bold" not in shown_page


def test_the_page_asks_everything_and_loads_nothing(asked: Questionnaire) -> None:
    text = page(asked).decode()
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|src=", text)
    assert text.count('class="answer"') > 600
    for title in DEPARTMENTS.values():
        assert f">{title}</h2>" in text


def test_questions_for_people_and_for_programs(root: Path, immerse: Immerse) -> None:
    said = immerse("-C", root, "questions", CLIENT, "--for", "legal")
    assert said.code == 0 and said.out.startswith("Legal\n") and "Which trade are you in?" in said.out
    told = json.loads(immerse("-C", root, "questions", CLIENT, "--format", "json").out)
    assert told["schema"] == "immerse.questions/1" and told["client"] == CLIENT
    by_path = {one["path"]: one for one in told["questions"]}
    assert by_path["crisis.timers.ack_min"]["unit"] == "minutes"
    wrong = immerse("-C", root, "questions", CLIENT, "--out", "x.pdf")
    assert wrong.code == 2 and "workbook (.xlsx) or a page (.html)" in wrong.err


ANSWERS = [
    ("15", "number", 15),
    ("15.0", "number", 15),
    ("15 minutes", "number", 15),
    ("Yes", "yes_no", True),
    ("consumer goods", "choice", "consumer_goods"),
    ("2027-03-31", "date", "2027-03-31"),
    ("9:00", "time", "09:00"),
    ("Duty Officer", "contact", "duty-officer"),
]


@pytest.mark.parametrize(("text", "kind", "value"), ANSWERS)
def test_what_people_type_is_understood(text: str, kind: Any, value: Any) -> None:
    allowed = ValueType(kind, metadata=(Limit(2, 60, "minutes"),), choices=("consumer_goods", "bank"))
    leaf = Leaf((), SETTINGS["client.name"], None, allowed, "")
    assert str(parsed(text, leaf)) == str(value)


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("soon", "number", "write whole minutes from 2 to 60"),
        ("90", "number", "90 is out of range"),
        ("7.5", "number", "is not a whole number"),
        ("perhaps", "yes_no", "neither yes nor no"),
        ("banks", "choice", "consumer goods, bank"),
        ("31.03.2027", "date", "write it like 2027-03-31"),
        ("x" * 10_000, "text", "has 10,000 characters; shorten it to 4,000"),
    ],
)
def test_what_cannot_be_an_answer_is_told(text: str, kind: Any, says: str) -> None:
    allowed = ValueType(kind, metadata=(Limit(2, 60, "minutes"),), choices=("consumer_goods", "bank"))
    leaf = Leaf((), SETTINGS["client.name"], None, allowed, "")
    with pytest.raises(WrongAnswer, match=re.escape(says)):
        parsed(text, leaf)


def test_what_is_shown_is_read_back_as_the_same_value(asked: Questionnaire) -> None:
    for place in asked.places():
        leaf = place.field.leaf
        if place.value is None or not place.shown or len(place.shown) > 4_000:
            continue
        assert cell_text(parsed(normal(place.shown), leaf), leaf) == normal(place.shown), place.path
