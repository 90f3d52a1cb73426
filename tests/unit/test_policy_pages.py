"""How settings read on a site: names and not ids, no run-on lists, a value beside every setting that a page uses."""

from __future__ import annotations

import html
import re
from typing import get_args

import composed
import pytest
from immerse.model.policy.id_names import policy_names
from immerse.model.policy.kinds import Kpi
from immerse.model.policy.policy import Policy
from immerse.model.site_view import View
from immerse.rendering.policy_values import Values
from immerse.rendering.setting_summary import summary
from page_cases import MadeSite, workspace_of_case

POLICY_KINDS = ("policy", "settings", "priorities", "contacts")
LESSON = "learn/fst/fst-l1.md"
LEAF = re.compile(r"<(?:dd|td|li|p|strong)>([^<>]+)</")
RUN_ON = re.compile(r"[^.][.?!]; ")
BOX = re.compile(r'<dl class="im-facts".*?</dl>', re.S)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> MadeSite:
    """A client whose policy sets everything, and a programme whose lesson uses all of it."""
    root = workspace_of_case({"begins_with": "many_values.yml"}, tmp_path_factory.mktemp("policy"))
    every = re.findall(r"^  - (\w+\.\w+)$", (root / "playbooks" / "PB-10-whole-policy.yml").read_text("utf-8"), re.M)
    lesson = root / "curriculum" / "first-steps" / "lessons" / "01-who-is-speaking.yml"
    groups = {key.partition(".")[0] for key in every}
    conditions = (
        " or ".join(f"policy.{key} != none" for key in every if key.startswith(f"{group}.")) for group in sorted(groups)
    )
    objectives = "".join(f"  - {{when: {condition}, text: Know it.}}\n" for condition in conditions)
    text = lesson.read_text("utf-8")
    for old, new in (
        ("^uses: .*\n", f"uses: [{', '.join(every)}]\n"),
        ("^objectives:\n", f"objectives:\n{objectives}"),
    ):
        text, count = re.subn(old, new, text, flags=re.M)
        assert count == 1
    lesson.write_text(text, "utf-8")
    return MadeSite(root)


@pytest.fixture(scope="module")
def rendered(site: MadeSite) -> dict[str, str]:
    """The pages of a trainee site that show settings: the reference, and the lesson with its box."""
    pages = site.plan(View.TRAINEE).pages
    return {
        page.address: site.page(page.address, View.TRAINEE) for page in pages if page.kind in (*POLICY_KINDS, "lesson")
    }


@pytest.fixture(scope="module")
def shown(rendered: dict[str, str]) -> dict[str, str]:
    """What a reader sees on the pages of the reference."""
    pages = {name: text for name, text in rendered.items() if name.startswith("reference/")}
    return {name: html.unescape(re.sub(r"<[^>]*>", " ", text)) for name, text in pages.items()}


def test_what_has_a_name_is_never_called_by_the_words_of_its_id(site: MadeSite, rendered: dict[str, str]) -> None:
    policy = site.edition(View.TRAINEE).client.policy
    names = policy_names(policy)
    ids = {id for id, name in names.items() if "-" in id and id.replace("-", " ").casefold() != name.casefold()}
    raw = {str(one.id) for one in (*(policy.legal.regimes or ()), *(policy.measures.outcomes or ()))}
    assert raw and raw <= names.keys()
    spelt = raw | {id.replace("-", " ") for id in ids | {*get_args(Kpi)}}
    pages = (text for name, text in rendered.items() if name.startswith("reference/"))
    leaves = {leaf for text in pages for cell in LEAF.findall(text) for leaf in re.split("[,;] ", cell)}
    assert len(leaves) > 300
    assert sorted(leaf for leaf in leaves if {leaf, leaf[:1].lower() + leaf[1:]} & spelt) == []


def test_codes_and_zones_are_said_as_places(shown: dict[str, str]) -> None:
    for place in ("England", "Washington", "Berlin", "Chicago time"):
        assert any(place in text for text in shown.values()), place
    for name, text in shown.items():
        assert not re.search(r"\b(?:GB|US|DE) (?:ENG|WA|BE)\b|\b(?:Europe|America)/|\bassessment ref\b", text), name


