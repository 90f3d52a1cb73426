"""Fixtures that several files share."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typst
from browsing import launched, served
from by_file import pytest_xdist_make_scheduler
from click.testing import CliRunner
from command_line import Immerse
from filelock import FileLock
from hypothesis import settings
from immerse.cli import program
from immerse.lettering import installed
from in_memory import write_into_memory
from playwright.sync_api import Browser, BrowserContext
from reused import DESK, Reused
from silence import watched
from site_fixtures import REPOSITORY, Files, Sites, copied, files_of, starter
from tenth import IS_FUZZ

if TYPE_CHECKING:
    from signed_client import Signed

settings.register_profile("immerse", deadline=None, derandomize=True)  # a machine may be busy
settings.register_profile("fuzz", deadline=None)
settings.load_profile("fuzz" if IS_FUZZ else "immerse")

__all__ = ["pytest_xdist_make_scheduler"]

LONGEST_FIRST = ("browser", "sites", "golden", "unit")
"""The folders of the tests: the workers end together when what takes long is begun first."""


def pytest_configure(config: pytest.Config) -> None:
    """No run hangs for ever, and none waits for a disk."""
    write_into_memory()
    watched(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what forks, while a process is small: a copy of a big one takes four times as long. Then with what
    takes long; no test depends on the order."""
    ranks = {Path(__file__).parent / folder: rank for rank, folder in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: (not item.get_closest_marker("forks"), ranks.get(item.path.parent, len(ranks))))


def pytest_collection_finish() -> None:
    """What is loaded stays: looking for garbage among it again and again takes a seventh of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def no_fonts_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a machine that has `immerse[fonts]`: nothing is looked for in it."""
    for package in installed.PACKAGES:
        monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed


@pytest.fixture(scope="session", autouse=True)
def nothing_made_twice() -> Iterator[None]:
    """A task book that was set in this process is not set again, which is a quarter of what a small site takes; and no
    disk is waited for, because no test takes the machine's power away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", set_once(typst.compile))
        patch.setattr(os, "fsync", os.fstat)
        yield


def set_once(compiled: Callable[..., object]) -> Callable[..., object]:
    """The same documents, those in the compiler's own fonts made once."""
    known: dict[object, object] = {}

    def document(template: object, **how: Any) -> object:
        if how.get("font_paths") or not isinstance(template, bytes):
            return compiled(template, **how)
        made_of = (template, repr(sorted(how.items())))
        if made_of not in known:
            known[made_of] = compiled(template, **how)
        return known[made_of]

    return document


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture(scope="session")
def demo_sites(shared_folder: Path) -> Sites:
    """The four invented clients of this repository, in both views."""
    return Sites(REPOSITORY, shared_folder / "demo")


@pytest.fixture(scope="session")
def starter_sites(shared_folder: Path) -> Sites:
    """The sites of a new workspace, in both views."""
    workspace = shared_folder / "starter" / "workspace"
    shared_folder.joinpath("starter").mkdir(exist_ok=True)
    with FileLock(shared_folder / "starter" / "workspace.lock"):
        if not workspace.exists():
            starter(workspace)
    return Sites(workspace, shared_folder / "starter")


@pytest.fixture(scope="module")
def signed(shared_folder: Path) -> Iterator[Signed]:
    """A client of three people with key cards, released and served."""
    from signed_client import serving

    with serving(shared_folder / "signed") as signed:
        yield signed


@pytest.fixture(scope="module")
def host(demo_sites: Sites) -> Iterator[str]:
    """Where both sites of northgate are served, and what else is built meanwhile; their search finds nothing."""
    with served(demo_sites.folder("northgate").parents[1]) as address:
        yield address


@pytest.fixture(scope="module")
def searched_host(demo_sites: Sites) -> Iterator[str]:
    """The same with all that their search finds."""
    with served(demo_sites.folder("northgate").parents[1], searched=True) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def reused(browser: Browser) -> Reused:
    """What `context` lends to one test after the other."""
    return Reused(browser)


@pytest.fixture
def context(reused: Reused) -> Iterator[BrowserContext]:
    """A browser as somebody has it who never was on the site."""
    with reused.lent() as context:
        yield context


@pytest.fixture(scope="session")
def with_clock(browser: Browser) -> Reused:
    """What `dated` lends to one test after the other."""
    return Reused(browser, has_clock=True)


@pytest.fixture
def dated(with_clock: Reused) -> Iterator[BrowserContext]:
    """The same, whose clock stands as each test sets it before all else."""
    with with_clock.lent() as context:
        yield context


@pytest.fixture
def new_context(browser: Browser) -> Iterator[BrowserContext]:
    """The same, for what cannot be undone: a clock, a script for every page, somebody who listens."""
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture(scope="session")
def without_scripts(browser: Browser) -> Reused:
    """What `plain` lends to one test after the other."""
    return Reused(browser, java_script_enabled=False)


@pytest.fixture
def plain(without_scripts: Reused) -> Iterator[BrowserContext]:
    """A browser that runs no scripts."""
    with without_scripts.lent() as context:
        yield context


@pytest.fixture
def immerse(capfd: pytest.CaptureFixture[str]) -> Immerse:
    """The command line."""
    return Immerse(capfd)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, and a test that stands in it."""
    root = starter(tmp_path / "workspace")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="session")
def asked_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of a small workspace with a new client and its workbook, `asked.xlsx`; made once."""
    root = starter(tmp_path_factory.mktemp("asked") / "agency")
    for words in (("new", "client", "harbour-foods"), ("questions", "harbour-foods", "--out", f"{root}/asked.xlsx")):
        assert CliRunner().invoke(program, ["-C", str(root), *words]).exit_code == 0
    return files_of(root)


@pytest.fixture
def asked_agency(tmp_path: Path, asked_files: Files) -> Path:
    """A small workspace with a new client and its workbook, to be written into."""
    return copied(asked_files, tmp_path / "agency")
