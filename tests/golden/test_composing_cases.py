"""The golden cases: texts and what they become on a page, texts and what is said about them."""

from __future__ import annotations

from typing import Any

import composed
import pytest
from case_files import read_case_file
from immerse.composing.conditions import judge_condition
from immerse.expressions.evaluating import evaluate
from immerse.expressions.placeholders import fill, inspect, placeholders_of
from immerse.expressions.reading import read
from immerse.model.base import Node
from immerse.model.text import Condition, Line, Prose
from immerse.problems import Problem
from immerse.texts.html import to_html
from immerse.texts.parsed_text import parsed


def cases(name: str) -> list[Any]:
    entries = read_case_file(composed.CASES / name)
    return [pytest.param(entry, id=str(entry.get("about", entry.get("text")))[:60]) for entry in entries]


@pytest.mark.parametrize("case", cases("placeholders.yml"))
def test_a_placeholder_becomes_what_the_case_says(case: dict[str, str]) -> None:
    kind = Line if case.get("as") == "line" else Prose
    text = kind(case["text"])
    policy = composed.policy(case.get("with", ""), settings=case.get("settings", ""))
    assert not list(inspect(text, False, type(policy)))
    expressions = [read(one.content, type(policy)).expression for one in placeholders_of(text)]
    filled = fill(text, [evaluate(one, policy) for one in expressions if one])
    assert filled.location == text.location
    shown = to_html(parsed(filled), filled.values).strip() if isinstance(filled, Prose) else str(filled)
    assert shown == case["gives"]


class Probe(Node):
    prose: Prose | None = None
    line: Line | None = None
    when: Condition | None = None


@pytest.mark.parametrize("case", cases("problems.yml"))
def test_what_is_said_about_a_text_or_a_condition(case: dict[str, str]) -> None:
    probe = composed.load(case["source"], Probe)
    contract = composed.contract(case.get("settings", ""))
    found = [
        Problem(location, "L-72", fault.message, hint=fault.hint)
        for text in (probe.prose, probe.line)
        if text is not None
        for location, fault in inspect(text, case.get("for") == "mentors", contract)
    ]
    if probe.when is not None:
        around = (Condition(case["around"]),) if "around" in case else ()
        found += judge_condition(probe.when, around, "TRI-L1", contract)
    assert "".join(f"{problem}\n" for problem in sorted(found)) == case["problems"]
