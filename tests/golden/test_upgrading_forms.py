"""Upgrades of files that are written in other ways, and how both forms of a text are shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command_line import Immerse
from hypothesis import given
from hypothesis import strategies as st
from immerse.cli.line_diff import WIDTH, side_by_side
from immerse.loading.strict_yaml import read_yaml
from immerse.texts.html import to_html
from immerse.texts.parsed_text import parse
from immerse.upgrading import STEPS, plan_upgrade, upgrade_workspace
from immerse.upgrading.editing import in_place_of, with_first_key, without_key
from immerse.upgrading.old_text import old_html
from immerse.upgrading.outline import outline
from immerse.upgrading.workspace_files import File
from killing import failing
from site_fixtures import DAY, REPOSITORY, files_of

OLD = Path(__file__).parents[1] / "cases" / "upgrade" / "format-1"
KEYS = ("a", "b", "gone")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  b:\n    x: 1\n    gone: w\n    y: 2\n", "a:\n  b:\n    x: 1\n    y: 2\n"),
        ("a:\n  b:\n    gone: 'w'  # why\n    y: 2\n", "a:\n  b:\n    y: 2\n"),
        ("a:\n  b:\n    x: 1\n    gone: w", "a:\n  b:\n    x: 1\n"),
        ("a: {b: {gone: w, y: 2}}\n", "a: {b: {y: 2}}\n"),
        ("a: {b: {x: 1, gone: w}}\n", "a: {b: {x: 1}}\n"),
        ("a: {b: {x: 1, gone: w, y: 2}}  # c\n", "a: {b: {x: 1, y: 2}}  # c\n"),
        ("a:\n  b: {\n    x: 1,\n    gone: w,\n    y: 2}\n", "a:\n  b: {\n    x: 1,\n    y: 2}\n"),
        ("a: {b: {gone: w}}\n", "a: {b: {}}\n"),
        ("a:\r\n  b:\r\n    gone: w\r\n    y: 2\r\n", "a:\r\n  b:\r\n    y: 2\r\n"),
        ("\ufeffa:\n  b:\n    gone: w\n    y: 2\n", "\ufeffa:\n  b:\n    y: 2\n"),
    ],
)
def test_a_key_goes_with_its_line_or_its_comma(before: str, after: str) -> None:
    file = File("x.yml", before.encode())
    edit = without_key(file, *KEYS)
    assert edit is not None
    assert file.edited([edit]).content.decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b:\n    gone: w\n",
        "a:\n  b:\n    gone: |\n      w\n    y: 1\n",
        "a:\n  b:\n    gone: [w]\n    y: 1\n",
        "a: 1\n",
    ],
    ids=["the only key", "a text of lines", "a list", "not there"],
)
def test_a_key_that_cannot_go_without_changing_something_else_stays(text: str) -> None:
    assert without_key(File("x.yml", text.encode()), *KEYS) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: T\n", "format: 2\ntitle: T\n"),
        ("# head\n\n# more\ntitle: T\n", "# head\n\n# more\nformat: 2\ntitle: T\n"),
        ("---\ntitle: T\n", "---\nformat: 2\ntitle: T\n"),
        ("{title: T}\n", "{format: 2, title: T}\n"),
        ("  title: T\n  x: 1\n", "  format: 2\n  title: T\n  x: 1\n"),
        ("\ufefftitle: T\r\nx: 1\r\n", "\ufeffformat: 2\r\ntitle: T\r\nx: 1\r\n"),
        ("title: T\nformat: 1  # so far\nx: 1\n", "title: T\nformat: 2  # so far\nx: 1\n"),
        ("{title: T, format: 1}\n", "{title: T, format: 2}\n"),
    ],
)
def test_the_number_is_written_at_the_head(before: str, after: str) -> None:
    file = File("x.yml", before.encode())
    edit = with_first_key(file, "format", 2)
    assert edit is not None
    assert file.edited([edit]).content.decode() == after


@given(
    st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["1", "w", "'it''s'", '"a, b"', "[1, 2]"]), max_size=3),
    st.integers(0, 3),
    st.booleans(),
)
def test_whatever_stands_beside_a_key_says_the_same_without_it(beside: dict[str, str], at: int, block: bool) -> None:
    entries = [f"{key}: {value}" for key, value in beside.items()]
    entries.insert(at, "gone: w")
    body = "".join(f"\n    {entry}" for entry in entries) if block else f" {{{', '.join(entries)}}}"
    file = File("x.yml", f"a:\n  b:{body}\n".encode())
    edit = without_key(file, *KEYS)
    assert edit is not None or (block and not beside)
    if edit:
        left = read_yaml(file.edited([edit]).content, "x.yml")
        assert not left.problems and left.value["a"]["b"].keys() == beside.keys()


def test_a_dash_keeps_the_quotes_of_its_hyphen() -> None:
    for quote in ("", "'", '"'):
        file = File("x.yml", f"a: [one, {quote}-{quote}, two]\n".encode())
        assert file.value is not None
        edit = in_place_of(file, file.value["a"][1], "–")
        assert edit is not None
        assert file.edited([edit]).content.decode() == f"a: [one, {quote}–{quote}, two]\n"


def test_files_with_other_line_ends_and_a_mark_are_upgraded_as_they_are(tmp_path: Path) -> None:
    plain = Path(shutil.copytree(OLD / "centre", tmp_path / "plain"))
    other = tmp_path / "other"
    for path, content in files_of(plain).items():
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    first, second = upgrade_workspace(plain, DAY), upgrade_workspace(other, DAY)
    assert first.findings == second.findings and first.remaining == second.remaining
    expected = {path: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for path, content in files_of(plain).items()}
    assert files_of(other) == expected


def test_a_key_that_nobody_can_take_out_safely_is_left_to_a_person(tmp_path: Path) -> None:
    root = Path(shutil.copytree(OLD / "starter", tmp_path / "starter"))
    path = root / "site_config/defaults.yml"
    path.write_text(path.read_text("utf-8") + "centre:\n  listening:\n    clock_from: post_time\n", "utf-8")
    (todo,) = (one for step, one in upgrade_workspace(root, DAY).findings if step.name == "listening")
    assert todo.kind == "todo" and todo.message.endswith("; delete it") and "clock_from" in path.read_text("utf-8")


@pytest.mark.parametrize(("sector", "says"), [("other", "todo sectors: [other]"), ("utility", "note ")])
def test_a_trigger_of_a_client_that_the_core_has_now_is_named(tmp_path: Path, sector: str, says: str) -> None:
    root = Path(shutil.copytree(OLD / "centre", tmp_path / "centre"))
    path = root / "site_config/clients/north-wind/policy.yml"
    text = path.read_text("utf-8").replace("sector: other", f"sector: {sector}")
    trigger = "  hard_triggers:\n    dependent-on-supply: {title: no power}\n  thresholds:\n"
    path.write_text(text.replace("  thresholds:\n", trigger), "utf-8")
    found = [one for step, one in plan_upgrade(root, DAY).findings if step.name == "triggers" and one.kind != "reads"]
    assert f"{found[0].kind} {found[0].after}" == says and "'dependent-on-supply'" in found[0].message


def test_a_place_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    root = Path(shutil.copytree(OLD / "centre", tmp_path / "centre"))
    before = files_of(root)

    assert failing(monkeypatch, "full", 1) == []
    done = immerse("-C", root, "upgrade")
    assert done.code == 2 and done.err.startswith("error: ") and "No space left on device" in done.err
    assert files_of(root) == before


@pytest.mark.parametrize(
    "text",
    [
        "One sentence that is\nwrapped.",
        "Two\n\nparagraphs.",
        "A list:\n\n- one\n- two with `code`\n\n    a second paragraph\n\n- three",
        "1. one\n2. two\n\nThen **bold**, *slanted* and [a link](lesson:FST-L1).",
        "| A | B |\n|---|---|\n| 1 | `2` |",
        "> A quotation\n> of two lines.",
        "```\ncode\n  more\n```",
        "A note.[^1]\n\n[^1]: Below.",
        "First line  \nsecond line.",
        "---",
    ],
)
def test_a_text_that_both_readings_take_alike_has_one_form(text: str) -> None:
    assert outline(old_html(text)) == outline(to_html(parse(text)))


def test_callouts_and_lists_keep_their_shape_in_a_form() -> None:
    text = "> [!HINT] Try\n> words\n> - point\n\n- one\n  1. inner\n- two\n\n### Head\n\n> plain"
    assert outline(to_html(parse(text))) == (
        "[+] Try",
        "   words",
        "   - point",
        "- one",
        "  1. inner",
        "- two",
        "### Head",
        "> plain",
    )


def test_two_forms_stand_beside_each_other_within_the_width() -> None:
    rows = list(side_by_side("same\nfar\nfar\nold " + "word " * 30 + "\nend", "same\nfar\nfar\nnew\nend"))
    assert [row[WIDTH + 1] for row in rows if len(row) > WIDTH][1:].count("≠") == 3
    assert max(map(len, rows)) <= 2 * WIDTH + 3
    assert [row.split() for row in rows[:3]] == [["was", "is"], ["…", "…"], ["far", "far"]]
    assert rows[-1].split() == ["end", "end"]


def test_the_document_tells_every_step_in_its_own_words() -> None:
    text = " ".join((REPOSITORY / "docs" / "upgrading.md").read_text("utf-8").split())
    for step in STEPS:
        assert re.search(rf"\| `{step.name}` \| {re.escape(step.about)} \|", text), step.name


def test_a_workspace_that_has_nothing_of_a_step_is_told_nothing_of_it() -> None:
    steps = {step.name for step, _ in plan_upgrade(OLD / "bakery", DAY).findings}
    assert steps == {"brief", "study_hours"}
