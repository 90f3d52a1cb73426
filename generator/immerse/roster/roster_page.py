"""A roster as one page to read and print: nothing in it comes from elsewhere, and no script runs in it."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from immerse.records.entry_shapes import is_day
from immerse.roster import tables
from immerse.roster.labels import A_CLAIM, A_STEP, NO_RANKING, Labels, RosterFacts
from immerse.roster.pictures import brands_picture, handover_picture, ramp_picture
from immerse.roster.tables import RosterTable
from immerse.templating.environments import environment_of
from immerse.words.english import counted

_OVERVIEW = (
    *("Person", "Status", "Week", "Phase", "Next gate", "On"),
    *("Steps due", "Of these met", "Waiting", "Notes"),
)
_KEEP = "Keep this file where the records are kept: it belongs to no site, and whoever has it reads all of it."


class _Section(NamedTuple):
    id: str
    heading: str
    tables: list[RosterTable]


def roster_page(facts: RosterFacts) -> bytes:
    """The page of a roster. The same facts give the same bytes."""
    words = Labels(facts)
    environment = environment_of("immerse.roster")
    environment.tests["day"] = is_day
    environment.filters |= {
        "own_tables": partial(_own_tables, facts, words),
        "situation": partial(_situation, words),
        "waits": partial(_waits, words),
    }
    style = files("immerse.roster").joinpath("templates", "roster.css").read_text("utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    drawn = (
        ("Steps met by week, per cent of all", ramp_picture(facts)),
        ("Items handled by client staff, per cent", handover_picture(facts)),
        ("Brands with and without placed people", brands_picture(facts)),
    )
    pictures = [(caption, picture) for caption, picture in drawn if picture]
    page = environment.get_template("roster.html.jinja").render(
        facts=facts,
        words=words,
        title=f"{facts['client_name']}: roster of {facts['day']}",
        style=Markup(style),
        security=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        rotations=counted(len(facts["people"]), "rotation"),
        notes=f"{NO_RANKING} {A_CLAIM} {A_STEP} {_KEEP}",
        pictures=pictures,
        sections=_sections(facts, words, bool(pictures)),
    )
    return page.encode()


def _sections(facts: RosterFacts, words: Labels, has_pictures: bool) -> list[_Section]:
    """The sections that have something to show, in their order."""
    sections = [
        _Section(id, heading, [table for make in makers if (table := make(facts, words)).rows])
        for id, heading, makers in _SECTIONS
    ]
    kept_ids = {"overview"} | ({"pictures"} if has_pictures else set()) | ({"people"} if facts["people"] else set())
    return [section for section in sections if section.tables or section.id in kept_ids]


def _overview(facts: RosterFacts, words: Labels) -> RosterTable:
    whole = tables.people_table(facts, words)
    columns = [whole.heads.index(head) for head in _OVERVIEW]
    return RosterTable(whole.name, _OVERVIEW, (), tuple(tuple(row[at] for at in columns) for row in whole.rows))


def _own_tables(facts: RosterFacts, words: Labels, person: RosterFacts) -> list[tuple[str, RosterTable]]:
    """One person's gates and modules under their headings, without the column of the person."""
    alone, name = {**facts, "people": [person]}, words.trainee(person["rot"])
    return [
        (whole.name, RosterTable(f"{whole.name} of {name}", whole.heads[1:], (), tuple(row[1:] for row in whole.rows)))
        for whole in (tables.gates_table(alone, words), tables.modules_table(alone, words))
    ]


def _situation(words: Labels, person: RosterFacts) -> str:
    start = f"since {person['start']}" if person["start"] else "without a first day"
    end = f" to {person['end']}" if person["end"] else ""
    week = f"; week {words.week(person)}" if person["week"] is not None else ""
    mentor = f"; mentor {words.person(person['mentor'])}" if person["mentor"] else ""
    release = f"; judged by release {person['release']}" if person["release"] else ""
    return f"{words.status(person).capitalize()}, {start}{end}{week}{mentor}{release}."


def _waits(words: Labels, person: RosterFacts) -> list[str]:
    return [
        f"{words.awaited_action(wait)}: {words.awaited_people(wait)}, since {wait['since']}"
        f"{', longer than a week' if wait['old'] else ''}"
        for wait in person["waits"]
    ]


_SECTIONS: tuple[tuple[str, str, tuple[Callable[[RosterFacts, Labels], RosterTable], ...]], ...] = (
    ("overview", "Everybody", (_overview,)),
    ("waiting", "Who waits for whom", (tables.waiting_table, tables.roles_table)),
    ("pictures", "Pictures", ()),
    ("people", "Each person", ()),
    ("signatures", "Who signs how much", (tables.load_table,)),
    ("ramp", "Ramp", (tables.ramp_table,)),
    ("handover", "Hand-over", (tables.handover_table,)),
    ("brands", "Brands", (tables.brands_table,)),
    ("files", "Files that were not read", (tables.files_table,)),
)
