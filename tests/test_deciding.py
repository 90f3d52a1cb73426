"""The decision tables of this repository: golden answers, and the check of every combination of facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.deciding import (
    Bench,
    DecisionFault,
    bench_of,
    decide,
    items_of,
    judge_decisions,
    measure_decisions,
    stated_in,
)
from immerse.deciding.ground import Grounds
from immerse.deciding.times import in_a_typical_week
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.grammar import parse
from immerse.loading import load_client, load_programme
from immerse.model.decision import DecisionRow, DecisionTable
from immerse.model.edition import Client, View
from immerse.model.policy.client import Sector
from immerse.model.programme import Programme
from immerse.model.ruling import Due, Ruling, Verdict
from site_fixtures import CLIENTS, REPOSITORY, edition

CASES = Path(__file__).parent / "cases" / "deciding"


def cases(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


@cache
def bench(client: str) -> Bench:
    return bench_of(edition(client, View.MENTOR))


@cache
def loaded() -> tuple[Programme, tuple[Client, ...]]:
    programme, problems = load_programme(REPOSITORY)
    assert programme is not None, problems
    clients = tuple(load_client(REPOSITORY, client)[0] for client in CLIENTS)
    return programme, tuple(client for client in clients if client)


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a case as the tables know them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}


def posted(client: str, facts: dict[str, Any], at: str) -> Ruling:
    """The ruling on an item of a typical week."""
    one = bench(client)
    return in_a_typical_week(one.rule(typed(facts)), one.client.policy, one.vocabulary, at)


def verdict(ruling: Ruling, wanted: str) -> Verdict:
    """The verdict of the one table that gives a priority, a severity or a place."""
    return next(one for one in ruling.verdicts if getattr(one, wanted))


def due(ruling: Ruling, id: str) -> Due:
    return next(one for one in ruling.due if one.id == id)


def answer(ruling: Ruling, wanted: str) -> Any:
    """What a ruling says under one of the names of domain_3_6.yml."""
    first = ruling.verdicts[0]
    match wanted:
        case "priority" | "severity" | "place":
            return getattr(verdict(ruling, wanted), wanted)
        case "route" | "deputy" | "clock":
            return getattr(first.told[0], "contact" if wanted == "route" else wanted)
        case "declares":
            return verdict(ruling, "severity").told[0].contact
        case "answers":
            return verdict(ruling, "place").told[0].contact
        case "approves":
            approver = verdict(ruling, "place").approver
            return approver.contact if approver else ""
        case "first" | "acknowledge":
            return due(ruling, {"first": "first_response"}.get(wanted, wanted)).words
        case "acts":
            return ruling.on_duty
        case _:
            return ruling.desk


ROWS = [
    pytest.param(row, client, expected, id=f"{row['row']}-{client}")
    for row in cases("domain_3_6.yml")
    for client, expected in row["clients"].items()
]


@pytest.mark.parametrize(("row", "client", "expected"), ROWS)
def test_one_inject_three_right_answers(row: dict[str, Any], client: str, expected: dict[str, Any]) -> None:
    ruling = posted(client, row["facts"], row["at"])
    said = " ".join((*ruling.notes, *ruling.records))
    assert [words for words in expected.get("says", ()) if words not in said] == []
    wanted = {"acts": "", **{name: value for name, value in expected.items() if name not in ("says", "playbook")}}
    if "acts" not in expected and not any(desk.always for desk in bench(client).client.policy.centre.desks or ()):
        del wanted["acts"]
    assert {name: answer(ruling, name) for name in wanted} == wanted
    if "playbook" in expected:
        assert verdict(ruling, "severity" if "severity" in expected else "priority").playbook == expected["playbook"]
    assert row["setting"] in ruling.settings


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("card", sorted(cases("tri_d4.yml")))
def test_clock_sums_under_the_clients_own_hours(card: str, client: str) -> None:
    case = cases("tri_d4.yml")[card]
    ruling = posted(client, case["facts"], case["at"])
    first = due(ruling, "first_response")
    assert [verdict(ruling, "priority").priority, first.clock, first.words] == case[client]


@pytest.mark.parametrize("card", sorted(cases("tri_d4.yml")))
def test_the_cards_of_the_drill_state_what_the_golden_case_states(card: str) -> None:
    case = cases("tri_d4.yml")[card]
    items = {key: item for key, _, item in items_of(loaded()[0])}
    item = items[f"TRI-D4/{card}"]
    assert (dict(item.facts), item.at) == (typed(case["facts"]), case["at"])


@pytest.mark.parametrize("case", cases("real_days.yml"), ids=lambda case: case["about"])
def test_due_times_on_real_days(case: dict[str, Any]) -> None:
    ruling = decide(bench(case["client"]), typed(case["facts"]), datetime.fromisoformat(case["at"]))
    assert ruling.posted == case["posted"]
    found = {one.id: one.words for one in ruling.due}
    assert {id: found.get(id) for id in case["due"]} == case["due"]


def test_every_combination_is_judged_for_every_client_and_nothing_is_wrong() -> None:
    programme, clients = loaded()
    assert judge_decisions(programme, clients) == ()
    judged = measure_decisions(programme, clients)
    assert {(one.client, one.table) for one in judged} == {
        (client.id, table)
        for client in clients
        for table in ("ours", "trigger", "silence", "cover", "triage", "response", "crisis")
    }
    assert sum(one.combinations for one in judged) > 6_000_000_000


@pytest.mark.parametrize("client", CLIENTS)
def test_what_decides_in_the_space_of_all_decides_for_the_one(client: str) -> None:
    one = bench(client)
    grounds = Grounds(one.vocabulary, one.client.policy, client)
    for table in one.vocabulary.tables:
        ground = grounds.of(table)
        for entry in ground.reckoning.decide(table).entries:
            if entry.decides:
                ruling = one.rule(ground.example(entry.decides))
                rows = [row.row for row in ruling.decided if row.table == table.id]
                assert rows[0] == entry.row.id, ground.example(entry.decides)


def in_order(domain: tuple[Any, ...]) -> Callable[[set[Any]], tuple[Any, ...]]:
    return lambda found: tuple(value for value in domain if value in found)


def items(client: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any item: a value for every fact that the tables ask for."""
    one = bench(client)
    chosen: dict[str, st.SearchStrategy[Any]] = {}
    for name in one.names:
        fact = one.vocabulary.facts.get(name)
        if fact is not None:
            values = st.sampled_from(one.domain(name))
            chosen[name] = st.sets(values, max_size=3).map(in_order(one.domain(name))) if fact.several else values
    return st.fixed_dictionaries(chosen)


