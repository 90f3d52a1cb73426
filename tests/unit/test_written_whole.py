"""`init` and `new` write what is there already last, leave alone what others wrote, and pass the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Immerse
from immerse.starting import make_part
from killing import written_in_order
from site_fixtures import DAY, files_of, starter


def test_the_list_of_modules_is_written_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = starter(tmp_path / "agency")
    order = written_in_order(monkeypatch)
    make_part(root, "module", "NET", DAY)
    assert order[-1] == "curriculum.yml" and len(order) == 5


@pytest.mark.parametrize("beside", ["", ".venv", ".vscode", "curriculum"])
def test_a_folder_with_nothing_but_its_history_is_empty(
    beside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git" / "refs").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (tmp_path / beside).mkdir(exist_ok=True)
    done = immerse("init", ".")
    assert done.code == 0 and done.err == "\nNext:  immerse build && immerse serve acme-works\n"
    assert immerse("check").code == 0
    assert (tmp_path / ".git" / "HEAD").read_text("utf-8") == "ref: refs/heads/main\n"


@pytest.mark.parametrize("name", ["notes.txt", "curriculum/curriculum.yml", ".env"])
def test_a_folder_that_holds_something_else_is_left_alone(name: str, tmp_path: Path, immerse: Immerse) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine\n", "utf-8")
    done = immerse("init", tmp_path)
    assert done.code == 2 and f"(it contains {name})" in done.err
    assert files_of(tmp_path) == {name: b"mine\n"}


@pytest.mark.parametrize("id", ["FST-L2", "FST-L99", "FST-L130", "FST-L999"])
def test_a_lesson_of_any_number_passes_the_check(id: str, workspace: Path, immerse: Immerse) -> None:
    assert immerse("new", "lesson", id).code == 0
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize("id", ["FST-L0", "FST-L01", "FST-L1000", "FST-130", "fst-L2", "FST-L2 "])
def test_any_other_number_is_refused(id: str, workspace: Path, immerse: Immerse) -> None:
    before = files_of(workspace)
    done = immerse("new", "lesson", id)
    assert done.code == 2 and "write it like TRI-L7, with a number of 1 to 999" in done.err
    assert files_of(workspace) == before


@pytest.mark.parametrize(
    ("kind", "id", "file", "above"),
    [("drill", "FST-D2", "drills", "injects:"), ("inject", "FST-I2", "drills", ""), ("check", "FST-K9", "checks", "")],
)
def test_what_has_no_file_of_its_own_is_shown(
    kind: str, id: str, file: str, above: str, workspace: Path, immerse: Immerse
) -> None:
    done = immerse("new", kind, id)
    assert done.code == 2 and done.out == ""
    assert f" curriculum/first-steps/{file}.yml, " in done.err
    lines = done.err.partition("\n\n")[2].rstrip("\n") + "\n"
    assert lines.startswith(f"  - id: {id}\n")
    path = workspace / "curriculum" / "first-steps" / f"{file}.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(above, lines + above, 1) if above else text.rstrip("\n") + "\n" + lines, "utf-8")
    checked = immerse("check")
    assert (checked.code, checked.out) == (0, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("drill", "FST-L2"), "'FST-L2' is not the id of a drill; write it like TRI-D7, with a number of 1 to 999"),
        (("check", "FST-K1"), "FST-K1 exists already"),
        (("drill", "NET-D1"), "there is no module 'NET'; modules: FST"),
    ],
)
def test_what_has_no_file_of_its_own_needs_an_id_all_the_same(
    words: tuple[str, ...], said: str, workspace: Path, immerse: Immerse
) -> None:
    done = immerse("new", *words)
    assert done.code == 2 and said in done.err


@pytest.mark.parametrize(("kind", "id"), [("module", "NET"), ("lesson", "FST-L2"), ("playbook", "PB-02")])
def test_a_new_part_is_to_be_reviewed_a_year_after_the_given_day(
    kind: str, id: str, tmp_path: Path, immerse: Immerse
) -> None:
    root = starter(tmp_path / "agency")
    written = immerse("-C", root, "new", kind, id, "--on", "2029-05-14")
    assert written.code == 0, written.err
    texts = [(root / line).read_text("utf-8") for line in written.out.splitlines() if "curriculum.yml" not in line]
    assert texts and all("\nreview_by: 2030-05-14\n" in text for text in texts)
