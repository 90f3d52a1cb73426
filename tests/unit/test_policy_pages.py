"""How settings read on a site: names and not ids, no run-on lists, a value beside every setting that a page uses."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import get_args

import pytest
from immerse.hosts.pages import html_of
from immerse.model.edition import View
from immerse.model.policy.kinds import Kpi
from immerse.model.policy.names import policy_names
from immerse.model.policy.policy import Policy
from immerse.planning.site import plan_site
from immerse.rendering.policy_values import Values
from immerse.rendering.renderer import Renderer
from immerse.rendering.setting_summary import summary
from site_fixtures import CLIENTS, edition

each_client = pytest.mark.parametrize("client", CLIENTS)
POLICY_KINDS = ("policy", "settings", "priorities", "contacts")
LEAF = re.compile(r"<(?:dd|td|li|p|strong)>([^<>]+)</")
RUN_ON = re.compile(r"[^.][.?!]; ")
BOX = re.compile(r'<dl class="im-facts".*?</dl>', re.S)


@cache
def rendered(client: str) -> dict[str, str]:
    """The pages of a client's trainee site that show settings: the reference, and the lessons' boxes."""
    made = edition(client, View.TRAINEE)
    plan, _ = plan_site(made)
    renderer = Renderer(made, plan)
    return {
        page.address: html_of(renderer.render(page)) for page in plan.pages if page.kind in (*POLICY_KINDS, "lesson")
    }


def shown(client: str) -> dict[str, str]:
    """What a reader sees on the pages of the reference."""
    pages = {name: text for name, text in rendered(client).items() if name.startswith("reference/")}
    return {name: html.unescape(re.sub(r"<[^>]*>", " ", text)) for name, text in pages.items()}


@each_client
def test_what_has_a_name_is_never_called_by_the_words_of_its_id(client: str) -> None:
    policy = edition(client, View.TRAINEE).client.policy
    names = policy_names(policy)
    ids = {id for id, name in names.items() if "-" in id and id.replace("-", " ").casefold() != name.casefold()}
    raw = {str(one.id) for one in (*(policy.legal.regimes or ()), *(policy.measures.outcomes or ()))}
    assert raw <= names.keys()
    spelt = raw | {id.replace("-", " ") for id in ids | {*get_args(Kpi)}}
    pages = (text for name, text in rendered(client).items() if name.startswith("reference/"))
    leaves = {leaf for text in pages for cell in LEAF.findall(text) for leaf in re.split("[,;] ", cell)}
    assert len(leaves) > 300
    assert sorted(leaf for leaf in leaves if {leaf, leaf[:1].lower() + leaf[1:]} & spelt) == []


@each_client
def test_codes_and_zones_are_said_as_places(client: str) -> None:
    for name, text in shown(client).items():
        assert not re.search(r"\b(?:GB|US|DE) (?:ENG|WA|BE)\b|\b(?:Europe|America)/|\bassessment ref\b", text), name


@each_client
def test_no_sentence_runs_into_the_next_part_of_a_list(client: str) -> None:
    runs = {name: RUN_ON.findall(text) for name, text in shown(client).items()}
    for name, text in rendered(client).items():
        runs[name] = runs.get(name, []) + [run for box in BOX.findall(text) for run in RUN_ON.findall(box)]
    assert {name: found for name, found in runs.items() if found} == {}


@each_client
def test_every_setting_that_a_lesson_uses_has_a_value_in_its_box(client: str) -> None:
    boxes = [
        (name, box) for name, text in rendered(client).items() if "/learn/" in f"/{name}" for box in BOX.findall(text)
    ]
    lines = [(name, line) for name, box in boxes for line in re.findall(r"<dd.*?</dd>", box, re.S)]
    assert len(boxes) == 30 and len(lines) > 150
    assert [name for name, line in lines if not re.match(r"<dd[^>]*>\s*[^<\s]|<dd[^>]*>\s*<a ", line)] == []


@pytest.mark.parametrize("client", [client for client in CLIENTS if client != "northgate"])
def test_a_first_response_in_cover_days_is_said_as_lessons_say_it(client: str) -> None:
    pages = rendered(client)
    assert "<td>close of the next cover day</td>" in pages["reference/priorities.md"]
    assert "close of the next cover day" in pages["reference/policy/response.md"]
    assert "P4: close of the next cover day" in pages["reference/policy/index.md"]
    assert not any("1 cover day" in text or "in cover days" in text for text in pages.values())


def values(client: str) -> tuple[Policy, Values]:
    policy = edition(client, View.TRAINEE).client.policy
    return policy, Values(policy, terms={"K-TTT": "K-TTT, time to triage"})


def test_a_large_setting_says_its_first_words_and_how_much_more_there_is() -> None:
    policy, formats = values("kestrel-inlet")
    assert summary(formats, policy.client.brands) == "Kestrel Inlet Power; Kestrel Inlet Water"
    assert summary(formats, policy.crisis.timers, "minutes") == (
        "activated: 10 minutes; acknowledgement: 15 minutes; holding statement: 45 minutes; and 1 more"
    )
    assert summary(formats, policy.wellbeing.duty_of_care) == "helplines; emergency route"
    assert summary(formats, ("x" * 50, "y" * 50, "z" * 50, "w" * 50)) == f"{'x' * 50}; {'y' * 50}; and 2 more"
    assert summary(formats, 90, "minutes") == "1 hour 30 minutes"


def test_why_a_value_is_looser_comes_after_the_value() -> None:
    policy, formats = values("calder-rowe")
    assert policy.crisis.timers and policy.crisis.timers.reason
    assert summary(formats, policy.crisis.timers, "minutes").startswith("activated: ")


def test_parts_of_parts_and_sentences_get_a_list_of_their_own() -> None:
    policy, formats = values("kestrel-inlet")
    assert policy.identity.disclosure and policy.response.moderation
    for setting in (policy.identity.disclosure, policy.response.moderation):
        assert formats.line(setting) is None
        assert RUN_ON.search(formats.block(setting)) is None
    assert "<dt>English (US)</dt>" in formats.block(policy.identity.disclosure)
    assert "<li>K-TTT, time to triage</li>" in formats.block(("K-TTT", *("a phrase of many words, with a comma",) * 4))
