"""A roster as one page to read and print: nothing in it comes from elsewhere, and no script runs in it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from immerse.records.shapes import is_day
from immerse.roster import tables
from immerse.roster.labels import A_CLAIM, A_STEP, NO_RANKING, Labels
from immerse.roster.pictures import brands_picture, handover_picture, ramp_picture
from immerse.roster.style import STYLE
from immerse.roster.svg import element, text
from immerse.roster.tables import RosterTable
from immerse.words.english import counted

Facts = Mapping[str, Any]

_OVERVIEW = (
    *("Person", "Status", "Week", "Phase", "Next gate", "On"),
    *("Steps due", "Of these met", "Waiting", "Notes"),
)
_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_KEEP = "Keep this file where the records are kept: it belongs to no site, and whoever has it reads all of it."


def roster_page(facts: Facts) -> bytes:
    """The page of a roster. The same facts give the same bytes."""
    title = f"{text(facts['client_name'])}: roster of {text(facts['day'])}"
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
    )
    sections = [(name, heading, list(make(facts))) for name, heading, make in _SECTIONS]
    shown = [(name, heading, lines) for name, heading, lines in sections if lines]
    contents = (f'<li><a href="#{name}">{heading}</a></li>' for name, heading, _ in shown)
    lines = [
        "<!doctype html>",
        f'<html lang="en"><head>{"".join(head)}</head><body>',
        f"<header><h1>{title}</h1>",
        f"<p>{counted(len(facts['people']), 'rotation')}. The newest release is {text(facts['release'])}.</p>",
        f'<p class="quiet">{NO_RANKING} {A_CLAIM} {A_STEP} {_KEEP}</p></header>',
        f'<nav aria-label="On this page"><ul>{"".join(contents)}</ul></nav><main>',
        *(line for name, heading, found in shown for line in (f'<h2 id="{name}">{heading}</h2>', *found)),
        "</main></body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _overview(facts: Facts) -> Iterator[str]:
    whole = tables.people_table(facts)
    if not whole.rows:
        yield "<p>The folder holds no record of this client.</p>"
        return
    places = [whole.heads.index(head) for head in _OVERVIEW]
    rows = tuple(tuple(row[at] for at in places) for row in whole.rows)
    names = [f'<a href="#r-{one["rot"]}">{text(row[0])}</a>' for one, row in zip(facts["people"], rows, strict=True)]
    yield _table(RosterTable(whole.name, _OVERVIEW, (), rows), names)


def _pictures(facts: Facts) -> Iterator[str]:
    drawn = (
        ("Steps met by week, per cent of all", ramp_picture(facts)),
        ("Items handled by client staff, per cent", handover_picture(facts)),
        ("Brands with and without placed people", brands_picture(facts)),
    )
    figures = [f"<figure><figcaption>{name}</figcaption>{svg}</figure>" for name, svg in drawn if svg]
    if figures:
        yield f'<div class="figures">{"".join(figures)}</div>'


def _of(*makers: Callable[[Facts], RosterTable]) -> Callable[[Facts], Iterator[str]]:
    def made(facts: Facts) -> Iterator[str]:
        for make in makers:
            table = make(facts)
            if table.rows:
                yield _table(table)

    return made


def _people(facts: Facts) -> Iterator[str]:
    words = Labels(facts)
    for one in facts["people"]:
        name = words.trainee(one["rot"])
        yield f'<section class="person"><h3 id="r-{one["rot"]}">{text(name)}</h3>'
        yield from _facts_of(one, words)
        alone = {**facts, "people": [one]}
        for table in (tables.gates_table(alone), tables.modules_table(alone)):
            rows = tuple(row[1:] for row in table.rows)
            own = RosterTable(f"{table.name} of {name}", table.heads[1:], (), rows)
            yield f"<h4>{table.name}</h4>{_table(own)}"
        for heading, lines in (("Waits for", _waits(one, words)), ("Notes", words.notes(one))):
            if lines:
                yield f"<h4>{heading}</h4><ul>{''.join(element('li', text(line)) for line in lines)}</ul>"
        yield "</section>"


def _facts_of(one: Facts, words: Labels) -> Iterator[str]:
    start = f"since {one['start']}" if one["start"] else "without a first day"
    end = f" to {one['end']}" if one["end"] else ""
    week = f"; week {words.week(one)}" if one["week"] is not None else ""
    mentor = f"; mentor {words.person(one['mentor'])}" if one["mentor"] else ""
    release = f"; judged by release {one['release']}" if one["release"] else ""
    yield f"<p>{text(words.status(one).capitalize())}, {text(start + end + week + mentor + release)}.</p>"
    if one["late"]:
        yield f"<p>Behind the plan: {text(words.late(one))}.</p>"


def _waits(one: Facts, words: Labels) -> list[str]:
    return [
        f"{words.what(wait)}: {words.whom(wait)}, since {wait['since']}{', longer than a week' if wait['old'] else ''}"
        for wait in one["waits"]
    ]


def _table(table: RosterTable, names: list[str] | None = None) -> str:
    """A table that scrolls by itself where it is too wide; `names` are the first cells as markup."""
    columns = list(zip(*table.rows, strict=True))
    numbers = [any(cell != "" for cell in column) and all(map(_is_number, column)) for column in columns]
    heads = "".join(_cell("th", text(head), by, scope="col") for head, by in zip(table.heads, numbers, strict=True))
    rows = (_row(row, numbers, names[at] if names else "") for at, row in enumerate(table.rows))
    label = text(table.name)
    inner = f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="wide" role="region" tabindex="0" aria-label="{label}">{inner}</div>'


def _is_number(cell: str | int) -> bool:
    """Whether a cell may stand in a column of numbers: whole ones, or ones with a decimal; or nothing."""
    return isinstance(cell, int) or not cell or (cell.count(".") == 1 and cell.replace(".", "").isdecimal())


def _row(row: tuple[str | int, ...], numbers: list[bool], name: str) -> str:
    first, *others = row
    cells = [_cell("td", text(cell), number, **_day(cell)) for cell, number in zip(others, numbers[1:], strict=True)]
    return element("tr", _cell("th", name or text(first), numbers[0], scope="row"), *cells)


def _day(cell: str | int) -> dict[str, str]:
    return {"class_": "d"} if is_day(cell) else {}


def _cell(kind: str, content: str, is_number: bool, **attributes: str) -> str:
    return element(kind, content, **({"class_": "n"} if is_number else {}), **attributes)


_SECTIONS: tuple[tuple[str, str, Callable[[Facts], Iterator[str]]], ...] = (
    ("overview", "Everybody", _overview),
    ("waiting", "Who waits for whom", _of(tables.waiting_table, tables.roles_table)),
    ("pictures", "Pictures", _pictures),
    ("people", "Each person", _people),
    ("signatures", "Who signs how much", _of(tables.load_table)),
    ("ramp", "Ramp", _of(tables.ramp_table)),
    ("handover", "Hand-over", _of(tables.handover_table)),
    ("brands", "Brands", _of(tables.brands_table)),
    ("files", "Files that were not read", _of(tables.files_table)),
)
