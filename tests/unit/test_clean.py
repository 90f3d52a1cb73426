"""Judgements without a day are made once of the same files where they find nothing, and always where they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from calls import NOTHING, calls_of
from immerse.composing import compose
from immerse.deciding import check_tables
from immerse.pipeline.check import check_workspace
from immerse.pipeline.clean import Clean, digests_of
from immerse.pipeline.source import read_source
from immerse.problems import Location, Problem
from immerse.storage.store import NOTHING_KEPT, Store
from site_fixtures import STARTER_CLIENT, starter

DAY, LATER = date(2026, 12, 1), date(2026, 12, 2)
FOUND = (Problem(Location("a.yml"), "address", "x"),)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return starter(tmp_path / "workspace")


def judged(
    root: Path, on: date = DAY, store: Store | None = None, then: Mapping[Any, Callable[[], object]] = NOTHING
) -> tuple[int, int]:
    """How many sites are composed, and for how many sets of clients tables are judged, by one check."""
    with calls_of(compose, check_tables, then=then) as calls:
        check_workspace(root, (STARTER_CLIENT,), on, Store.of(root) if store is None else store)
    names = [call.name for call in calls]
    return names.count("compose"), names.count("check_tables")


def test_what_was_clean_is_not_judged_again(root: Path) -> None:
    assert [judged(root) for _ in range(3)] == [(1, 1), (0, 0), (0, 0)]


def test_without_a_store_all_is_judged(root: Path) -> None:
    assert [judged(root, store=NOTHING_KEPT) for _ in range(2)] == [(1, 1), (1, 1)]


def test_on_another_day_sites_are_judged_again(root: Path) -> None:
    judged(root)
    assert judged(root, LATER) == (1, 0)


def test_what_was_found_is_looked_for_again(root: Path) -> None:
    module = next((root / "curriculum").rglob("module.yml"))
    text = module.read_text("utf-8")
    module.write_text(re.sub("^title: ", "title: 株 ", text, flags=re.M), "utf-8")  # a letter that no font has
    assert [judged(root) for _ in range(2)] == [(1, 1), (1, 0)]


def _lesson(root: Path) -> Path:
    return next((root / "curriculum").rglob("lessons/*.yml"))


def _policy(root: Path) -> Path:
    return root / "site_config" / "clients" / STARTER_CLIENT / "policy.yml"


def _waivers(root: Path) -> Path:
    return root / "site_config" / "waivers.yml"


def _drills(root: Path) -> Path:
    return next((root / "curriculum").rglob("drills.yml"))


def _playbook(root: Path) -> Path:
    return next((root / "playbooks").glob("*.yml"))


@pytest.mark.parametrize(
    "which", [_lesson, _policy, _waivers, _drills, _playbook], ids=lambda which: which.__name__.strip("_")
)
def test_a_changed_file_has_it_judged_again(root: Path, which: Callable[[Path], Path]) -> None:
    judged(root)
    path = which(root)
    before = path.read_text("utf-8") if path.exists() else "waivers: []\n"
    path.write_text(before + "# a comment\n", "utf-8")
    assert judged(root) == (1, which is not _lesson)


def test_files_that_change_while_they_are_read_are_not_known(root: Path) -> None:
    def disturb() -> None:
        text = _lesson(root).read_text("utf-8")
        _lesson(root).write_text(re.sub("^title: ", "title: New ", text, flags=re.M), "utf-8")

    assert judged(root, then={read_source: disturb}) == (1, 1)
    assert judged(root) == (1, 1)


def test_nothing_is_known_of_files_that_cannot_be_read(root: Path) -> None:
    found = digests_of(root, (STARTER_CLIENT,))
    assert found and found.by_client.keys() == {STARTER_CLIENT}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", _refused)
        assert digests_of(root, (STARTER_CLIENT,)) is None
    assert Clean(Store.of(root)).tables(STARTER_CLIENT, lambda: FOUND) == FOUND


def _refused(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(path))
