"""What axe is asked: a fault is told wherever it stands, also beside what looks alike and is good."""

from __future__ import annotations

import pytest
from axe import faults_of
from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

WORDS = '<p style="color: rgb(20, 20, 20)">Words</p>'
PAGE = '<!doctype html><html lang="en"><title>x</title><main><h1>Title</h1>{}</main>'
PLANTED = {
    "another colour": WORDS.replace("20, 20, 20", "220, 220, 220"),
    "another ground": f'<div style="background: #111">{WORDS}</div>',
    "another ground far above": f'<div style="background: #111"><div><div>{WORDS}</div></div></div>',
    "fainter": f'<div style="opacity: 0.2">{WORDS}</div>',
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_colours_are_judged_wherever_they_look_otherwise(context: BrowserContext, planted: str) -> None:
    page = context.pages[0]
    page.set_content(PAGE.format(WORDS))
    assert faults_of(page) == []
    for _ in range(2):  # what is bad is not remembered
        page.set_content(PAGE.format(WORDS + planted))
        (fault,) = faults_of(page)
        assert fault.startswith("color-contrast: ")


def test_what_has_no_words_is_no_example_for_what_has_some(context: BrowserContext) -> None:
    page = context.pages[0]
    faint = '<p class="faint" style="color: #eee">{}</p>'
    page.set_content(PAGE.format(faint.format("")))
    assert faults_of(page) == []
    page.set_content(PAGE.format(faint.format("Words")))
    assert [fault.split(":")[0] for fault in faults_of(page)] == ["color-contrast"]


@pytest.mark.parametrize("hidden", ["display: none", "visibility: hidden"])
def test_what_nobody_sees_is_no_example_for_what_is_seen(context: BrowserContext, hidden: str) -> None:
    page = context.pages[0]
    faint = '<p class="faint" style="color: #eee">Words</p>'
    page.set_content(PAGE.format(f'<div style="{hidden}">{faint * 2}</div>{faint}'))
    assert [fault.split(":")[0] for fault in faults_of(page)] == ["color-contrast"]


def test_what_stands_outside_of_a_part_is_no_example_for_it(context: BrowserContext) -> None:
    page = context.pages[0]
    faint = '<p class="faint" style="color: #eee">Words</p>'
    page.set_content(PAGE.format(f"{faint * 2}<section>{faint}</section>"))
    assert [fault.split(":")[0] for fault in faults_of(page, "section")] == ["color-contrast"]


def test_only_a_part_or_by_some_rules(context: BrowserContext) -> None:
    page = context.pages[0]
    page.set_content(PAGE.format('<section><input></section><img src="x.png">'))
    assert [fault.split(":")[0] for fault in faults_of(page, "section")] == ["label"]
    assert [fault.split(":")[0] for fault in faults_of(page, only=["image-alt"])] == ["image-alt"]
    assert faults_of(page, only=["color-contrast"]) == []


def test_nothing_moves_while_it_is_judged(context: BrowserContext) -> None:
    page = context.pages[0]
    moving = "<style>p { animation: 1h show; } @keyframes show { from { opacity: 0.1; } }</style>"
    page.set_content(PAGE.format(moving + WORDS))
    assert faults_of(page) == []
    assert page.evaluate("document.getAnimations().length") == 0
