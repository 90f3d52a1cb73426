"""`immerse drill`: text for people, JSON for programs, and an answer to every slip of the finger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from checking_cases import rich_workspace, whole_workspace
from immerse.cli import main
from loading_cases import change_workspace
from site_fixtures import starter

CASES = Path(__file__).parents[1] / "cases"
TABLES = yaml.safe_load((CASES / "checking" / "decision_right.yml").read_text("utf-8"))
"""A small workspace with one table."""
DRILLED = yaml.safe_load((CASES / "deciding" / "drilled.yml").read_text("utf-8"))
"""A workspace whose tables give all that is said of an item, and what is said."""

COMPLAINT = ("drill", "north-wind", "--fact", "brand=main-brand", "--fact", "loss=true", "--on", "2026-12-01")


class Drill:
    """Runs a command in this process as the shell would."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self._capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
        out, err = self._capfd.readouterr()
        return int(ended.value.code or 0), out, err


@pytest.fixture
def drill(capfd: pytest.CaptureFixture[str]) -> Drill:
    return Drill(capfd)


@pytest.fixture
def small(drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drill:
    return standing_in(rich_workspace(tmp_path), TABLES, drill, monkeypatch)


@pytest.fixture
def large(drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drill:
    return standing_in(whole_workspace(tmp_path), DRILLED, drill, monkeypatch)


def standing_in(root: Path, case: dict[str, Any], drill: Drill, monkeypatch: pytest.MonkeyPatch) -> Drill:
    """The command in a workspace that is changed as a case says."""
    change_workspace(root, case["changes"])
    monkeypatch.chdir(root)
    return drill


@pytest.mark.parametrize("case", DRILLED["cases"], ids=lambda case: case["about"])
def test_an_item_is_answered_in_words(large: Drill, case: dict[str, str]) -> None:
    assert large("drill", "north-wind", *case["words"].split(), "--on", "2026-12-01") == (0, case["out"], "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--arrived", "2026-11-20T18:50"), "--arrived needs --at"),
        (("--at", "2026-11-20T18:50", "--arrived", "2026-11-20T18:40"), "--arrived is before --at"),
    ],
)
def test_an_arrival_without_a_post_or_before_it_is_refused(large: Drill, words: tuple[str, ...], said: str) -> None:
    code, _, err = large(*COMPLAINT, *words)
    assert code == 2
    assert said in err


def test_an_item_is_answered_for_programs(large: Drill) -> None:
    code, out, _ = large(*COMPLAINT, "--at", "2026-11-20T16:40", "--json")
    found = json.loads(out)
    assert code == 0
    first = found["verdicts"][0]
    assert (first["priority"], first["told"][0]["contact"], first["told"][0]["deputy"]) == (
        "P2",
        "care-lead",
        "care-deputy",
    )
    assert {due["id"]: due["at"] for due in found["due"]}["first_response"] == "2026-11-23T09:40:00+00:00"
    assert found["facts"]["trigger"] == "complaint" and found["stated"] == ["brand", "loss"]
    assert found["decided"][0]["location"] == "playbooks/PB-08-tables.yml:39:9"
    assert "legal.complaints" in found["settings"]


def test_at_night_it_is_said_who_is_on_call(small: Drill) -> None:
    _, out, _ = small("drill", "north-wind", "--fact", "harm=life", "--at", "2026-11-20T02:10")
    assert "posted          Fri 20 Nov 2026 02:10 GMT; desk London, closed; on call: duty officer" in out
    assert '"I have it"     Fri 20 Nov 2026 02:25 GMT' in out


