"""Fixtures that several files share."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock
from site_fixtures import REPOSITORY, STARTER_CLIENT, Sites, starter


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
    """The workspace of `immerse init`; small, so its sites are quick."""
    with FileLock(shared_folder / "starter.lock"):
        workspace = shared_folder / "starter" / "workspace"
        if not workspace.exists():
            starter(workspace)
    return Sites(workspace, shared_folder / "starter")


@pytest.fixture(scope="session")
def starter_site(starter_sites: Sites) -> Path:
    """The finished trainee site of the starter's client."""
    return starter_sites.folder(STARTER_CLIENT)
