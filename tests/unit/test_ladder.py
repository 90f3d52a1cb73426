"""The picture of a decision ladder: no two texts touch, every line ends inside, and a no that goes on is an arrow."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.rendering.pictures.ladder import SIZE, Ladder, Rung, draw_ladder, way_of
from immerse.rendering.pictures.measuring import width
from jinja2 import Environment, PackageLoader
from ladders import decision

words = st.lists(st.text("abcdefghijklmnopqrstuvwxyzMW0123456789'é", min_size=1, max_size=14), min_size=1, max_size=60)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=9), st.booleans())
def test_a_ladder_never_lets_two_texts_touch(texts: list[tuple[list[str], ...]], stacked: bool) -> None:
    decisions = [decision(n, *(" ".join(part) for part in parts)) for n, parts in enumerate(texts, 1)]
    ladder = draw_ladder(decisions, stacked)
    assert [rung.id for rung in ladder.rungs] == [f"D{n}" for n in range(1, len(texts) + 1)]
    for above, below in pairwise(ladder.rungs):
        assert bottom(above) < below.y
    assert bottom(ladder.rungs[-1]) <= ladder.height
    for rung in ladder.rungs:
        assert rung.height >= len(rung.ask) * 20
        assert rung.no_y > rung.y + rung.height
        if ladder.stacked:
            assert rung.yes_y > rung.y + rung.height
            assert rung.no_y > rung.yes_y + (len(rung.yes) - 1) * 20


def bottom(rung: Rung) -> int:
    return max(rung.yes_y + max(len(rung.yes) - 1, 0) * 20, rung.no_y + max(len(rung.no) - 1, 0) * 20)


@pytest.mark.parametrize("stacked", [False, True])
def test_every_line_of_a_ladder_ends_inside_the_picture(stacked: bool) -> None:
    steps = (decision(n, *[" ".join(["to"] * n)] * 3) for n in range(1, 40))
    ladder = draw_ladder(steps, stacked)
    svg = ElementTree.fromstring(rendered(ladder))
    ends = {float(line.attrib["x"]) + width(line.text or "", SIZE) for line in svg.iter("tspan")}
    assert 0.9 * ladder.width < max(ends) <= ladder.width
    assert {float(line.attrib["x"]) for line in svg.iter("tspan")} == {46, ladder.yes_x, ladder.no_x}


def rendered(ladder: Ladder) -> str:
    """The picture as its template writes it."""
    environment = Environment(loader=PackageLoader("immerse.rendering"), trim_blocks=True)
    environment.filters["way"] = way_of
    return environment.get_template("ladder.svg.jinja").render(ladder=ladder, key="k", say=lambda *_, **__: "-")


def test_a_no_that_only_goes_on_is_drawn_as_the_arrow_alone() -> None:
    ladder: Ladder = draw_ladder(
        [decision(1, no="Go to D2."), decision(2, no="Go on."), decision(3, no="Go on.")], False
    )
    assert [rung.no for rung in ladder.rungs] == [(), (), ("Go on.",)]
    assert [rung.last for rung in ladder.rungs] == [False, False, True]


def test_a_question_from_right_to_left_is_marked_in_the_ladder() -> None:
    assert way_of(("האם Acme", "בסכנה?")) == " im-t--rtl"
    assert way_of(("Acme האם",)) == way_of(()) == ""
