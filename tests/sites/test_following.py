"""A site that follows its files is the one that a build makes of them, after every save."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from calls import calls_of
from immerse.composing import compose
from immerse.composing.recomposing import recompose, rewritten_lessons
from immerse.hosts.live_pages import LivePages, search_index
from immerse.loading.client import load_client
from immerse.loading.programme import load_programme
from immerse.model.page import RenderedPage, RenderedSite
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.model.text import Prose
from immerse.output.writing import write_whole
from immerse.pipeline.following import Follower
from immerse.pipeline.prepare import render_pages
from immerse.pipeline.source import read_source
from immerse.preview.live_site import LiveSite
from immerse.problems import ContentProblems, errors
from site_fixtures import DAY, STARTER_CLIENT, Sites, starter

LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.mark.parametrize("view", View)
def test_every_page_and_file_is_the_built_one(starter_sites: Sites, view: View) -> None:
    built = starter_sites.folder(STARTER_CLIENT, view)
    followed = Follower(starter_sites.workspace, STARTER_CLIENT, view, DAY).look()
    site = LiveSite(followed, LivePages(followed.site))
    others = {"404.html", "_headers", "site-manifest.json", "sitemap.xml", "search/search_index.json"}
    for path in sorted(path for path in built.rglob("*") if path.is_file()):
        name = path.relative_to(built).as_posix()
        if name in others or name.startswith(".") or name.endswith(".pdf"):
            continue
        answer = site.answer(name)
        assert answer, name
        assert _without_following(answer.content) == path.read_bytes(), name
    index = search_index(render_pages(read_source(starter_sites.workspace), STARTER_CLIENT, view, DAY))
    assert index == (built / "search/search_index.json").read_bytes()


def test_files_to_take_away_are_made_when_they_are_asked_for(starter_sites: Sites) -> None:
    built = starter_sites.folder(STARTER_CLIENT, View.MENTOR)
    followed = Follower(starter_sites.workspace, STARTER_CLIENT, View.MENTOR, DAY).look()
    site = LiveSite(followed, LivePages(followed.site))
    names = sorted(path.name for path in (built / "downloads").iterdir())
    assert names == sorted(path.removeprefix("downloads/") for path in followed.downloads)
    answer = site.answer("downloads/checklist.json")
    assert answer and answer.content == (built / "downloads/checklist.json").read_bytes()


def _without_following(content: bytes) -> bytes:
    return re.sub(rb'<link rel="stylesheet" href="/-/preview.css"><script [^>]*preview[^>]*></script>', b"", content)


def test_rewritten_lessons_give_the_edition_that_all_files_give(workspace: Path) -> None:
    before, _ = load_programme(workspace)
    client, _ = load_client(workspace, STARTER_CLIENT)
    assert before and client
    edition, _ = compose(before, client, View.MENTOR, DAY)
    assert edition
    after = _rewritten(before)
    lessons = rewritten_lessons(before, after)
    assert lessons and len(lessons) == len(list(before.lessons()))
    whole, problems = compose(after, client, View.MENTOR, DAY)
    again, found = recompose(edition, after, client, lessons)
    assert again == whole
    assert set(found) <= set(problems)


def _rewritten(programme: Programme) -> Programme:
    """Every lesson with other words, other settings and one section fewer."""
    modules = tuple(
        module.model_copy(
            update={
                "lessons": tuple(
                    lesson.model_copy(
                        update={
                            "summary": Prose("For {{ policy.client.name }}, see [it](lesson:FST-L1)."),
                            "sections": lesson.sections[:-1] if len(lesson.sections) > 1 else lesson.sections,
                        }
                    )
                    for lesson in module.lessons
                )
            }
        )
        for module in programme.modules
    )
    return programme.model_copy(update={"modules": modules})


class Desk:
    """A workspace, somebody who writes in it, and a follower; every look is compared with what all files give."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.follower = Follower(root, STARTER_CLIENT, View.TRAINEE, DAY)
        self.quick = 0
        self.look()

    def save(self, path: str, change: Callable[[str], str]) -> None:
        """Write a file as an editor does, and look."""
        text = (self.root / path).read_text("utf-8")
        write_whole(self.root / path, change(text).encode())
        self.look(path)

    def look(self, *saved: str) -> None:
        with calls_of(recompose) as calls:
            followed = self.follower.look(frozenset(saved))
        self.quick += len(calls)
        whole = render_pages(read_source(self.root), STARTER_CLIENT, View.TRAINEE, DAY)
        pages = {page.address: followed.page(page.address) for page in followed.plan.pages}
        assert pages == whole.pages
        assert _bare(followed.site) == _bare(whole)

    def refused(self, path: str, change: Callable[[str], str]) -> list[str]:
        """What is said of a save with a mistake; the file is then as it was."""
        text = (self.root / path).read_text("utf-8")
        write_whole(self.root / path, change(text).encode())
        with pytest.raises(ContentProblems) as raised:
            self.follower.look(frozenset({path}))
        (self.root / path).write_text(text, "utf-8")
        self.look(path)
        assert errors(raised.value.problems) == raised.value.problems
        return [f"{problem.location}: {problem.message} [{problem.rule}]" for problem in raised.value.problems]


