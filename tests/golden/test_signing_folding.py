"""What signed events say together, by histories that break one rule alone or just keep it; the pages fold them too."""

from __future__ import annotations

import random

import pytest
from immerse.model.signoff import KINDS
from immerse.records.canonical import canonical
from immerse.signing.events import by_moment
from immerse.signing.folding import fold
from made_histories import History, whole
from made_signoff import RULES
from signing_histories import CASES, FILE, as_file, published, told
from signing_steps import Case


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_history_is_folded_as_its_rules_say(case: Case) -> None:
    _, said = told(case)
    assert [one["code"] for one in said["refused"]] == case.refused
    assert said["status"] == case.status
    assert [one["code"] for one in said["warnings"]] == case.warned
    standing = {**said["items"], **said["modules"]}
    found = {f"{name}:{gap['code']}" for name, one in standing.items() for gap in one["gaps"]}
    assert {gap for gap in case.gaps if not gap.startswith("-")} <= found
    assert not found & {gap[1:] for gap in case.gaps if gap.startswith("-")}


def test_the_case_file_is_what_the_histories_make() -> None:
    assert FILE.read_text("utf-8") == as_file()


def test_each_rule_has_a_history_that_breaks_it_alone_and_one_that_keeps_it() -> None:
    names = [case.name for case in CASES]
    broken = {name.split()[0] for name in names if " broken" in name}
    kept = {name.split()[0] for name in names if " kept" in name}
    kinds = {rule["id"]: rule["kind"] for rule in RULES}
    assert {*kinds.values()} >= {*KINDS} - {"stated"}
    assert broken == kept == {id for id, kind in kinds.items() if kind in KINDS}


def test_the_order_in_which_events_lie_says_nothing() -> None:
    history = whole()
    case = Case("", whole)
    first = canonical(fold(sorted(history.events, key=by_moment), published(case), {}, case.now))
    shuffled = list(history.events)
    random.Random(7).shuffle(shuffled)
    assert canonical(fold(sorted(shuffled, key=by_moment), published(case), {}, case.now)) == first


def test_a_readers_clock_changes_what_is_said_of_now_and_nothing_else() -> None:
    case = Case("", whole)
    history = History()
    whole(history)
    wrong = [fold(history.events, published(case), {}, f"{year}-01-01T00:00:00.000Z") for year in (1990, 2026, 2090)]
    assert {one["status"] for one in wrong} == {"graduated"}
    assert all(one["refused"] == [] for one in wrong)
    assert {warning["code"] for warning in wrong[0]["warnings"]} == {"future"}
    assert {warning["code"] for warning in wrong[2]["warnings"]} == {"unplaced"}