def test_no_sentence_runs_into_the_next_part_of_a_list(shown: dict[str, str], rendered: dict[str, str]) -> None:
    runs = {name: RUN_ON.findall(text) for name, text in shown.items()}
    for name, text in rendered.items():
        runs[name] = runs.get(name, []) + [run for box in BOX.findall(text) for run in RUN_ON.findall(box)]
    assert {name: found for name, found in runs.items() if found} == {}


def test_every_setting_that_a_lesson_uses_has_a_value_in_its_box(rendered: dict[str, str]) -> None:
    (box,) = BOX.findall(rendered[LESSON])
    lines = re.findall(r"<dd.*?</dd>", box, re.S)
    assert len(lines) > 60
    assert [line for line in lines if not re.match(r"<dd[^>]*>\s*[^<\s]|<dd[^>]*>\s*<a ", line)] == []


def test_a_first_response_in_cover_days_is_said_as_lessons_say_it(rendered: dict[str, str]) -> None:
    assert "<td>close of the next cover day</td>" in rendered["reference/priorities.md"]
    assert "close of the next cover day" in rendered["reference/policy/response.md"]
    assert "P4: close of the next cover day" in rendered["reference/policy/index.md"]
    assert not any("1 cover day" in text or "in cover days" in text for text in rendered.values())


VALUES = """
crisis:
  timers: {activate_min: 10, ack_min: 15, holding_min: 45, update_min: {S1: 30, S2: 60, S3: 120}}
wellbeing:
  duty_of_care:
    helplines:
      - {jurisdiction: GB, language: en, name: Samaritans, number: "116 123", hours: always, verified_on: 2026-11-10}
    emergency_route:
      text: Call the number of the place, read out the post, stay on the line.
      numbers: {GB: "999"}
      verified_on: 2026-11-10
identity:
  disclosure:
    employee_text: {en-US: "I work here. My name is Jo.", pl: "Pracuję tu. Mam na imię Jo."}
    agency_text: {en-US: "First name, Anchor, for Northwind"}
    placement: [in_post]
    languages: [en-US]
"""


def values(changes: str = VALUES) -> tuple[Policy, Values]:
    policy = composed.policy(changes)
    return policy, Values(policy, terms={"K-TTT": "K-TTT, time to triage"})


def test_a_large_setting_says_its_first_words_and_how_much_more_there_is() -> None:
    policy, formats = values()
    assert summary(formats, policy.client.brands) == "Retail *Home*; Business"
    assert summary(formats, policy.crisis.timers, "minutes") == (
        "activated: 10 minutes; acknowledgement: 15 minutes; holding statement: 45 minutes; and 1 more"
    )
    assert summary(formats, policy.wellbeing.duty_of_care) == "helplines; emergency route"
    assert summary(formats, ("x" * 50, "y" * 50, "z" * 50, "w" * 50)) == f"{'x' * 50}; {'y' * 50}; and 2 more"
    assert summary(formats, 90, "minutes") == "1 hour 30 minutes"


def test_why_a_value_is_looser_comes_after_the_value() -> None:
    policy, formats = values(VALUES.replace("timers: {", "timers: {reason: We are few., owner: counsel, "))
    assert policy.crisis.timers and policy.crisis.timers.reason
    assert summary(formats, policy.crisis.timers, "minutes").startswith("activated: ")


def test_parts_of_parts_and_sentences_get_a_list_of_their_own() -> None:
    policy, formats = values()
    assert policy.identity.disclosure and policy.response.moderation
    for setting in (policy.identity.disclosure, policy.response.moderation):
        assert formats.line(setting) is None
        assert RUN_ON.search(formats.block(setting)) is None
    assert "<dt>English (US)</dt>" in formats.block(policy.identity.disclosure)
    assert "<li>K-TTT, time to triage</li>" in formats.block(("K-TTT", *("a phrase of many words, with a comma",) * 4))
