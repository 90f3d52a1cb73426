"""A site that stands as it would be built is left; anything that it is made of, and anything that was done to it, has
it built again. The same bytes come out whoever builds, and however many at once."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from calls import calls_of
from click.testing import CliRunner
from immerse.building.builder import Builder
from immerse.building.jobs import build_clients, processes
from immerse.building.site import judge_client
from immerse.cli import program
from immerse.model.site_view import View
from immerse.output.fingerprint import MANIFEST, file_digests
from immerse.pipeline.prepare import prepare
from immerse.pipeline.source import read_source
from immerse.problems import ContentProblems, ImmerseError
from immerse.storage.store import NOTHING_KEPT, Store
from site_fixtures import starter

DAY, LATER, MUCH_LATER = date(2026, 12, 1), date(2026, 12, 2), date(2036, 12, 1)
OURS, THEIRS = "acme-works", "boreal-foods"
CLIENTS = "site_config/clients"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with a second client, the trainee's site of the first, and what is kept of it."""
    home = tmp_path_factory.mktemp("agency")
    root = starter(home / "workspace")
    folder = root / CLIENTS / THEIRS
    shutil.copytree(root / CLIENTS / OURS, folder)
    for path in folder.iterdir():
        text = path.read_text("utf-8").replace("Acme Works", "Boreal Foods").replace(OURS, THEIRS)
        text = re.sub(r"Most people who write .*", "They write from their kitchens, and dinner waits.", text)
        path.write_text(text.replace("feedback.example", "ask.boreal.example"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "own"))
        assert not maker(root).build(OURS, View.TRAINEE).is_unchanged
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, for a test to change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(built.parent / "own"))
    return Path(shutil.copytree(built, tmp_path / "workspace"))


def maker(root: Path, on: date = DAY, **options: Any) -> Builder:
    return Builder(root, root / "site", on, options.pop("store", None) or Store.of(root), **options)


def is_left(root: Path, on: date = DAY, **options: Any) -> bool:
    """Whether the site is left as it stands; nothing is built."""
    return maker(root, on, **options).is_up_to_date(OURS, (View.TRAINEE,))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_site_that_stands_is_left_as_it_is(root: Path) -> None:
    site = root / "site" / OURS / "trainee"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    first, again = (maker(root).build(OURS, View.TRAINEE) for _ in range(2))
    assert first == again and first.is_unchanged and first.folder == site
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def _lesson(root: Path) -> None:
    lesson = next((root / "curriculum").rglob("lessons/*.yml"))
    edit(lesson, "title: ", "title: New ")


def _new_file(root: Path) -> None:
    (root / "playbooks" / "README.md").write_text("Notes.\n", "utf-8")


def _policy(root: Path) -> None:
    policy = root / CLIENTS / OURS / "policy.yml"
    policy.write_text(policy.read_text("utf-8") + "\n# a comment\n", "utf-8")


def _waiver(root: Path) -> None:
    (root / "site_config" / "waivers.yml").write_text("waivers: []\n", "utf-8")


def _words_of_another(root: Path) -> None:
    edit(root / CLIENTS / THEIRS / "policy.yml", "Boreal Foods", "Boreal Kitchens")


def _another_client(root: Path) -> None:
    shutil.copytree(root / CLIENTS / THEIRS, root / CLIENTS / "boreal-farms")


CHANGED = [_lesson, _new_file, _policy, _waiver, _words_of_another, _another_client]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__.strip("_"))
def test_whatever_it_is_made_of_has_it_built_again(root: Path, change: Callable[[Path], None]) -> None:
    assert is_left(root)
    change(root)
    assert not is_left(root)


def _other_value(root: Path) -> None:
    edit(root / CLIENTS / THEIRS / "policy.yml", 'close: "17:00"', 'close: "17:30"')


def _touched(root: Path) -> None:
    for path in (root / "curriculum").rglob("*.yml"):
        path.touch()


def _moved(root: Path) -> None:
    policy = root / CLIENTS / THEIRS / "policy.yml"
    policy.write_text("# a line more\n" + policy.read_text("utf-8"), "utf-8")


NO_MATTER = [_other_value, _touched, _moved]


@pytest.mark.parametrize("change", NO_MATTER, ids=lambda change: change.__name__.strip("_"))
def test_what_it_is_not_made_of_leaves_it(root: Path, change: Callable[[Path], None]) -> None:
    change(root)
    assert is_left(root)


def _page(site: Path) -> None:
    edit(site / "index.html", "</body>", "<!-- --></body>")


def _gone(site: Path) -> None:
    (site / "404.html").unlink()


