"""What the decision tables of this repository say of one item: golden answers, real days, facts as people type them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from deciding_cases import cases, evaluator, loaded, made_evaluator, typed
from immerse.deciding import rule
from immerse.deciding.due_times import in_a_typical_week
from immerse.deciding.stated_facts import parsed_facts
from immerse.model.ruling import DecisionFault, DueTime, Ruling, Verdict
from site_fixtures import CLIENTS


def posted(client: str, facts: dict[str, Any], at: str) -> Ruling:
    """The ruling on an item of a typical week."""
    one = evaluator(client)
    return in_a_typical_week(one.rule(typed(facts)), one.client.policy, one.vocabulary.language, at)


def verdict(ruling: Ruling, wanted: str) -> Verdict:
    """The verdict of the one table that gives a priority, a severity or a place."""
    return next(one for one in ruling.verdicts if getattr(one, wanted))


def due(ruling: Ruling, id: str) -> DueTime:
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
    if "acts" not in expected and not any(desk.always for desk in evaluator(client).client.policy.centre.desks or ()):
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
    items = {key: item for key, _, item in loaded()[0].items()}
    item = items[f"TRI-D4/{card}"]
    assert (dict(item.facts), item.at) == (typed(case["facts"]), case["at"])


@pytest.mark.parametrize("case", cases("real_days.yml"), ids=lambda case: case["about"])
def test_due_times_on_real_days(case: dict[str, Any]) -> None:
    arrived = datetime.fromisoformat(case["arrived"]) if "arrived" in case else None
    ruling = rule(evaluator(case["client"]), typed(case["facts"]), datetime.fromisoformat(case["at"]), arrived)
    assert (ruling.posted, ruling.delay_min) == (case["posted"], case.get("delay", 0))
    found = {one.id: one.words for one in ruling.due}
    assert {id: found.get(id) for id in case["due"]} == case["due"]
    assert not found.keys() & set(case.get("absent", ()))
    assert case["worked"]


@pytest.mark.parametrize("client", CLIENTS)
def test_an_indecent_image_is_never_saved_and_never_answered(client: str) -> None:
    for signs in (("child_image",), ("child_image", "child", "data_shown", "posing", "hazard_seen")):
        ruling = posted(client, {"signs": signs}, "11:05")
        assert verdict(ruling, "place").place == "nowhere"
        assert verdict(ruling, "priority").priority == "P1"
        said = " ".join((*ruling.notes, *ruling.records))
        assert "Nothing is saved" in said
        assert "apture" not in said
        assert [one.id for one in ruling.due if one.id not in ("told", "triage", "on_call")] == []


@pytest.mark.parametrize("client", CLIENTS)
def test_nobody_approves_their_own_text(client: str) -> None:
    one = evaluator(client)
    escalation = one.client.policy.escalation
    for matter in one.tables.domain("matter"):
        for brand in one.tables.domain("brand"):
            answer = verdict(one.rule({"matter": matter, "brand": brand}), "place")
            assert answer.told
            assert not answer.approver or not escalation.is_same_person(answer.approver.contact, answer.told[0].contact)


@pytest.mark.parametrize(
    ("matter", "approver"), [("put_right", "legal-counsel"), ("effect", "press-deputy"), ("time", "")]
)
def test_the_approver_is_the_one_of_the_approval_path(matter: str, approver: str) -> None:
    assert answer(made_evaluator().rule({"matter": matter}), "approves") == approver


@pytest.mark.parametrize("client", CLIENTS)
def test_what_is_left_by_rule_has_no_owner_and_nothing_due(client: str) -> None:
    ruling = posted(client, {"voice": "spam", "helps": False}, "11:05")
    assert ruling.is_left
    assert [one for each in ruling.verdicts for one in each.told] == []
    assert ruling.due == ()


@pytest.mark.parametrize("client", CLIENTS)
def test_the_press_gets_the_one_line_that_is_cleared_for_it_and_else_nothing(client: str) -> None:
    cleared = {str(text.kind) for text in evaluator(client).client.policy.approvals.pre_cleared or ()}
    ruling = posted(client, {"signs": ("press",)}, "11:05")
    assert verdict(ruling, "place").place == ("public" if "press" in cleared else "nowhere")
    assert any(one.id == "first_response" for one in ruling.due) == ("press" in cleared)


def test_a_hazard_of_others_is_told_to_one_contact() -> None:
    told = verdict(made_evaluator().rule({"about": "goods", "signs": ("hazard_seen",)}), "priority").told
    assert [one.contact for one in told] == ["hr-partner"]


def test_families_get_their_own_person_before_the_owner_of_the_data() -> None:
    ruling = made_evaluator().rule({"signs": ("kin_missing", "data_shown")})
    assert [one.contact for one in verdict(ruling, "priority").told] == ["press-lead", "privacy-officer"]
    assert answer(ruling, "answers") == "press-lead"


@pytest.mark.parametrize("client", CLIENTS)
def test_company_news_belongs_to_whoever_answers_for_the_whole(client: str) -> None:
    one = evaluator(client)
    roles = one.client.policy.rotation.roles
    assert roles is not None
    assert answer(one.rule({"matter": "future"}), "answers") == roles.client_pr


def test_two_triggers_tell_both_contacts_the_graver_first() -> None:
    ruling = made_evaluator().rule({"signs": ("child", "data_shown")})
    told = verdict(ruling, "priority").told
    assert [(one.contact, one.within_min, one.because) for one in told] == [
        ("hr-partner", 5, "minors"),
        ("privacy-officer", 15, "privacy"),
    ]


def test_a_trigger_is_told_although_something_graver_decides() -> None:
    told = verdict(made_evaluator().rule({"signs": ("victims_asked", "data_shown")}), "priority").told
    assert [(one.contact, one.because) for one in told] == [("press-lead", ""), ("privacy-officer", "privacy")]


def test_what_a_table_decides_can_be_stated() -> None:
    ruling = made_evaluator().rule({"harm": "none", "trigger": "complaint"})
    assert verdict(ruling, "priority").told[0].contact == "duty-officer"
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
        ([("brand", "ember")], "brand is never 'ember'", "values: main-brand"),
    ],
)
def test_an_unknown_fact_or_value_is_answered_with_the_nearest(
    pairs: list[tuple[str, str]], message: str, hint: str
) -> None:
    one = made_evaluator()
    with pytest.raises(DecisionFault) as found:
        one.rule(parsed_facts(one.tables, pairs))
    assert found.value.message == message
    assert found.value.hint.startswith(hint)


def test_facts_as_people_type_them() -> None:
    one = made_evaluator()
    assert parsed_facts(
        one.tables, [("signs", "threat, child"), ("signs", "lawyer"), ("helps", "No"), ("language", "ro")]
    ) == {
        "signs": ("threat", "child", "lawyer"),
        "helps": False,
        "language": "ro",
    }
    assert one.rule({"language": "ro"}).facts["language"] == "other"
