"""A workspace of format 1 becomes one of format 2: what reads otherwise is shown, what is safe is changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import loading_cases
import pytest
import yaml
from command_line import Immerse
from immerse.loading.layout import client_ids
from immerse.pipeline.check import check_workspace
from immerse.problems import ContentProblems, ImmerseError, Severity
from immerse.upgrading import FORMAT, STEPS, plan_upgrade, upgrade_workspace
from killing import written_in_order
from site_fixtures import DAY, files_of, starter

CASES = Path(__file__).parents[1] / "cases" / "upgrade"
OLD = CASES / "format-1"
LESSON = "curriculum/first-steps/lessons/02-texts-of-every-kind.yml"
LETTERS = "playbooks/PB-02-letters.yml"
NORTH = "site_config/clients/north-wind/policy.yml"
SOUTH = "site_config/clients/south-wind/policy.yml"
CURRICULUM = "curriculum/curriculum.yml"


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OLD / "centre", tmp_path / "centre"))


def found(root: Path, *, begin: int | None = None) -> set[str]:
    pairs = plan_upgrade(root, DAY, begin).findings
    return {f"{step.name} {one.kind} {one.location.path}:{one.location.line}" for step, one in pairs}


def forms(root: Path, step: str) -> dict[int, tuple[str, str]]:
    pairs = plan_upgrade(root, DAY).findings
    return {one.location.line: (one.before, one.after) for which, one in pairs if which.name == step}


def test_each_step_says_where_and_nothing_is_changed(centre: Path) -> None:
    before = files_of(centre)
    texts = {line for line in forms(centre, "texts") if line not in (5, 40)}
    assert found(centre) == {
        *(f"texts reads {LESSON}:{line}" for line in texts),
        f"texts reads {LETTERS}:40",
        "texts reads site_config/clients/north-wind/overlay.yml:5",
        f"dashes change {LESSON}:152",
        *(f"dashes change {LETTERS}:{line}" for line in (27, 29, 31)),
        f"listening change {NORTH}:30",
        f"listening change {SOUTH}:22",
        "clocks reads curriculum/first-steps/drills.yml:34",
        f"clocks reads {NORTH}:32",
        f"clocks reads {SOUTH}:24",
        f"crisis_roles todo {NORTH}:55",
        f"crisis_roles todo {SOUTH}:59",
        f"night_watch note {NORTH}:8",
        f"night_watch note {SOUTH}:9",
        f"promise todo {NORTH}:33",
        f"promise todo {SOUTH}:25",
        f"triggers reads {NORTH}:37",
        f"triggers reads {SOUTH}:44",
        f"triggers todo {SOUTH}:30",
        f"thresholds reads {NORTH}:52",
        f"brief note {CURRICULUM}:1",
        "study_hours reads curriculum/first-steps/module.yml:6",
        f"addresses change {NORTH}:72",
        f"addresses reads {SOUTH}:76",
    }
    assert files_of(centre) == before


@pytest.mark.parametrize(
    "written", ["https://a.example/x/latest/", "'https://a.example/x/latest'", '"https://a.example/x/latest/"']
)
def test_an_address_loses_what_was_once_put_behind_it(centre: Path, written: str) -> None:
    policy = centre / NORTH
    text = policy.read_text("utf-8")
    policy.write_text(text.replace("https://training.north-wind.example/latest/", f"{written}  # ours"), "utf-8")
    upgrade_workspace(centre, DAY)
    quote = written[0] if written[0] in "'\"" else ""
    assert policy.read_text("utf-8").endswith(f"  url: {quote}https://a.example/x/{quote}  # ours\n")


def test_texts_are_shown_in_both_forms_where_they_differ_and_nowhere_else(centre: Path) -> None:
    shown = forms(centre, "texts")
    expected: dict[int, Any] = yaml.safe_load((CASES / "texts.yml").read_text("utf-8"))
    assert {line: list(pair) for line, pair in shown.items()} == expected


CHANGES = {
    CURRICULUM: (("\ntitle: ", "\nformat: 2\ntitle: "),),
    LESSON: (('  - "-"\n', '  - "–"\n'),),
    LETTERS: (('"-"]', '"–"]'), ('}}", -]', '}}", –]'), ("'-']", "'–']")),
    NORTH: (("    clock_from: post_time  # as agreed in spring\n", ""), (".example/latest/\n", ".example/\n")),
    SOUTH: (("2030-12-31, clock_from: post_time,", "2030-12-31,"),),
}


def test_what_is_safe_is_changed_and_every_other_byte_stays(centre: Path) -> None:
    expected = files_of(centre)
    for path, changes in CHANGES.items():
        for old, new in changes:
            assert expected[path].count(old.encode()) == 1
            expected[path] = expected[path].replace(old.encode(), new.encode())
    done = upgrade_workspace(centre, DAY)
    assert [file.path for file in done.changed] == [LESSON, LETTERS, NORTH, SOUTH, CURRICULUM]
    assert files_of(centre) == expected


def test_a_second_upgrade_finds_nothing_and_the_first_left_no_change_undone(centre: Path) -> None:
    upgrade_workspace(centre, DAY)
    after = files_of(centre)
    again = upgrade_workspace(centre, DAY)
    assert not again.is_needed and again.findings == () and files_of(centre) == after
    assert not any(line.split()[1] == "change" for line in found(centre, begin=1))
    assert not plan_upgrade(centre, DAY, 1).changed


def test_what_is_left_is_named_at_its_new_place(centre: Path) -> None:
    done = upgrade_workspace(centre, DAY)
    todo = [(one.location.path, one.location.line) for _, one in done.findings if one.kind == "todo"]
    lines = {path: (centre / path).read_text("utf-8").split("\n") for path, _ in todo}
    heads = {lines[path][line - 1].strip() for path, line in todo}
    assert heads == {"roles:", "published_promise:", "contacts:"}
    assert any(str(one) == f"{NORTH}:55:5: missing key 'executive' in crisis.roles [L-23]" for one in _heads(done))


def _heads(done: Any) -> list[str]:
    return [str(problem).split("\n")[0] for problem in done.remaining]


@pytest.mark.parametrize("name", ["centre", "starter"])
def test_after_the_upgrade_and_what_it_asks_for_the_check_is_clean(tmp_path: Path, name: str) -> None:
    root = Path(shutil.copytree(OLD / name, tmp_path / name))
    upgrade_workspace(root, DAY)
    by_hand = CASES / f"{name}-by-hand.yml"
    if by_hand.exists():
        loading_cases.change_workspace(root, loading_cases.read_case(by_hand)["changes"])
    open = check_workspace(root, client_ids(root), DAY).open
    assert [str(problem) for problem in open if problem.severity is not Severity.INFO] == []


def test_each_thing_that_a_person_has_to_write_is_needed(tmp_path: Path) -> None:
    """No step asks for more than the check does."""
    changes = loading_cases.read_case(CASES / "centre-by-hand.yml")["changes"]
    for path, change in changes.items():
        for left_out in change["edit"]:
            root = Path(shutil.copytree(OLD / "centre", tmp_path / f"{len(list(tmp_path.iterdir()))}"))
            upgrade_workspace(root, DAY)
            kept = {old: new for old, new in change["edit"].items() if old != left_out}
            loading_cases.change_workspace(root, changes | {path: {"edit": kept}})
            open = check_workspace(root, client_ids(root), DAY).open
            assert any(problem.severity is not Severity.INFO for problem in open), (path, left_out)


def test_a_small_workspace_of_another_subject_gets_its_number_and_no_more(tmp_path: Path) -> None:
    root = Path(shutil.copytree(OLD / "bakery", tmp_path / "bakery"))
    before = files_of(root)
    done = upgrade_workspace(root, DAY)
    assert [file.path for file in done.changed] == [CURRICULUM]
    assert {one.kind for _, one in done.findings} == {"reads", "note"}
    assert files_of(root) == before | {CURRICULUM: b"format: 2\n" + before[CURRICULUM]}


def test_the_starter_is_of_the_format_that_is_read(tmp_path: Path) -> None:
    assert not plan_upgrade(starter(tmp_path / "starter"), DAY).is_needed


@pytest.mark.parametrize("number", ["3", "0", "-1", "two", "true", "2.0", "[2]", "null"])
def test_a_format_that_is_newer_or_none_is_refused_in_a_sentence(tmp_path: Path, number: str, immerse: Immerse) -> None:
    root = starter(tmp_path / "starter")
    path = root / CURRICULUM
    path.write_text(path.read_text("utf-8").replace("format: 2", f"format: {number}"), "utf-8")
    before = files_of(root)
    words = "have format 3, but this immerse reads format 2" if number == "3" else "must be a whole number"
    with pytest.raises(ContentProblems, match=words):
        upgrade_workspace(root, DAY)
    for command in (["check"], ["build"], ["policy", "acme-works"], ["upgrade"], ["upgrade", "--check"]):
        done = immerse("-C", root, *command)
        assert done.code == 1 and (done.out + done.err).count("[format]") == 1, command
        assert words in done.out + done.err
    assert files_of(root) == before


def test_check_of_an_older_workspace_says_one_thing(centre: Path, immerse: Immerse) -> None:
    done = immerse("-C", centre, "check", "--on", DAY.isoformat())
    assert done.code == 1 and done.out.count("\n") == 2
    assert done.out.startswith(f"{CURRICULUM}:3:1: these files have format 1, but this immerse reads format 2 [format]")
    assert "run immerse upgrade --check" in done.out


def test_without_a_curriculum_there_is_nothing_to_upgrade(tmp_path: Path) -> None:
    root = starter(tmp_path / "starter")
    (root / CURRICULUM).write_text("title: [", "utf-8")
    with pytest.raises(ImmerseError, match="missing or cannot be read"):
        plan_upgrade(root, DAY)


def test_the_report_for_people_and_for_programs(centre: Path, immerse: Immerse) -> None:
    command = ("-C", centre, "upgrade", "--on", DAY.isoformat())
    text = immerse(*command, "--check")
    assert text.code == 1 and text.err.startswith("format 1 to 2: 5 files to change, 2")
    assert "    Before you answer: - capture the post - look for harm    ≠ Before you answer:\n" in text.out
    assert f"  {NORTH}:55:3: for you to do: crisis.roles needs executive" in text.out
    assert "    executive: care-director\n" in text.out
    assert max(len(line) for line in text.out.split("\n") if "≠" in line) <= 4 + 56 * 2 + 3
    data = json.loads(immerse(*command, "--check", "--format", "json").out)
    assert (data["from"], data["to"], data["written"]) == (1, FORMAT, False)
    assert {one["step"] for one in data["findings"]} == {step.name for step in STEPS}
    assert [one["rule"] for one in data["check"]] == ["yaml", "L-23", "L-23"]
    done = json.loads(immerse(*command, "--format", "json").out)
    assert done["written"] and done["files"][-1] == CURRICULUM
    assert immerse(*command).code == 0


def test_files_that_say_the_number_too_soon_can_be_looked_at_all_the_same(centre: Path) -> None:
    upgrade_workspace(centre, DAY)
    assert {line.split()[0] for line in found(centre, begin=1)} >= {"texts", "crisis_roles", "promise", "triggers"}


def test_the_file_that_says_the_format_is_written_last(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = written_in_order(monkeypatch)
    upgrade_workspace(centre, DAY)
    assert order[-1] == "curriculum.yml" and len(order) > 4