def _added(site: Path) -> None:
    (site / "robots.txt").write_text("", "utf-8")


def _manifest(site: Path) -> None:
    edit(site / MANIFEST, '"immerse.site/1"', '"immerse.site/0"')


def _no_manifest(site: Path) -> None:
    (site / MANIFEST).unlink()


def _link(site: Path) -> None:
    site.rename(site.parent / "elsewhere")
    site.symlink_to(site.parent / "elsewhere")


def _away(site: Path) -> None:
    shutil.rmtree(site)


DONE = [_page, _gone, _added, _manifest, _no_manifest, _link, _away]


@pytest.mark.parametrize("change", DONE, ids=lambda change: change.__name__.strip("_"))
def test_whatever_was_done_to_it_has_it_built_again(root: Path, change: Callable[[Path], None]) -> None:
    change(root / "site" / OURS / "trainee")
    assert not is_left(root)


def test_options_and_wishes_have_it_built_again(root: Path) -> None:
    assert not is_left(root, force=True)
    assert not is_left(root, offline=True)
    assert not is_left(root, store=NOTHING_KEPT)
    assert is_left(root)


def test_on_another_day_the_rules_run_and_the_site_stays(root: Path) -> None:
    with calls_of(judge_client) as calls:
        assert maker(root).build(OURS, View.TRAINEE).is_unchanged
        assert calls == []
        assert maker(root, LATER).build(OURS, View.TRAINEE).is_unchanged
    assert [call.given["on"] for call in calls] == [LATER]


def test_on_another_day_an_error_is_an_error(root: Path) -> None:
    with pytest.raises(ContentProblems):
        maker(root, MUCH_LATER).build(OURS, View.TRAINEE)
    assert is_left(root)


@pytest.mark.parametrize("read", [read_source, prepare])
def test_a_site_during_whose_build_something_was_written_is_built_again(
    root: Path, read: Callable[..., object]
) -> None:
    with calls_of(then={read: lambda: _lesson(root)}):
        maker(root, force=True).build(OURS, View.TRAINEE)
    assert not is_left(root)


def test_two_processes_build_what_one_builds_and_tell_it_in_order(root: Path) -> None:
    found = {}
    for jobs in (1, 2):
        made = Builder(root, root / f"by-{jobs}", DAY)
        with processes(jobs, 2) as executor:
            told = list(build_clients(made, (THEIRS, OURS), (View.TRAINEE,), executor))
        assert [one.client for one in told] == [THEIRS, OURS]
        found[jobs] = {one.client: file_digests(one.sites[0].folder) for one in told}
    assert found[1] == found[2]


class Here(Executor):
    """Does the work at once; stands for any executor."""

    def submit(self, work: Callable[..., Any], /, *what: Any, **how: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(work(*what, **how))
        return future


def test_any_executor_will_do(root: Path) -> None:
    (told,) = build_clients(maker(root), (OURS,), (View.TRAINEE,), Here())
    assert told.sites[0].is_unchanged


def test_what_is_wrong_with_a_client_comes_back_from_another_process(root: Path) -> None:
    policy = root / CLIENTS / THEIRS / "policy.yml"
    policy.write_text(policy.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    with processes(2, 2) as executor:
        told = build_clients(maker(root), (OURS, THEIRS), (View.TRAINEE,), executor)
        (ours, theirs) = told
    assert ours.sites and not ours.error
    assert isinstance(theirs.error, ContentProblems) and not theirs.sites
    assert [problem.message for problem in theirs.error.problems] == ["unknown key 'nonsense'"]


def test_the_command_says_what_was_left_and_shows_no_progress_in_a_pipe(root: Path) -> None:
    asked = ["-C", str(root), "build", OURS, "--on", DAY.isoformat()]
    said = CliRunner().invoke(program, asked)
    assert said.exit_code == 0, said.output
    assert said.stdout.endswith("MB, unchanged\n")
    assert "\x1b" not in said.output


@pytest.mark.parametrize("when", ["before", "while it builds"])
def test_a_process_that_is_killed_ends_in_a_sentence_and_loses_nothing(root: Path, when: str) -> None:
    before = file_digests(root / "site" / OURS / "trainee")
    with processes(2, 2) as executor:
        assert executor
        assert executor.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN
        killed = executor.submit(os._exit, 1)
        if when == "before":
            assert killed.exception()
        with pytest.raises(ImmerseError, match="--jobs 1"):
            list(build_clients(maker(root, force=True), (OURS, THEIRS), (View.TRAINEE,), executor))
    assert file_digests(root / "site" / OURS / "trainee") == before
