"""Keys worked out from the tables: never against the written ones, never for trainees where the item is assessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from deciding_cases import loaded
from immerse.composing import view as cutting
from immerse.hosts.pages import html_of
from immerse.model.drill import Inject
from immerse.model.site_view import View
from immerse.pipeline.prepare import prepare
from immerse.planning.site import plan_site
from immerse.rendering import render_site
from immerse.texts.shown import shown_in_full
from site_fixtures import CLIENTS, DAY, REPOSITORY, Sites, edition, source


@pytest.mark.parametrize("client", CLIENTS)
def test_a_written_key_never_disagrees_with_the_computed_one(client: str) -> None:
    made = edition(client, View.MENTOR)
    disagree = []
    for key, _, item in made.programme.items():
        ruling = made.keys.get(key)
        texts = [point.text for point in item.expected] if isinstance(item, Inject) else [item.key]
        written = " ".join(shown_in_full(text) for text in texts)
        for name, letter in (("priority", "P"), ("severity", "S")):
            named = re.findall(rf"\b{letter}[1-4]\b", written)
            found = [getattr(one, name) for one in ruling.verdicts if getattr(one, name)] if ruling else named
            if named and found and named[0] != found[0]:
                disagree.append(f"{key}: {named[0]} is written, {found[0]} computed")
    assert disagree == []


def assessed_items() -> set[str]:
    """Ids of the drills and injects that a mentor gives."""
    programme = loaded()[0]
    return {str(one.id) for one in (*programme.drills(), *programme.injects()) if one.use == "assessed"}


@pytest.mark.parametrize("client", CLIENTS)
def test_trainees_have_computed_keys_of_practice_and_none_of_assessed_items(client: str) -> None:
    assessed = assessed_items()
    mentors, trainees = edition(client, View.MENTOR).keys, edition(client, View.TRAINEE).keys
    assert {key.partition("/")[0] for key in mentors} & assessed
    assert not {key.partition("/")[0] for key in trainees} & assessed
    assert trainees.keys() == {key for key in mentors if key.partition("/")[0] not in assessed}
    for _, subject, item in edition(client, View.TRAINEE).programme.items():
        assert subject not in assessed or not item.facts


def shown_below(pages: Iterable[str]) -> set[str]:
    """Ids of the drills and injects below whose heading a computed key stands."""
    parts = [part for text in pages for part in text.split('<h3 id="')[1:]]
    return {part.partition('"')[0].upper() for part in parts if "im-ruling" in part.partition("<h2")[0]}


@pytest.mark.parametrize("client", CLIENTS)
def test_no_finished_page_for_trainees_shows_the_computed_key_of_an_assessed_item(
    demo_sites: Sites, client: str
) -> None:
    trainees, mentors = (
        {path.as_posix(): path.read_text("utf-8") for path in demo_sites.folder(client, view).glob("**/index.html")}
        for view in (View.TRAINEE, View.MENTOR)
    )
    assessed, given = assessed_items(), shown_below(mentors.values())
    assert len(given & assessed) >= 5
    assert shown_below(trainees.values()) == given - assessed
    folded = [text.count('class="im-facts im-ruling"') for text in trainees.values()]
    assert sum(folded) == sum(len(re.findall(FOLDED, text, re.S)) for text in trainees.values())


FOLDED = r"<details(?:(?!</details>).)*?im-ruling"


def test_assessed_keys_that_were_not_cut_are_found() -> None:
    uncut = replace(edition("northgate", View.MENTOR), view=View.TRAINEE)
    pages = render_site(uncut, plan_site(uncut)[0]).pages
    assert shown_below(map(html_of, pages.values())) & assessed_items()


def test_facts_that_were_not_cut_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = cutting.fields_for_mentors
    monkeypatch.setattr(
        cutting,
        "fields_for_mentors",
        lambda kind, assessed: {"expected": ()} if kind is Inject else kept(kind, assessed),
    )
    uncut = prepare(source(REPOSITORY), "northgate", View.TRAINEE, DAY)
    assert uncut.edition.keys.keys() & assessed_items()