def holding(table: DecisionTable, client: Client, facts: dict[str, Any]) -> Iterator[DecisionRow]:
    """The rows that hold, found with nothing but the language itself."""
    for row in table.rules:
        if row.if_ is None or holds(parse(str(row.if_), facts=True), client.policy, facts):
            yield row


def computed(text: Any, client: Client, facts: dict[str, Any]) -> Any:
    return evaluate(parse(text.expression, facts=True), client.policy, facts) if text.expression else str(text)


@pytest.mark.parametrize("client", CLIENTS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_masks_decide_what_a_plain_reading_of_the_rows_decides(client: str, data: st.DataObject) -> None:
    one = bench(client)
    facts = data.draw(items(client))
    ruling = one.rule(facts)
    known = dict(facts)
    for table in one.vocabulary.tables:
        rows = list(holding(table, one.client, known))
        if table.id in ("triage", "crisis"):
            key = "priority" if table.id == "triage" else "severity"
            rows.sort(key=lambda row, key=key: str(computed(getattr(row.then, key), one.client, known)))
            known[key] = computed(getattr(rows[0].then, key), one.client, known)
        elif table.id == "trigger":
            triggers = {str(id): trigger for id, trigger in (one.client.policy.escalation.hard_triggers or {}).items()}
            rows.sort(key=lambda row: triggers[str(row.then.is_)].priority)
            known["trigger"] = str(rows[0].then.is_) if rows else "none"
        elif rows[0].then.is_ is not None:
            own = rows[0].then.is_
            known[str(table.id)] = own if isinstance(own, bool) else computed(own, one.client, known)
        decided = [row.row for row in ruling.decided if row.table == table.id]
        assert decided == [str(row.id) for row in (rows if table.hit == "output_order" else rows[:1])]
    assert {name: ruling.facts[name] for name in known} == known


@pytest.mark.parametrize("client", CLIENTS)
def test_a_written_key_never_disagrees_with_the_computed_one(client: str) -> None:
    made = edition(client, View.MENTOR)
    disagree = []
    for key, _, item in items_of(made.programme):
        ruling = made.keys.get(key)
        written = getattr(item, "key", None) or " ".join(str(point.text) for point in item.expected)
        for name, letter in (("priority", "P"), ("severity", "S")):
            named = re.findall(rf"\b{letter}[1-4]\b", written)
            found = [getattr(one, name) for one in ruling.verdicts if getattr(one, name)] if ruling else named
            if named and found and named[0] != found[0]:
                disagree.append(f"{key}: {named[0]} is written, {found[0]} computed")
    # Where the heater stands is the point of TRI-I10, so its key speaks of both places.
    assert [line for line in disagree if not line.startswith("TRI-I10:")] == []


@pytest.mark.parametrize("client", CLIENTS)
def test_trainees_have_computed_keys_of_practice_and_none_of_assessed_items(client: str) -> None:
    programme = loaded()[0]
    assessed = {str(one.id) for one in (*programme.drills(), *programme.injects()) if one.use == "assessed"}
    mentors, trainees = edition(client, View.MENTOR).keys, edition(client, View.TRAINEE).keys
    assert {key.partition("/")[0] for key in mentors} & assessed
    assert not {key.partition("/")[0] for key in trainees} & assessed
    assert trainees.keys() == {key for key in mentors if key.partition("/")[0] not in assessed}
    for _, subject, item in items_of(edition(client, View.TRAINEE).programme):
        assert subject not in assessed or not item.facts


def test_two_triggers_tell_both_contacts_the_graver_first() -> None:
    ruling = bench("calder-rowe").rule({"signs": ("child", "data_shown")})
    told = verdict(ruling, "priority").told
    assert [(one.contact, one.within_min, one.because) for one in told] == [
        ("duty-officer", 5, "minors"),
        ("privacy-officer", 15, "privacy"),
    ]


def test_a_trigger_is_told_although_something_graver_decides() -> None:
    told = verdict(bench("northgate").rule({"signs": ("victims_asked", "data_shown")}), "priority").told
    assert [(one.contact, one.because) for one in told] == [("vp-communications", ""), ("privacy-officer", "privacy")]


def test_what_a_table_decides_can_be_stated() -> None:
    ruling = bench("calder-rowe").rule({"harm": "none", "trigger": "complaint"})
    assert verdict(ruling, "priority").told[0].contact == "complaints-manager"
    assert [row.row for row in ruling.decided if row.table == "trigger"] == ["complaint"]
    assert "never ask whether it is one" in " ".join(ruling.notes)


@pytest.mark.parametrize(
    ("pairs", "message", "hint"),
    [
        ([("abut", "us")], "there is no fact 'abut'", "did you mean 'about'?"),
        ([("about", "good")], "about is never 'good'", "did you mean 'goods'? values: us, goods, money, journey, "),
        ([("signs", "threat,lawer")], "signs is never 'lawer'", "did you mean 'lawyer'? values: threat, "),
        ([("helps", "perhaps")], "helps is never 'perhaps'", "values: true, false"),
        ([("trigger", "complaints")], "trigger is never 'complaints'", "did you mean 'complaint'? values: "),
        ([("brand", "ember")], "brand is never 'ember'", "values: retail, business"),
    ],
)
def test_an_unknown_fact_or_value_is_answered_with_the_nearest(
    pairs: list[tuple[str, str]], message: str, hint: str
) -> None:
    one = bench("calder-rowe")
    with pytest.raises(DecisionFault) as found:
        one.rule(stated_in(one, pairs))
    assert found.value.message == message
    assert found.value.hint.startswith(hint)


def test_facts_as_people_type_them() -> None:
    one = bench("calder-rowe")
    assert stated_in(one, [("signs", "threat, child"), ("signs", "lawyer"), ("helps", "No"), ("language", "ro")]) == {
        "signs": ("threat", "child", "lawyer"),
        "helps": False,
        "language": "ro",
    }
    assert one.rule({"language": "ro"}).facts["language"] == "other"


@pytest.mark.parametrize("sector", get_args(Sector))
def test_the_tables_hold_for_clients_of_every_sector(sector: str) -> None:
    programme, clients = loaded()
    for client in clients:
        for listed in (True, False):
            group = client.policy.client.model_copy(update={"sector": sector})
            legal = client.policy.legal if listed else client.policy.legal.model_copy(update={"complaints": None})
            policy = client.policy.model_copy(update={"client": group, "legal": legal})
            assert judge_decisions(programme, (replace(client, policy=policy),)) == ()
