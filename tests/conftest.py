"""Fixtures that several files share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import launched, served
from playwright.sync_api import Browser, BrowserContext
from site_fixtures import REPOSITORY, Sites


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture(scope="session")
def demo_sites(shared_folder: Path) -> Sites:
    """The four invented clients of this repository, in both views."""
    return Sites(REPOSITORY, shared_folder / "demo")


@pytest.fixture(scope="module")
def host(demo_sites: Sites) -> Iterator[str]:
    """Where both sites of northgate are served, and what else is built meanwhile."""
    with served(demo_sites.folder("northgate").parents[1]) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a file."""
    with launched() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser as somebody has it who never was on the site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()
