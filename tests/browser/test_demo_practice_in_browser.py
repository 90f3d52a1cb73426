"""Triage practice in a real browser: sorting by keyboard, the clock, what was missed, and the page without scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe import faults_of
from browsing import TRAINEE, opened
from keyboard import HEARD, Keyboard
from own_checklist import KEPT, entries, started
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PRACTICE = f"{TRAINEE}learn/practice/"


@pytest.fixture
def practice(context: BrowserContext, host: str) -> Page:
    page = opened(context, host + PRACTICE)
    expect(page.get_by_role("button", name="Start the queue")).to_be_visible()
    return page


def answers(page: Page) -> Any:
    """Card -> what the tables say of it, and the queues."""
    return page.evaluate("fetch('../../downloads/practice.json').then(answer => answer.json())")


def sort(page: Page, answer: dict[str, Any], *, priority: str = "") -> None:
    """Answer the post that is open, as somebody does who has no mouse."""
    right = "left" if answer["left"] else answer["priority"]
    for name, value in (("priority", priority or right), ("owner", answer["owner"]), ("clock", answer["clock"])):
        page.locator(f"input[name=practice-{name}][value={json.dumps(value)}]").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_queue_is_sorted_by_keyboard_and_what_was_missed_comes_back(practice: Page) -> None:
    first = answers(practice)["decks"][0]["arrivals"]
    practice.get_by_label("Pace").select_option("0")
    practice.get_by_role("button", name="Start the queue").press("Enter")
    asked = practice.get_by_text("Choose one answer to each of the three questions.")
    for number, arrival in enumerate(first):
        wrong = next(one for one in ("P1", "P4") if one != arrival["answer"]["priority"])
        expect(practice.locator(".im-practice__title")).to_be_focused()
        assert number > 1 or asked.is_visible()
        sort(practice, arrival["answer"], priority=wrong if number == 0 else "")
        assert number > 1 or asked.is_hidden()
        verdict = practice.locator(".im-verdict")
        expect(verdict).to_contain_text("Look again at: priority" if number == 0 else "Right.")
        told = practice.locator(".im-practice__told")
        expect(told).to_contain_text(arrival["answer"]["rows"][0])
        for due in arrival["answer"]["due"]:
            expect(told).to_contain_text(due["words"])
        assert number > 1 or faults_of(practice, ".im-practice") == []
        expect(practice.get_by_role("button", name="Next post")).to_be_focused()
        practice.keyboard.press("Enter")
    expect(practice.locator(".im-practice")).to_contain_text("11 of 12 right at the first try")
    assert faults_of(practice, ".im-practice") == []
    practice.reload()
    practice.get_by_role("button", name="Repeat what you missed (1)").click()
    sort(practice, next(one["answer"] for one in answers(practice)["cards"] if one["id"] == first[0]["card"]))
    expect(practice.locator(".im-verdict")).to_have_text("Right.")


def test_a_second_try_counts_for_nothing(practice: Page) -> None:
    practice.get_by_role("button", name="Ten posts without a clock").click()
    open_card = practice.locator(".im-practice__queue button").first.get_attribute("data-card")
    answer = next(one["answer"] for one in answers(practice)["cards"] if one["id"] == open_card)
    wrong = next(one for one in ("P1", "P4") if one != answer["priority"])
    sort(practice, answer, priority=wrong)
    practice.get_by_role("button", name="Try again").click()
    sort(practice, answer)
    expect(practice.locator(".im-verdict")).to_have_text("Right.")
    practice.get_by_role("button", name="End here").click()
    expect(practice.locator(".im-practice")).to_contain_text("0 of 1 right at the first try")


def test_posts_come_in_while_the_clock_runs_and_wait_while_it_is_paused(new_context: BrowserContext, host: str) -> None:
    page = new_context.new_page()
    page.clock.install()
    page.goto(host + PRACTICE)
    page.get_by_role("button", name="Start the queue").click()
    waits = [arrival["after"] for arrival in answers(page)["decks"][0]["arrivals"]]
    count = page.locator(".im-bar .im-meta")
    expect(count).to_have_text("1 post waits, 11 to come")
    page.clock.run_for((waits[2] + 1) * 1000)
    expect(count).to_have_text("3 posts wait, 9 to come")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(600_000)
    expect(count).to_have_text("3 posts wait, 9 to come")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Pace").select_option("0")
    expect(count).to_have_text("12 posts wait, 0 to come")
    expect(page.locator(".im-practice__clock")).to_have_attribute("aria-hidden", "true")


def test_without_scripts_the_page_leads_to_the_drills(plain: BrowserContext, host: str) -> None:
    page = opened(plain, host + PRACTICE)
    page.get_by_role("link", name="TRI-D6 Ten minutes of triage").click()
    expect(page.get_by_role("heading", name="TRI-D6 Ten minutes of triage")).to_be_visible()


def scores(page: Page) -> list[dict[str, Any]]:
    return [entry for entry in entries(page) if entry["type"] == "score"]


def test_a_result_goes_into_the_record_of_whoever_keeps_one(context: BrowserContext, host: str) -> None:
    page = started(context, host + TRAINEE)
    page.goto(host + PRACTICE)
    page.get_by_label("Pace").select_option("0")
    page.get_by_role("button", name="Start the queue").click()
    sort(page, answers(page)["decks"][0]["arrivals"][0]["answer"])
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", name="Ended early")).to_be_visible()
    page.evaluate(KEPT)
    (kept,) = scores(page)
    assert (kept["deck"], kept["right"], kept["of"], kept["release"]) == ("deck-1", 1, 1, "draft")


def test_a_passed_check_goes_into_the_record_once(context: BrowserContext, host: str) -> None:
    page = started(context, host + TRAINEE)
    page.goto(f"{host}{TRAINEE}learn/lis/checks/")
    questions = page.locator(".im-check")
    for question in questions.all():
        question.locator(f"input[value={json.dumps(question.get_attribute('data-answer'))}]").check()
        question.get_by_role("button").click()
    page.evaluate(KEPT)
    questions.first.get_by_role("button").click()
    (kept,) = scores(page)
    assert (kept["deck"], kept["right"], kept["of"]) == ("LIS-checks", questions.count(), questions.count())


def test_without_a_record_no_result_is_kept(practice: Page) -> None:
    practice.get_by_role("button", name="Ten posts without a clock").click()
    open_card = practice.locator(".im-practice__queue button").first.get_attribute("data-card")
    sort(practice, next(one["answer"] for one in answers(practice)["cards"] if one["id"] == open_card))
    practice.get_by_role("button", name="End here").click()
    expect(practice.locator(".im-practice")).to_contain_text("1 of 1 right at the first try")
    assert practice.evaluate("indexedDB.databases()") == []


def test_erasing_the_device_takes_the_posts_to_repeat_along(context: BrowserContext, host: str) -> None:
    page = started(context, host + TRAINEE)
    page.evaluate(
        "localStorage.setItem('immerse/northgate/.practice', '{}'); localStorage.setItem('immerse/other/x', '1')"
    )
    page.get_by_text("Calendar, another person, erase").click()
    page.get_by_role("button", name="Erase from this device").click()
    with page.expect_navigation():
        page.get_by_role("alertdialog").get_by_role("button").first.click()
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('immerse/'))")
    assert kept == ["immerse/other/x"]


def test_posts_are_sorted_by_keys(new_context: BrowserContext, host: str) -> None:
    new_context.add_init_script(HEARD)
    page = opened(new_context, f"{host}{TRAINEE}learn/practice/")
    page.get_by_role("button", name="Start the queue").wait_for()
    keys = Keyboard(page)
    keys.to("Ten posts without a clock")
    keys.press("Enter")
    expect(page.locator(".im-practice__title")).to_be_focused()
    card = page.locator(".im-practice__queue button").first.get_attribute("data-card")
    told = page.evaluate("fetch('../../downloads/practice.json').then(answer => answer.json())")
    answer = next(one["answer"] for one in told["cards"] if one["id"] == card)
    values = {
        "priority": "left" if answer["left"] else answer["priority"],
        "owner": answer["owner"],
        "clock": answer["clock"],
    }
    for name, value in values.items():
        keys.to(".*", "input")  # one stop for each group of choices
        group = page.locator(f"input[name=practice-{name}]")
        place = [one.get_attribute("value") for one in group.all()].index(value)
        keys.press("Space", *["ArrowDown"] * place)
        expect(page.locator(f"input[name=practice-{name}][value={json.dumps(value)}]")).to_be_checked()
    keys.press("Tab", "Enter")
    keys.heard("Right.")
    expect(page.get_by_role("button", name="Next post")).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".im-practice__title")).to_be_focused()
    assert keys.unseen == []
