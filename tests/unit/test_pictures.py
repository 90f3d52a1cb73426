"""Pictures: text stays text and inside the picture, places follow from the numbers, colours come from classes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import immerse
import pytest
from composed import client, made
from hypothesis import given
from hypothesis import strategies as st
from immerse.hosts.pages import html_of
from immerse.hosts.search_entries import entries_of
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.planning.site import plan_site
from immerse.planning.timeline import CrisisClock, GateWeek, Handover, RotationTimeline, WeekSpan
from immerse.rendering import render_site
from immerse.rendering.pictures.clock import draw_clock
from immerse.rendering.pictures.curve import draw_curve
from immerse.rendering.pictures.hub import draw_hub
from immerse.rendering.pictures.ladder import SIZE
from immerse.rendering.pictures.measuring import NARROWEST, width, wrap
from immerse.rendering.pictures.phase_bars import draw_rotation
from ladders import decision

SHAPES = {"svg", "title", "desc", "rect", "line", "circle", "polyline", "polygon", "text", "tspan"}
PLACES = {
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "dx", "dy", "width", "height", "points"),
    *("viewBox", "preserveAspectRatio", "text-anchor", "vector-effect", "class", "id", "role", "aria-labelledby"),
}
ASSETS = Path(immerse.__file__).parent / "theme" / "assets" / "immerse"
words = st.lists(st.text("abcdefghijklmnopqrstuvwxyzMW0123456789'é", min_size=1, max_size=14), min_size=1, max_size=60)


def drawn(edition: Edition) -> dict[str, list[ElementTree.Element]]:
    plan, _ = plan_site(edition)
    pages = {address: html_of(page) for address, page in render_site(edition, plan).pages.items()}
    return {
        address: [
            svg
            for figure in re.findall(r'<figure class="im-picture.*?</figure>', text, re.S)
            for svg in ElementTree.fromstring(figure.replace(" data-search-exclude", "", 1)).findall("svg")
        ]
        for address, text in pages.items()
    }


def with_everything() -> Edition:
    policy = """
