"""A site that is put together of pages that stand and pages that are made is the one that is made from nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from calls import calls_of
from immerse.building.builder import Builder
from immerse.building.site import release_time
from immerse.hosts import page_frames
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.pages import FinishedPage
from immerse.hosts.search import site_entries
from immerse.loading.client import load_client
from immerse.model.made_of import MadeOf
from immerse.model.site_view import View
from immerse.output.fingerprint import file_digests, write_manifest
from immerse.output.finishing import finish
from immerse.output.search_index import INDEX
from immerse.pipeline import client_build
from immerse.pipeline.prepare import prepare
from immerse.problems import ContentProblems
from immerse.rendering.page_digests import PageDigests
from immerse.storage.store import Store
from other_programs import another_library
from rendered_pages import rendered
from site_fixtures import Files, files_of, starter

DAY = date(2026, 12, 1)
CLIENT = "acme-works"
OWN = f"site_config/clients/{CLIENT}"
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"
SECOND = "curriculum/first-steps/lessons/02-say-it-again.yml"
PLAYBOOK = "playbooks/PB-01-first-reply.yml"

LOOK = 'primary: "#123456"\naccent: "#123456"\naccent_dark: "#9db8ff"\n'


def build(root: Path, view: View = View.TRAINEE) -> Files:
    return files_of(Builder(root, root / "site", DAY, Store.of(root)).build(CLIENT, view).folder)


def from_nothing(root: Path, view: View = View.TRAINEE) -> Files:
    """The site as it is made where nothing stands and nothing is kept; the other one is judged, this one is not."""
    made = prepare(root, CLIENT, view, DAY)
    folder = Path(tempfile.mkdtemp(dir=root)) / "site"
    build_site(made.site, folder, offline=False, epoch=release_time(made.edition))
    finish(folder)
    write_manifest(folder, file_digests(folder))
    return files_of(folder)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with a second lesson, and both sites of its client."""
    home = tmp_path_factory.mktemp("agency")
    root = starter(home / "workspace")
    lesson = (
        (root / LESSON).read_text("utf-8").replace("FST-L1", "FST-L2").replace("title: Who is", "title: Now who is")
    )
    (root / SECOND).write_text(lesson, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "own"))
        for view in View:
            build(root, view)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same workspace; what a test does to it is undone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(built.parent / "own"))
    return Path(shutil.copytree(built, tmp_path / "workspace"))


