"""Texts put under a label or into a list: points stay points."""

from __future__ import annotations

from immerse.rendering.prose import bullets, led_by
from rendered_pages import html


def test_a_text_that_begins_with_a_list_stands_below_its_label() -> None:
    assert led_by("Task.", "Sort them.\n\n- one") == "**Task.** Sort them.\n\n- one"
    assert led_by("Task.", "- one\n- two\n") == "**Task.**\n\n- one\n- two"
    assert led_by("Task.", "| a |\n|---|") == "**Task.**\n\n| a |\n|---|"


def test_points_of_several_paragraphs_stay_in_their_list() -> None:
    text = bullets(["one\n\n- inner\n- list", "two"])
    assert html(text).count("<ul>") == 2
    assert html(text).count("<li>") == 4


def test_a_point_after_a_table_or_a_quotation_stays_a_point() -> None:
    table, quotation = "Who:\n\n| A | B |\n| --- | --- |\n| 1 | 2 |", "It says:\n\n> Ask."
    for text in (table, quotation):
        assert html(bullets([text, "next", "last"])).count("<li>") == 3
    assert "- " not in html(bullets([table, quotation, "last"]))


def test_a_table_at_the_end_of_a_point_does_not_swallow_the_next_point() -> None:
    page = html(bullets(["one\n\n| a |\n|---|\n| b |", "two"]))
    assert page.count("<li>") == 2
    assert page.count("<td>") == 1
