"""`immerse drill`: text for people, JSON for programs, and an answer to every slip of the finger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from checking_cases import rich_workspace
from immerse.cli import main
from loading_cases import change_workspace
from site_fixtures import REPOSITORY, starter

TABLES = Path(__file__).parents[1] / "cases" / "checking" / "decision_right.yml"

COMPLAINT = ("drill", "calder-rowe", "--fact", "harm=none", "--fact", "trigger=complaint", "--on", "2026-12-01")


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
def drill(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Drill:
    monkeypatch.chdir(REPOSITORY)
    return Drill(capfd)


def test_a_late_feed_is_told_apart_from_the_clocks(drill: Drill) -> None:
    code, out, err = drill(*COMPLAINT, "--at", "2026-11-20T18:40", "--arrived", "2026-11-20T18:50")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "arrived         Fri 20 Nov 2026 18:50 GMT; delay of the feed 10 minutes" in lines
    assert "sorted          Fri 20 Nov 2026 19:20 GMT  (cover)" in lines
    assert "first response  Sat 21 Nov 2026 08:40 GMT  (cover)" in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--arrived", "2026-11-20T18:50"), "--arrived needs --at"),
        (("--at", "2026-11-20T18:50", "--arrived", "2026-11-20T18:40"), "--arrived is before --at"),
    ],
)
def test_an_arrival_without_a_post_or_before_it_is_refused(drill: Drill, words: tuple[str, ...], said: str) -> None:
    code, _, err = drill(*COMPLAINT, *words)
    assert code == 2
    assert said in err


def test_an_item_is_answered_in_words(drill: Drill) -> None:
    code, out, err = drill(*COMPLAINT, "--at", "2026-11-20T18:40")
    assert (code, err) == (0, "")
    for line in (
        "Priority and owner: P2",
        "    route       complaints manager (complaints-manager), within 60 minutes (cover)",
        "    deputy      complaints team lead (complaints-lead)",
        "    playbook    PB-02",
        "posted          Fri 20 Nov 2026 18:40 GMT; desk London, open",
        "told            Fri 20 Nov 2026 19:40 GMT  (cover)",
        "sorted          Fri 20 Nov 2026 19:10 GMT  (cover)",
        "first response  Sat 21 Nov 2026 08:40 GMT  (cover)",
        "solved          Tue 24 Nov 2026 20:00 GMT  (cover)",
        "stated   harm=none, trigger=complaint",
    ):
        assert line in out.splitlines()
    assert "record          In the complaints log on the same day" in out
    assert "    triage/hard-trigger  A hard trigger decides  playbooks/PB-01-triage-decision-tree.yml:" in out


def test_an_item_is_answered_for_programs(drill: Drill) -> None:
    code, out, _ = drill(*COMPLAINT, "--at", "2026-11-20T18:40", "--json")
    found = json.loads(out)
    assert code == 0
    first = found["verdicts"][0]
    assert (first["priority"], first["told"][0]["contact"], first["told"][0]["deputy"]) == (
        "P2",
        "complaints-manager",
        "complaints-lead",
    )
    assert {due["id"]: due["at"] for due in found["due"]}["first_response"] == "2026-11-21T08:40:00+00:00"
    assert found["facts"]["trigger"] == "complaint" and found["stated"] == ["harm", "trigger"]
    assert found["decided"][0]["location"].startswith("playbooks/PB-01-triage-decision-tree.yml:")
    assert "escalation.hard_triggers" in found["settings"]


@pytest.fixture
def small(drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drill:
    """A small workspace with one table."""
    root = rich_workspace(tmp_path)
    change_workspace(root, yaml.safe_load(TABLES.read_text("utf-8"))["changes"])
    monkeypatch.chdir(root)
    return drill


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


def test_what_is_stated_as_decided_has_its_times(drill: Drill) -> None:
    _, out, _ = drill("drill", "northgate", "--fact", "severity=S1", "--at", "2026-11-20T18:40", "--on", "2026-12-01")
    assert "holding statement       Fri 20 Nov 2026 19:40 EST  (wall)" in out.splitlines()
    times = [line.split("2026 ")[1][:5] for line in out.splitlines() if " 20 Nov 2026 " in line]
    assert times == sorted(times)


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
