"""What somebody writes at once is one batch, and nothing that is written stays unseen."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from immerse.preview.watching import Watcher
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)
from watchdog.observers.api import BaseObserver, EventEmitter, ObservedWatch

LESSON = "curriculum/triage/lessons/01-one.yml"
PATIENCE = 60.0


class WithoutWatches(BaseObserver):
    """The observer of a system that has no more watches."""

    def schedule(self, *_: Any, **__: Any) -> ObservedWatch:
        raise OSError(28, "inotify watch limit reached")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in (LESSON, "playbooks/PB-01-one.yml", "site_config/defaults.yml", ".git/index", "site/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("one\n", "utf-8")
    return tmp_path


class Batches:
    """The batches of a watcher, read beside the test, which waits for what it wants to see and for no time."""

    def __init__(self, watcher: Watcher) -> None:
        self.seen: list[frozenset[str]] = []
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, args=(watcher,), daemon=True)
        self._thread.start()

    def _read(self, watcher: Watcher) -> None:
        for batch in watcher.batches():
            with self._changed:
                self.seen.append(batch)
                self._changed.notify_all()

    def have(self, path: str) -> bool:
        """Whether a batch with this path comes while there is patience; what came until then is forgotten."""
        with self._changed:
            came = self._changed.wait_for(lambda: any(path in batch for batch in self.seen), PATIENCE)
            self.seen.clear()
            return came

    def ended(self) -> bool:
        self._thread.join(PATIENCE)
        return not self._thread.is_alive()


@pytest.fixture
def watcher(root: Path) -> Iterator[Watcher]:
    with Watcher(root) as watcher:
        yield watcher


@pytest.fixture
def batches(watcher: Watcher) -> Batches:
    return Batches(watcher)


def test_a_save_is_seen_however_an_editor_writes_it(root: Path, batches: Batches) -> None:
    file = root / LESSON
    file.write_text("two\n", "utf-8")
    assert batches.have(LESSON)
    beside = file.with_name(".01-one.yml.swp")
    beside.write_text("three\n", "utf-8")
    beside.replace(file)
    assert batches.have(LESSON)
    file.replace(file.with_name("01-one.yml~"))
    file.write_text("four\n", "utf-8")
    assert batches.have(LESSON)
    file.unlink()
    assert batches.have(LESSON)


def test_a_folder_that_is_removed_and_made_again_is_watched(root: Path, batches: Batches) -> None:
    for number in range(2):
        shutil.rmtree(root / "playbooks")
        assert batches.have("playbooks/PB-01-one.yml")
        (root / "playbooks").mkdir()
        (root / "playbooks/PB-01-one.yml").write_text(f"{number}\n", "utf-8")
        assert batches.have("playbooks/PB-01-one.yml")
        (root / "playbooks/PB-01-one.yml").write_text("more\n", "utf-8")
        assert batches.have("playbooks/PB-01-one.yml")


def test_where_nobody_tells_of_a_save_files_are_compared(root: Path) -> None:
    with Watcher(root, 0.01, WithoutWatches(EventEmitter)) as watcher:
        batches = Batches(watcher)
        (root / LESSON).write_text("a longer text\n", "utf-8")
        assert batches.have(LESSON)


def told(watcher: Watcher, *events: FileSystemEvent) -> None:
    for event in events:
        watcher.on_any_event(event)


def first(watcher: Watcher) -> Any:
    return next(watcher.batches())


@pytest.fixture
def unheard(root: Path) -> Iterator[Watcher]:
    """A watcher that hears only what a test tells it."""
    with Watcher(root, observer=WithoutWatches(EventEmitter)) as watcher:
        yield watcher


def test_a_checkout_of_hundred_files_is_one_batch(root: Path, unheard: Watcher) -> None:
    paths = [f"curriculum/triage/lessons/{number:02}-one.yml" for number in range(100)]
    told(unheard, *(FileModifiedEvent(str(root / path)) for path in paths))
    assert first(unheard) >= set(paths)
    unheard.end()
    assert list(unheard.batches()) == []


def test_a_save_that_is_written_twice_is_one_batch(root: Path, unheard: Watcher) -> None:
    place = str(root / LESSON)
    told(unheard, FileCreatedEvent(place), FileModifiedEvent(place), FileClosedEvent(place), FileModifiedEvent(place))
    assert LESSON in first(unheard)
    unheard.end()
    assert list(unheard.batches()) == []


def test_what_is_no_save_of_content_is_nothing(root: Path, unheard: Watcher) -> None:
    told(
        unheard,
        FileOpenedEvent(str(root / LESSON)),
        DirModifiedEvent(str(root / "curriculum")),
        FileModifiedEvent(str(root / ".git/index")),
        FileModifiedEvent(str(root / "site/index.html")),
        FileModifiedEvent(str(root / "curriculum/.01-one.yml.swp")),
        FileModifiedEvent(str(root / "curriculum/01-one.yml~")),
        FileModifiedEvent("/elsewhere/curriculum/one.yml"),
        FileMovedEvent(str(root / "curriculum/.new"), str(root / LESSON)),
    )
    assert unheard.more(0) is True
    assert first(unheard) == {LESSON}
    assert unheard.more(0) is False


def test_the_end_comes_at_once_also_while_something_is_written(root: Path, unheard: Watcher) -> None:
    told(unheard, FileModifiedEvent(str(root / LESSON)))
    unheard.end()
    assert list(unheard.batches()) == []


def test_the_end_lets_a_reader_go(batches: Batches, watcher: Watcher) -> None:
    watcher.end()
    assert batches.ended()