def _bare(site: RenderedSite) -> RenderedSite:
    return replace(site, pages={address: RenderedPage(page.title, ()) for address, page in site.pages.items()})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(starter(tmp_path / "workspace"))


def summary(words: str) -> Callable[[str], str]:
    """A change of the first words of a lesson."""
    return lambda text: re.sub(r"^summary: ", f"summary: {words} ", text, count=1, flags=re.M)


def test_a_lesson_is_composed_alone_and_anything_else_with_all(desk: Desk) -> None:
    desk.save(LESSON, summary("Zebra."))
    desk.save(LESSON, lambda text: re.sub(r"^title: .*$", "title: Another title", text, count=1, flags=re.M))
    desk.save(LESSON, lambda text: f"\n{text}")
    assert desk.quick == 3
    desk.save(
        f"site_config/clients/{STARTER_CLIENT}/policy.yml",
        lambda text: text.replace("Acme Works", "Zebra House"),
    )
    desk.save("curriculum/curriculum.yml", lambda text: re.sub(r"^title: .*$", "title: Zoo", text, flags=re.M))
    assert desk.quick == 3


def test_a_lesson_that_comes_and_goes_is_followed(desk: Desk) -> None:
    text = (desk.root / LESSON).read_text("utf-8")
    other = "curriculum/first-steps/lessons/98-other.yml"
    (desk.root / other).write_text(re.sub(r"^id: .*$", "id: FST-L9", text, flags=re.M), "utf-8")
    desk.look(other)
    (desk.root / other).unlink()
    desk.look(other)
    assert desk.quick == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("summary:", "sumary:", 1), "unknown key 'sumary' [schema]"),
        (lambda text: f"\t{text}", "a tab is refused [yaml]"),
        (lambda text: "", "[schema]"),
        (summary("See {{ policy.nothing.here }}"), "[L-72]"),
        (summary("<b>Bold</b>"), "raw HTML '<b>' in a text [markup]"),
        (summary("Call +44 20 7946 0123."), "a text contains the telephone number '+44 20 7946 0123' [L-70]"),
        (summary("See [other](lesson:FST-L77)"), "link to lesson 'FST-L77', which does not exist [reference]"),
    ],
)
def test_a_mistake_in_the_saved_file_is_said_at_once(desk: Desk, change: Callable[[str], str], said: str) -> None:
    found = desk.refused(LESSON, change)
    assert any(line.startswith(LESSON) and said in line for line in found), found


def test_a_mistake_elsewhere_that_rules_find_does_not_hold_up_a_save(desk: Desk) -> None:
    text = (desk.root / LESSON).read_text("utf-8")
    (desk.root / LESSON).write_text(summary("<b>Bold</b>")(text), "utf-8")
    path = "curriculum/curriculum.yml"
    desk.follower.look(frozenset({path}))
    with pytest.raises(ContentProblems):
        desk.follower.look(frozenset({path, LESSON}))
