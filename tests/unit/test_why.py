"""`immerse why`: which condition shows a block or leaves it out, which values decided that, and where each was set."""

from __future__ import annotations

import json
from pathlib import Path

import composed
import pytest
from command_line import Immerse
from immerse.composing.outcomes import title_of
from immerse.expressions.deciders import deciders
from immerse.expressions.reading import read_condition
from immerse.model.knowledge_check import CheckAnswer
from immerse.model.playbook import Decision, Template
from immerse.model.rotation import DecidedBy
from site_fixtures import starter

LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
SECTIONS = """sections:
  - id: banks
    title: What a bank adds
    when: policy.client.sector == "bank" and policy.client.ownership == "listed"
    text: Two more rules.
  - id: private
    title: Nobody's shares
    when: policy.client.ownership == "private" and (policy.centre.desks | count) == 1
    text: One desk.
  - one_of:
      - id: hub
        title: One hub
        when: policy.client.org_model == "centralised"
        text: All in one room.
    otherwise:
      id: no-hub
      title: No hub
      text: Not in one room.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = starter(tmp_path / "house")
    lesson = root / LESSON
    before, _, after = lesson.read_text("utf-8").partition("sections:\n")
    lesson.write_text(f"{before}{SECTIONS}{after}", "utf-8")
    return root


def line_of(root: Path, text: str) -> str:
    """`path:line` of the only line of the lesson that holds a text."""
    (line,) = (number for number, line in enumerate((root / LESSON).read_text("utf-8").splitlines(), 1) if text in line)
    return f"{LESSON}:{line}:"


def test_both_kinds_are_said_with_file_line_and_the_values_that_decided(immerse: Immerse, workspace: Path) -> None:
    done = immerse("-C", workspace, "why", "acme-works", "lesson:FST-L1")
    assert (done.code, done.err) == (0, "")
    blocks = done.out.replace("\n    ", " | ").splitlines()
    (shown,) = (block for block in blocks if block.startswith("FST-L1/private  shown  Nobody's shares | "))
    assert " holds  " + line_of(workspace, '"private" and') in shown
    assert "| policy.client.ownership      is private  site_config/clients/acme-works/policy.yml:7:14" in shown
    assert "| policy.centre.desks | count  is 1  site_config/clients/acme-works/policy.yml:12:5" in shown
    (left_out,) = (block for block in blocks if block.startswith("FST-L1/banks  left out  What a bank adds | "))
    assert " does not hold  " + line_of(workspace, '"bank" and') in left_out
    assert "policy.client.sector  is other  site_config/clients/acme-works/policy.yml:6:11" in left_out
    assert "ownership  is" not in left_out, "the second part of the condition was never looked at"


def test_of_a_choice_both_the_shown_and_the_replaced_block_are_said(immerse: Immerse, workspace: Path) -> None:
    found = json.loads(immerse("-C", workspace, "why", "acme-works", "FST-L1", "--format", "json").out)
    assert (found["schema"], found["client"]) == ("immerse.why/1", "acme-works")
    blocks = {block["id"]: block for block in found["blocks"]}
    assert blocks["FST-L1"]["reason"] == "it has no condition; every client has it unless an overlay drops it"
    assert blocks["FST-L1/no-hub"]["state"] == "shown"
    assert blocks["FST-L1/no-hub"]["reason"] == "no alternative of its one_of holds"
    assert blocks["FST-L1/hub"]["reason"].endswith("does not hold; another alternative of its one_of is shown")
    (value,) = blocks["FST-L1/no-hub"]["values"]
    assert value["path"] == "policy.client.org_model"


def test_one_block_can_be_asked_for_and_everything_left_out(immerse: Immerse, workspace: Path) -> None:
    assert immerse("-C", workspace, "why", "acme-works", "FST-L1/banks").out.count("left out") == 1
    whole = immerse("-C", workspace, "why", "acme-works", "--left-out").out
    assert "FST-L1/banks  left out" in whole
    assert "  shown  " not in whole
    nothing = immerse("-C", workspace, "why", "acme-works", "FST-L1/private", "--left-out")
    assert nothing.out == "FST-L1/private: nothing is left out\n"


def test_a_part_of_what_is_left_out_names_what_it_is_part_of(immerse: Immerse, workspace: Path) -> None:
    playbook = workspace / "playbooks" / "PB-01-first-reply.yml"
    playbook.write_text(playbook.read_text("utf-8") + 'when: policy.client.sector == "bank"\n', "utf-8")
    step = immerse("-C", workspace, "why", "acme-works", "PB-01", "--format", "json")
    assert json.loads(step.out)["blocks"][0]["state"] == "left out"
    inside = next(line for line in playbook.read_text("utf-8").splitlines() if line.startswith("  - id: "))
    done = immerse("-C", workspace, "why", "acme-works", f"PB-01/{inside.removeprefix('  - id: ')}")
    assert "it is part of PB-01, which is left out: policy.client.sector == " in done.out


def test_what_the_overlay_did_is_said_with_its_reason(immerse: Immerse, workspace: Path) -> None:
    overlay = workspace / "site_config" / "clients" / "acme-works" / "overlay.yml"
    overlay.write_text("drop:\n  - {target: FST-L1/private, reason: Everybody knows.}\n", "utf-8")
    done = immerse("-C", workspace, "why", "acme-works", "FST-L1/private")
    assert "FST-L1/private  left out  Nobody's shares\n    dropped by the overlay: Everybody knows.  " in done.out
    assert "overlay.yml:2:" in done.out


def test_a_block_with_a_condition_that_the_overlay_replaces_is_listed_once(immerse: Immerse, workspace: Path) -> None:
    overlay = workspace / "site_config" / "clients" / "acme-works" / "overlay.yml"
    overlay.write_text("replace:\n  - {target: FST-L1/private, text: Ours., reason: Other words.}\n", "utf-8")
    (block,) = json.loads(immerse("-C", workspace, "why", "acme-works", "FST-L1/private", "--format", "json").out)[
        "blocks"
    ]
    assert (block["state"], block["title"]) == ("shown", "Nobody's shares")
    place = "site_config/clients/acme-works/overlay.yml:2:5"
    assert block["reason"].endswith(f" holds; replaced by the overlay ({place}): Other words.")


def test_a_core_default_is_located_in_the_core_defaults(immerse: Immerse, workspace: Path) -> None:
    lesson = workspace / LESSON
    text = lesson.read_text("utf-8").replace(
        'policy.client.org_model == "centralised"', "policy.rotation.signoff.checks_pass > 1"
    )
    lesson.write_text(text, "utf-8")
    (row,) = json.loads(immerse("-C", workspace, "policy", "acme-works", "rotation.signoff.checks_pass", "--json").out)
    assert row["layer"] == "core"
    done = immerse("-C", workspace, "why", "acme-works", "FST-L1/hub")
    assert f"policy.rotation.signoff.checks_pass  is {row['value']}  core defaults:{row['line']}:" in done.out


def test_a_value_in_an_entry_of_a_list_has_the_line_of_the_entry(immerse: Immerse, workspace: Path) -> None:
    lesson = workspace / LESSON
    text = lesson.read_text("utf-8").replace("policy.client.org_model ==", "policy.centre.desks[0].id !=")
    lesson.write_text(text, "utf-8")
    policy = (workspace / "site_config/clients/acme-works/policy.yml").read_text("utf-8").splitlines()
    line = 1 + next(at for at, words in enumerate(policy) if "id:" in words and "desks" in policy[at - 1])
    assert f"policy.yml:{line}:" in immerse("-C", workspace, "why", "acme-works", "FST-L1/hub").out


def test_a_block_without_a_title_is_named_by_its_first_text() -> None:
    reply = Template.model_validate({"id": "sorry", "use": "To say sorry", "text": {"en": "We are sorry."}})
    question = Decision.model_validate({"id": "D1", "ask": "Is it ours?", "yes": "Answer.", "no": "Leave it."})
    answer = CheckAnswer.model_validate({"option": "a", "rationale": "It is " + 20 * "long "})
    assert [title_of(node) for node in (reply, question)] == ["To say sorry", "Is it ours?"]
    assert title_of(answer) == "It is " + 12 * "long " + "long ..."
    assert title_of(DecidedBy.model_validate({"by": ("mentor",)})) == ""


@pytest.mark.parametrize("asked", ["T-01", "task:T-01", "rotation/T-01"])
def test_parts_of_the_rotation_are_found_by_their_own_id(immerse: Immerse, workspace: Path, asked: str) -> None:
    done = immerse("-C", workspace, "why", "acme-works", asked)
    assert done.out.startswith("rotation/T-01  shown"), done.err


def test_a_block_without_an_id_is_asked_for_by_the_file_and_line_of_its_condition(
    immerse: Immerse, workspace: Path
) -> None:
    lesson = workspace / LESSON
    point = '  - {when: policy.client.sector == "bank", text: Say what a bank may not say.}\n'
    before, objectives, after = lesson.read_text("utf-8").partition("objectives:\n")
    lesson.write_text(f"{before}{objectives}{point}{after}", "utf-8")
    place = line_of(workspace, "a bank may not say")
    whole = immerse("-C", workspace, "why", "acme-works", "FST-L1").out
    assert 'in FST-L1  left out  Say what a bank may not say.\n    policy.client.sector == "bank" does' in whole
    for asked in (place.removesuffix(":"), f"{place}1", f"./{place}9"):
        (block,) = json.loads(immerse("-C", workspace, "why", "acme-works", asked, "--format", "json").out)["blocks"]
        assert (block["id"], block["inside"], block["location"][: len(place)]) == (None, "FST-L1", place)
    line = int(place.split(":")[1])
    wrong = immerse("-C", workspace, "why", "acme-works", f"{LESSON}:{line - 1}")
    assert (wrong.code, f"; the nearest condition is in line {line}\n" in wrong.err) == (2, True)
    elsewhere = immerse("-C", workspace, "why", "acme-works", "curriculum/none.yml:1").err
    assert elsewhere.endswith("there is no file curriculum/none.yml in this workspace\n")


def test_a_file_is_also_named_as_seen_from_the_present_folder(
    immerse: Immerse, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "why", "acme-works", "--format", "json"
    first = json.loads(immerse("-C", workspace, *asked).out)["blocks"][0]
    folder, _, place = first["location"].rpartition("/")
    monkeypatch.chdir(workspace / folder)
    (block,) = json.loads(immerse(*asked, place.rpartition(":")[0]).out)["blocks"]
    assert block == first


def test_titles_are_filled_or_have_no_placeholder(immerse: Immerse, workspace: Path) -> None:
    lesson = workspace / LESSON
    words = lesson.read_text("utf-8").replace("title: Nobody's shares", "title: 'Shares of {{ policy.client.sector }}'")
    lesson.write_text(words.replace("title: What a bank adds", "title: 'Banks {{ policy.client.sector }}'"), "utf-8")
    found = json.loads(immerse("-C", workspace, "why", "acme-works", "FST-L1", "--format", "json").out)
    titles = {block["id"]: block["title"] for block in found["blocks"]}
    assert (titles["FST-L1/private"], titles["FST-L1/banks"]) == ("Shares of other", "Banks other")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("playbook:FST-L1", "FST-L1 has the kind lesson, not playbook; ask for lesson:FST-L1"),
        ("leson:FST-L1", "there is no kind 'leson'; did you mean 'lesson'?"),
        ("zzz:FST-L1", "there is no kind 'zzz'; kinds: "),
        (
            "setting:client.sector",
            "client.sector is a setting; immerse policy acme-works client.sector shows its value",
        ),
    ],
)
def test_the_kind_before_the_colon_has_to_be_right(immerse: Immerse, workspace: Path, asked: str, error: str) -> None:
    done = immerse("-C", workspace, "why", "acme-works", asked)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {error}")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("FST-L1/bank", "did you mean FST-L1/banks?"),
        ("FST-L1/privte", "did you mean FST-L1/private?"),
        ("FST-L9", "did you mean FST-L1?"),
        ("fst-l1", "did you mean FST-L1?"),
        ("pb-02", "did you mean PB-01?"),
        ("t-01", "did you mean T-01?"),
        ("FST-L1/", "ids that begin with it: FST-L1/banks, FST-L1/how-long-can-they-wait, FST-L1/hub and 4 more"),
        ("zz", ""),
    ],
)
def test_an_unknown_id_gets_the_nearest(immerse: Immerse, workspace: Path, asked: str, near: str) -> None:
    done = immerse("-C", workspace, "why", "acme-works", asked)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: nothing has the id '{asked}'")
    assert near in done.err


def test_a_part_that_resembles_no_part_of_its_whole_gets_no_suggestion(immerse: Immerse, workspace: Path) -> None:
    done = immerse("-C", workspace, "why", "acme-works", "lesson:FST-L1/zzz")
    assert (done.code, done.err) == (2, "error: nothing has the id 'FST-L1/zzz'\n")


@pytest.mark.parametrize(
    ("condition", "paths"),
    [
        ('policy.client.sector == "bank" and policy.client.ownership == "listed"', ["policy.client.sector"]),
        ('policy.client.sector == "other" and policy.client.ownership == "x"', ["policy.client.ownership"]),
        ('policy.client.sector == "other" or policy.client.ownership == "listed"', ["policy.client.sector"]),
        ('policy.client.sector == "bank" or policy.voice.tone == none', ["policy.voice.tone"]),
        (
            'policy.client.sector == "bank" or policy.voice.tone != none',
            ["policy.client.sector", "policy.voice.tone"],
        ),
        ('not (policy.client.sector == "other")', ["policy.client.sector"]),
        ("(policy.centre.desks | count) > 7", ["policy.centre.desks"]),
        ("policy.response.targets.P9 != none", ["policy.response.targets.P9"]),
    ],
)
def test_the_deciders_are_the_values_without_which_it_would_come_out_otherwise(
    condition: str, paths: list[str]
) -> None:
    policy = composed.client("client: {sector: other}").policy
    expression = read_condition(condition, type(policy)).expression
    assert expression is not None
    assert [str(found.path) for found in deciders(expression, policy)] == paths