crisis: {timers: {activate_min: 5, ack_min: 15, holding_min: 60, update_min: {S1: 30, S2: 60, S3: 120}}}
"""
    edition = made(client(policy))
    (playbook,) = edition.programme.playbooks
    changed = playbook.model_copy(
        update={"crisis_clock": True, "decisions": (decision(1, "Is <it> & so?"), decision(2, no="Leave it."))}
    )
    programme = edition.programme.model_copy(update={"playbooks": (changed,)})
    reads = edition.reads | {
        "PB-01": (
            "client.org_model",
            "client.brands",
            "agency.exit",
            "agency.starts",
            "rotation.weeks",
            "rotation.minimums",
        )
    }
    return replace(edition, programme=programme, reads=reads)


@given(words, st.integers(180, 640), st.booleans())
def test_wrapped_lines_fit_and_lose_no_word(text: list[str], room: int, bold: bool) -> None:
    lines = wrap(" ".join(text), room, SIZE, bold)
    assert " ".join(lines).split() == text
    assert all(width(line, SIZE, bold) <= room for line in lines)


@given(st.text("abcdefgzMWÉ0123456789/._-株式ーअक्षासلا", min_size=1), st.integers(60, 400), st.booleans())
def test_a_word_longer_than_a_line_is_broken_and_whole(word: str, room: int, bold: bool) -> None:
    lines = wrap(f"Go to {word}", room, SIZE, bold)
    assert all(width(line, SIZE, bold) <= room + 1 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == f"Goto{word}".replace("-", "")


def test_letters_are_as_broad_as_their_script() -> None:
    assert width("株式会社", 10) >= 40 <= width("ＡＢＣＤ", 10)
    assert width("e\u0301\u200d", 10) == width("e", 10)
    assert width("👍", 10) > width("株", 10) > width("क", 10) > width("é", 10)
    assert wrap("株式会社「アクメ」。北京", 58, 10) == ("株式会社", "「アク", "メ」。北京")


def test_a_broken_word_has_a_hyphen_where_its_letters_take_one() -> None:
    assert wrap("an Versicherungsgesellschaft", 150, SIZE) == ("an Versicherungsge-", "sellschaft")
    assert wrap("see https://acme.example/a/b", 150, SIZE) == ("see https://acme.", "example/a/b")


def timeline(weeks: int = 26, gates: tuple[int, ...] = (0, 5, 9, 17, 22, 26)) -> RotationTimeline:
    phases = (WeekSpan("onboard", "Onboard", 1, 2, 1), WeekSpan("disperse", "Disperse", weeks - 3, weeks, 3))
    marks = tuple(GateWeek(f"G{n}", "Gate", week) for n, week in enumerate(gates))
    return RotationTimeline("Six months", weeks, phases, marks, (WeekSpan("TRI", "Triage", 5, 10),))


def test_a_bar_spans_its_weeks_and_shows_its_floor() -> None:
    first, last = draw_rotation(timeline(), with_modules=False).phases
    assert (first.x, first.width, first.floor) == (
        0.0,
        pytest.approx(200 / 26, abs=0.01),
        pytest.approx(100 / 26, abs=0.01),
    )
    assert last.x + last.width == pytest.approx(100, abs=0.02)
    assert first.note == "weeks 1 to 2, at least 1"


@given(st.lists(st.integers(0, 78), max_size=9), st.integers(26, 78))
def test_gates_stand_inside_the_picture_and_beside_each_other(weeks: list[int], total: int) -> None:
    bars = draw_rotation(timeline(total, tuple(sorted(weeks))), with_modules=True)
    assert all(0 <= flag.x <= 100 for flag in bars.flags)
    for row in {flag.row for flag in bars.flags}:
        places = [flag.x for flag in bars.flags if flag.row == row]
        assert all(after - before > 7 for before, after in pairwise(places))
    assert bars.height > bars.modules[-1].y > bars.phases[-1].y > bars.axis


@given(
    st.integers(1, 60), st.integers(1, 120), st.integers(1, 600), st.lists(st.integers(1, 1440), min_size=1, max_size=4)
)
def test_deadlines_stand_in_their_order_and_apart(activate: int, ack: int, hold: int, updates: list[int]) -> None:
    dial = draw_clock(CrisisClock(activate, ack, hold, tuple((f"S{n}", every) for n, every in enumerate(updates, 1))))
    assert all(below.y - above.y >= 42 for above, below in pairwise(dial.moments))
    assert dial.lanes_y > dial.moments[-1].y
    assert dial.height > dial.lanes[-1].y
    assert all(0 < tick <= 100 for lane in dial.lanes for tick in lane.ticks)


def test_the_words_of_the_clock_fit_a_telephone() -> None:
    dial = draw_clock(CrisisClock(5, 15, 90, (("S1", 30),)))
    assert all(width(moment.title, 14) <= 328 - 92 for moment in dial.moments)
    assert all(width(moment.at, 14, bold=True) <= 60 for moment in dial.moments)
    assert width("Then updates, even without news", 14, bold=True) <= 328


def test_an_update_is_drawn_as_often_as_it_is_due() -> None:
    lanes = draw_clock(CrisisClock(5, 15, 60, (("S1", 30), ("S2", 60), ("S3", 120)))).lanes
    assert [len(lane.ticks) for lane in lanes] == [8, 4, 2]
    assert [lane.every for lane in lanes] == ["30 min", "1 h", "2 h"]


@given(st.lists(st.tuples(st.integers(0, 52), st.integers(0, 100)), max_size=8))
def test_the_curve_only_rises(points: list[tuple[int, int]]) -> None:
    curve = draw_curve(Handover(52, tuple(sorted(points)), ()))
    shares = [rise.share for rise in curve.rises]
    assert shares == sorted(set(shares))
    corners = [tuple(map(float, corner.split(","))) for corner in curve.line.split()]
    assert corners[0] == (0, 100)
    assert corners[-1][0] == 100
    assert all(before[0] <= after[0] and before[1] >= after[1] for before, after in pairwise(corners))


def test_the_hub_names_every_brand_with_its_owner_and_deputy() -> None:
    hub = draw_hub(made(), "hub and spoke")
    assert [(spoke.name, spoke.owner, spoke.deputy) for spoke in hub.spokes] == [
        ("Retail *Home*", "duty lead", "legal counsel"),
        ("Business", "legal counsel", "duty lead"),
    ]
    assert hub.height > hub.spokes[-1].y


def test_the_box_of_the_centre_holds_a_long_name() -> None:
    hub = draw_hub(made(), "a model of organisation that takes many words")
    short = draw_hub(made(), "")
    assert len(hub.lines) > len(short.lines) == 1
    assert all(width(line, 13) <= NARROWEST - 28 for line in hub.lines)
    assert hub.spokes[0].y - hub.box == short.spokes[0].y - short.box


def test_each_picture_is_named_described_and_coloured_by_classes_only() -> None:
    pictures = [svg for page in drawn(with_everything()).values() for svg in page]
    titles = {svg.findtext("title") for svg in pictures}
    assert titles == {
        "Decision ladder",
        "The rotation, week by week",
        "Escalation clock",
        "Share of items handled by client staff",
        "The centre and its brands",
        "A link",
        "A file",
        "A passphrase",
    }
    for svg in pictures:
        named = svg.attrib["aria-labelledby"].split()
        assert svg.attrib["role"] == "img"
        assert [part.attrib["id"] for part in svg[:2]] == named
        assert all(part.text for part in svg[:2])
        for element in svg.iter():
            assert element.tag in SHAPES
            assert set(element.attrib) <= PLACES


def test_the_three_things_that_signing_takes_are_drawn_for_mentors_only() -> None:
    trainee, mentor = (drawn(made(view=view)) for view in (View.TRAINEE, View.MENTOR))
    assert "sign/first.md" not in trainee
    assert [svg.findtext("title") for svg in mentor["sign/first.md"]] == ["A link", "A file", "A passphrase"]


def styled_elsewhere(classes: set[str], sheets: dict[str, str]) -> list[str]:
    """Classes of pictures that a style sheet of something else gives another shape. Paper may change colours."""
    others = {name: text for name, text in sheets.items() if name not in ("pictures.css", "print.css")}
    return [f"{name}: {one}" for name, text in others.items() for one in sorted(classes) if _selects(one, text)]


def _selects(name: str, sheet: str) -> bool:
    return bool(re.search(rf"\.{re.escape(name)}(?![\w-])[^{{}}]*{{", sheet))


def test_no_other_style_sheet_shapes_what_stands_in_a_picture() -> None:
    pages = (*drawn(with_everything()).values(), *drawn(made(view=View.MENTOR)).values())
    inside = {shape for page in pages for svg in page for shape in svg.iter() if shape is not svg}
    classes = {name for shape in inside for name in shape.get("class", "").split()}
    assert {"im-plate", "im-t", "im-line"} <= classes
    sheets = {path.name: path.read_text("utf-8") for path in ASSETS.glob("*.css")}
    assert "pictures.css" in sheets
    assert styled_elsewhere(classes, sheets) == []
    assert styled_elsewhere({"im-box", "im-plate"}, sheets) == ["own.css: im-box"]


def test_no_two_pictures_of_a_page_share_an_id() -> None:
    for page in drawn(with_everything()).values():
        ids = [element.attrib["id"] for svg in page for element in svg.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids))


def test_a_text_is_shown_as_it_is_written() -> None:
    wide, stacked = (
        svg for svg in drawn(with_everything())["playbooks/pb-01.md"] if svg.findtext("title") == "Decision ladder"
    )
    for svg in (wide, stacked):
        assert "Is <it> & so?" in [" ".join(text.itertext()) for text in svg.iter("text")]


def test_the_search_shows_no_text_of_a_picture() -> None:
    edition = with_everything()
    plan, _ = plan_site(edition)
    pages = render_site(edition, plan).pages.values()
    found = " ".join(entry["text"] for page in pages for entry in entries_of(page, ""))
    descriptions = {svg.findtext("desc") or "" for page in drawn(edition).values() for svg in page}
    assert len(descriptions) > 5 and [one for one in descriptions if one in found] == []


def test_the_facts_of_a_picture_stand_in_the_text_too() -> None:
    edition = with_everything()
    plan, _ = plan_site(edition)
    page = html_of(render_site(edition, plan).pages["playbooks/pb-01.md"])
    words_only = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
    for fact in ("Leave it.", "Supervised", "Retail *Home*", "week 16", "70%"):
        assert fact in words_only


def test_pictures_are_the_same_in_both_views() -> None:
    trainee, mentor = (drawn(made(view=view)) for view in (View.TRAINEE, View.MENTOR))
    for address, pictures in trainee.items():
        assert [ElementTree.tostring(svg) for svg in pictures] == [ElementTree.tostring(svg) for svg in mentor[address]]