@pytest.fixture(scope="module")
def one_word(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The trainee site after an edit of one word, made from nothing."""
    root = Path(shutil.copytree(built, tmp_path_factory.mktemp("one-word") / "workspace"))
    EDITS["a word of a lesson"](root)
    return from_nothing(root)


@pytest.fixture
def made() -> Iterator[Callable[[], list[str]]]:
    """Gives the pages that were made so far, by their source."""
    with calls_of(FinishedPage.render) as calls:
        yield lambda: [page.file.src_uri for call in calls if (page := call.given["self"]).content]


def _words(path: str, number: int) -> Callable[[Path], None]:
    """An edit of one word somewhere in the prose of a file."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        words = list(re.finditer(r"(?<=[a-z] )[a-z]{3,}(?= [a-z])", text))
        word = random.Random(number).choice(words)
        (root / path).write_text(f"{text[: word.start()]}zebras{text[word.end() :]}", "utf-8")

    return change


def _edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: edit(root / path, old, new)


EDITS: dict[str, Callable[[Path], object]] = {
    "a word of a lesson": _words(LESSON, 1),
    "another word of a lesson": _words(LESSON, 2),
    "a word of a playbook": _words(PLAYBOOK, 3),
    "a word of a module": _words("curriculum/first-steps/module.yml", 4),
    "a line more before a lesson": _edited(LESSON, "id: FST-L1", "# a line more\nid: FST-L1"),
    "a title of a lesson": _edited(SECOND, "title: Now who", "title: Here who"),
    "minutes of a lesson": _edited(LESSON, "minutes: 45", "minutes: 60"),
    "what a lesson teaches": _edited(LESSON, "teaches: [FST-1, FST-2]", "teaches: [FST-1]"),
    "a lesson less": lambda root: (root / SECOND).unlink(),
    "a title of a playbook": _edited(PLAYBOOK, "title: First reply", "title: The first reply"),
    "a title of the module": _edited("curriculum/first-steps/module.yml", "title: First steps", "title: Early steps"),
    "a title of the programme": _edited("curriculum/curriculum.yml", "title: ", "title: New "),
    "a value of the policy": _edited(f"{OWN}/policy.yml", 'close: "17:00"', 'close: "16:30"'),
    "the client's name": _edited(f"{OWN}/policy.yml", "name: Acme Works", "name: Acme Mills"),
    "the feedback address": _edited(f"{OWN}/policy.yml", "feedback.example/training", "feedback.example/other"),
    "the address of the site": _edited(f"{OWN}/policy.yml", "site:\n", "site:\n  url: https://acme.example/\n"),
    "the client's own words": _edited(f"{OWN}/overlay.yml", "Most people", "Many people"),
    "colours": lambda root: (root / OWN / "look.yml").write_text(LOOK, "utf-8"),
}


@pytest.mark.parametrize("change", EDITS)
def test_after_an_edit_it_is_what_is_made_from_nothing(root: Path, change: str) -> None:
    EDITS[change](root)
    view = random.Random(change).choice(list(View))
    assert build(root, view) == from_nothing(root, view)


def test_one_word_of_a_lesson_has_few_pages_made(root: Path, made: Callable[[], list[str]]) -> None:
    EDITS["a word of a lesson"](root)
    site = build(root)
    assert "learn/fst/fst-l1.md" in made() and "learn/fst/fst-l2.md" not in made()
    assert 4 * len(made()) < len([name for name in site if name.endswith(".html")])


def test_nothing_is_taken_by_force(root: Path, made: Callable[[], list[str]]) -> None:
    Builder(root, root / "site", DAY, Store.of(root), force=True).build(CLIENT, View.TRAINEE)
    assert len(made()) > 20


@pytest.mark.parametrize("file", ["index.html", "learn/fst/fst-l2/index.html", INDEX])
@pytest.mark.parametrize("harm", ["other bytes", "gone", "a link"])
def test_what_was_done_to_a_page_that_stands_is_not_taken(
    root: Path, one_word: Files, tmp_path: Path, file: str, harm: str
) -> None:
    page = root / "site" / CLIENT / "trainee" / file
    if harm == "other bytes":
        edit(page, "Acme Works", "Acme Woods")
    elif harm == "gone":
        page.unlink()
    else:
        page.rename(tmp_path / "elsewhere")
        page.symlink_to(tmp_path / "elsewhere")
    EDITS["a word of a lesson"](root)
    assert build(root) == one_word
    assert not page.is_symlink()


def test_a_page_that_was_taken_is_a_file_of_its_own(root: Path) -> None:
    EDITS["a word of a lesson"](root)
    build(root)
    assert {path.stat().st_nlink for path in (root / "site").rglob("*.html")} == {1}


def test_the_page_for_missing_addresses_is_made_again_only_where_it_changes(root: Path) -> None:
    EDITS["the address of the site"](root)
    build(root)
    missing = root / "site" / CLIENT / "trainee" / "404.html"
    before = missing.stat().st_ino  # a file that is taken over is a link to the one before
    EDITS["a word of a lesson"](root)
    assert build(root) == from_nothing(root) and missing.stat().st_ino == before
    EDITS["a title of the programme"](root)
    assert build(root) == from_nothing(root) and missing.stat().st_ino != before


def test_where_no_file_has_two_names_a_page_is_copied(
    root: Path, one_word: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(os, "link", refuse)
    EDITS["a word of a lesson"](root)
    assert build(root) == one_word


def test_a_page_whose_navigation_changed_would_be_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: digests that leave the navigation out."""
    monkeypatch.setattr(page_frames.Navigation, "seen_from", lambda self, address: ())
    Builder(root, root / "site", DAY, Store.of(root), force=True).build(CLIENT, View.TRAINEE)
    EDITS["a title of a lesson"](root)
    assert build(root) != from_nothing(root)


def test_another_program_takes_nothing(root: Path, made: Callable[[], list[str]], tmp_path: Path) -> None:
    with another_library(tmp_path / "libraries"):
        build(root)
    assert len(made()) > 20


def test_what_changed_while_it_was_built_is_made_again(root: Path) -> None:
    EDITS["a word of a playbook"](root)
    with calls_of(then={site_entries: lambda: EDITS["a word of a lesson"](root)}):
        build(root)
    assert "zebras" in (root / LESSON).read_text("utf-8")
    assert build(root) == from_nothing(root)


def test_a_word_that_another_client_got_while_a_site_was_built_is_searched_for_in_the_next_run(root: Path) -> None:
    policy = root / "site_config/clients/harbour-foods/policy.yml"
    policy.parent.mkdir()
    policy.write_text("client:\n  id: harbour-foods\n  name: Harbour Foods\n", "utf-8")
    edit(root / LESSON, "text: |", "text: |\n      We were told of Zanzibarium.\n")
    builder = Builder(root, root / "site", DAY, Store.of(root))
    with pytest.raises(ContentProblems):  # it is not complete, and the words of all clients have been read
        builder.build("harbour-foods", View.TRAINEE)
    edit(policy, "Harbour Foods", "Zanzibarium")
    builder.build(CLIENT, View.TRAINEE)
    with pytest.raises(ContentProblems, match="Zanzibarium"):
        build(root)


@pytest.mark.parametrize("view", View)
def test_no_digest_changes_by_itself_and_no_two_pages_have_one(view: View) -> None:
    edition, plan, _ = rendered(view)
    digests = [[PageDigests(edition, plan, MadeOf(b"", {})).of(page) for page in plan.pages] for _ in range(2)]
    assert digests[0] == digests[1] and len({*digests[0]}) == len(plan.pages)


@pytest.mark.parametrize(
    ("edited", "asked"), [("a word of a lesson", 0), ("a word of a playbook", 1), ("a value of the policy", 1)]
)
def test_tables_are_worked_out_again_where_something_changed_but_lessons(root: Path, edited: str, asked: int) -> None:
    EDITS[edited](root)
    with calls_of(client_build.answer_keys, client_build.shown_tables, client_build.check_tables) as calls:
        assert build(root) == build(root)
    assert [call.name for call in calls] == ["check_tables", "shown_tables", "answer_keys"] * asked


def test_tables_of_files_that_changed_while_they_were_read_are_not_kept(root: Path) -> None:
    EDITS["a value of the policy"](root)
    with calls_of(then={load_client: lambda: EDITS["a word of a playbook"](root)}):
        build(root)
    assert "zebras" in (root / PLAYBOOK).read_text("utf-8")
    assert build(root) == from_nothing(root)


def test_what_nobody_knows_has_no_digest() -> None:
    edition, plan, _ = rendered(View.TRAINEE)
    with pytest.raises(TypeError, match="values of object have no digest"):
        PageDigests(edition, plan, MadeOf(b"", {})).of(replace(plan.pages[0], content=object()))