def test_the_facts_are_listed_with_their_values(small: Drill) -> None:
    code, out, _ = small("drill", "north-wind", "--facts")
    assert code == 0
    assert out.splitlines()[:3] == ["harm  Could somebody come to harm?", "    none (usual)  No", "    life  Yes"]
    listed = json.loads(small("drill", "north-wind", "--facts", "--json")[1])
    assert listed["helps"] == {"ask": "Does a reply help?", "values": {"true": "", "false": ""}, "usual": ["true"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fact", "hrm=none"), "error: there is no fact 'hrm'; did you mean 'harm'?"),
        (("--fact", "harm=lief"), "error: harm is never 'lief'; did you mean 'life'? values: none, life"),
        (("--fact", "harm"), "--fact harm: write NAME=VALUE, as in --fact harm=none"),
        (("--fact", "harm="), "--fact harm=: write NAME=VALUE, as in --fact harm=none"),
        (("--fact", "zzz=none"), "error: there is no fact 'zzz'; facts: harm, helps, priority"),
        (("--fact", "helps=perhaps"), "error: helps is never 'perhaps'; values: true, false"),
        (("--fact", "harm=none", "--fact", "harm=life"), "error: harm is stated twice, as 'none' and as 'life'"),
        (("--at", "yesterday"), "'yesterday' is not a time; write it as 2026-11-20T18:40"),
        (("--at", "2026-02-30T10:00"), "'2026-02-30T10:00' is not a time; write it as 2026-11-20T18:40"),
        (("--at", "9999-12-31T23:59"), "9999-12-31 is not between 1980-01-01 and 2099-12-31"),
        (("--at", "0001-01-01T00:00"), "0001-01-01 is not between 1980-01-01 and 2099-12-31"),
        (("--at", "2026-11-20T10:00", "--arrived", "9999-12-31T23:59"), "9999-12-31 is not between 1980-01-01 and"),
        (("--at", "2026-11-20"), "'2026-11-20' has no time of day; write it as 2026-11-20T18:40"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(small: Drill, words: tuple[str, ...], said: str) -> None:
    code, out, err = small("drill", "north-wind", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_a_fact_without_a_usual_value_is_asked_for(small: Drill) -> None:
    tables = Path("playbooks/PB-08-tables.yml")
    tables.write_text(tables.read_text("utf-8").replace("    usual: none\n", ""), "utf-8")
    code, out, err = small("drill", "north-wind", "--fact", "helps=yes")
    assert (code, out) == (2, "")
    assert err == "error: harm must be stated; Could somebody come to harm? values: none, life\n"


def test_tables_that_are_wrong_are_named_first(small: Drill) -> None:
    tables = Path("playbooks/PB-08-tables.yml")
    tables.write_text(tables.read_text("utf-8").replace("route: duty-officer", "route: nobody"), "utf-8")
    code, out, err = small("drill", "north-wind")
    assert (code, out) == (1, "")
    assert (
        "route of row life of triage is 'nobody', which is not a contact of north-wind; 1 more place says so [decision]"
        in err
    )


def test_a_programme_without_tables_says_so(drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(starter(tmp_path / "workspace"))
    code, _, err = drill("drill", "acme-works")
    assert code == 2
    assert "no playbook of this programme has decision_tables; see docs/decisions.md" in err


PANIC = {
    "playbooks/PB-08-tables.yml": {
        "edit": {
            "  - client.brands\n": "  - client.brands\n  - client.sector\n",
            "  copied: {ask:": '  panic: {ask: "Do people run for their money?", usual: false}\n  copied: {ask:',
            "      - {id: calm, title: No crisis": (
                '      - {id: bank, title: At a bank, when: policy.client.sector == "bank", if: panic,'
                " then: {severity: S1, route: press-lead}}\n      - {id: calm, title: No crisis"
            ),
        }
    },
    "curriculum/first-steps/drills.yml": {
        "edit": {
            "      - id: warm-plug\n": "      - id: warm-plug\n        facts: {panic: true, brand: main-brand}\n",
            "        key: P1, due": "        key: Due",
        }
    },
}
"""A fact that only a bank's table reads, and a card that states it."""


def test_a_fact_that_no_table_of_a_client_reads_decides_nothing_and_is_no_fault(drill: Drill, tmp_path: Path) -> None:
    root = whole_workspace(tmp_path)
    for changes in (DRILLED["changes"], PANIC):
        change_workspace(root, changes)
    here, on = ("-C", str(root)), ("--on", "2026-12-01")
    assert drill(*here, "check", "north-wind", *on)[0] == 0
    done = drill(*here, "build", "north-wind", "--view", "mentor", *on, "--out", str(tmp_path / "site"))
    assert done[0] == 0, done
