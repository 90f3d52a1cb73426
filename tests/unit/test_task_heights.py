"""Tasks that are known to fit on a page stand in the book as if they had been measured."""

from __future__ import annotations

from typing import Any

import composed
import pytest
from immerse.exporting.heights import surely_fits
from immerse.exporting.task_book_pdf import task_book, template_of
from immerse.exporting.typesetting import Typesetter
from immerse.model.site_view import View

TEMPLATE = template_of("immerse.exporting", "task_book.typ")
WIDEST = "WWWWWW MMMMMMMM WW @@@@@ "


def task(words: int, levels: int, signers: int, name: str = "WWWWWW MMMMMM") -> dict[str, Any]:
    """A task in the widest letters, with so many groups of words, levels, and signers of each."""
    row = {"level": "3 WWWWWWWWWWWW", "gate": WIDEST.strip(), "by": name}
    rows = [row | {"rows": 0 if place else signers} for _ in range(levels) for place in range(signers)]
    text = (WIDEST * words).strip()
    said = {"id": "TRI-1", "title": "WWW", "critical": False, "cells": [], "evidence": text, "contexts": "WW"}
    return said | {"statement": text, "criterion": text, "rows": rows}


def book_of(tasks: list[dict[str, Any]]) -> dict[str, Any]:
    book = task_book(composed.made(view=View.TRAINEE))
    for item in (item for module in book["modules"] for item in module["items"]):
        item["cells"] = []
    book["modules"] = [{"title": "Tasks", "items": tasks}]
    book["gates"], book["graduation"], book["pieces"], book["records"] = [], [], 1, 1
    return book


def test_ordinary_tasks_are_known_to_fit() -> None:
    items = [item for module in task_book(composed.made())["modules"] for item in module["items"]]
    assert items and all(item["short"] for item in items)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_what_is_known_to_fit_is_not_cut_and_leaves_no_page(paper: str) -> None:
    tasks = [task(words, levels, signers) for words in (1, 12, 25) for levels in (1, 3, 5) for signers in (1, 4)]
    short = [one | {"short": surely_fits(one)} for one in tasks]
    assert 0 < sum(one["short"] for one in short) < len(tasks)
    measured = Typesetter(TEMPLATE, 0).pdf(book_of([one | {"short": False} for one in tasks]), paper=paper)
    assert Typesetter(TEMPLATE, 0).pdf(book_of(short), paper=paper) == measured
    wrong = [one | {"short": surely_fits(one, page=10_000)} for one in tasks]
    assert Typesetter(TEMPLATE, 0).pdf(book_of(wrong), paper=paper) != measured


def test_of_letters_whose_width_nobody_knows_nothing_is_said() -> None:
    assert surely_fits(task(1, 1, 1)) and surely_fits(task(1, 1, 1, "Żółć"))
    assert not surely_fits(task(1, 1, 1, "\ufdfd")) and not surely_fits(task(1, 1, 1, "署名"))
