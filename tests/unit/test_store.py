"""What is kept between runs: found again, never trusted blindly, never a reason to fail."""

from __future__ import annotations

import os
import pickle
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from immerse.loading.ids import duplicates_in_lists
from immerse.loading.strict_yaml import read_yaml
from immerse.loading.workspace import load_file
from immerse.model.module import Curriculum
from immerse.model.text import Prose
from immerse.storage.store import NOTHING_KEPT, PROGRAM, TURNS, HoldingStore, Store, program_stamp
from immerse.texts.parsed_text import parsed
from other_programs import another_library


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this user's programs, in which the key lies."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    return tmp_path / "own" / "immerse"


def kept(root: Path, value: object = ("a", 1), *made_of: bytes) -> Path:
    """A workspace with one entry, and the entry's file."""
    store = Store.of(root)
    store.put_later("thing", *(made_of or (b"x",)), value=lambda: value)
    store.flush()
    (entry,) = entries(root)
    return entry


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / ".immerse" / "store").glob("?/*") if path.is_file())


def test_what_was_kept_is_found_by_what_it_was_made_of(tmp_path: Path) -> None:
    kept(tmp_path, {"a": [1, 2]}, b"x", b"y")
    again = Store.of(tmp_path)
    assert again.get("thing", b"x", b"y") == {"a": [1, 2]}
    others = [
        ("thing", b"xy"),
        ("thing", b"x"),
        ("thing", b"x", b"y", b""),
        ("thing", b"x", b"z"),
        ("other", b"x", b"y"),
    ]
    assert [again.get(kind, *made_of) for kind, *made_of in others] == [None] * len(others)  # type: ignore[arg-type]


def test_only_its_user_may_open_it_and_no_repository_takes_it_in(tmp_path: Path, own_folder: Path) -> None:
    entry = kept(tmp_path)
    assert stat.S_IMODE((tmp_path / ".immerse").stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == stat.S_IMODE((own_folder / "key").stat().st_mode) == 0o600
    assert (tmp_path / ".immerse" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("harm", ["torn", "empty", "longer", "changed", "no pickle", "a folder", "of another name"])
def test_an_entry_that_is_not_as_it_was_written_is_made_anew(tmp_path: Path, harm: str) -> None:
    entry = kept(tmp_path)
    content = entry.read_bytes()
    entry.unlink()
    if harm == "a folder":
        entry.mkdir()
    elif harm == "of another name":
        other = kept(tmp_path, "other", b"other")
        entry.write_bytes(other.read_bytes())
    else:
        harmed = {
            "torn": content[:-3],
            "empty": b"",
            "longer": content + b"x",
            "changed": content[:-3] + b"xyz",
            "no pickle": content[:32] + b"no pickle",
        }
        entry.write_bytes(harmed[harm])
    assert Store.of(tmp_path).kept("thing", b"x", make=lambda: "anew") == "anew"


class Planted:
    """Tells when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(PLANTED),)


PLANTED = Path()


def test_an_entry_of_another_user_or_machine_is_never_unpickled(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "PLANTED", tmp_path / "planted")
    kept(tmp_path, Planted())
    (own_folder / "key").write_bytes(b"k" * 32)  # the key of whoever wrote it is another one
    assert Store.of(tmp_path).get("thing", b"x") is None
    assert not (tmp_path / "planted").exists()


def test_the_planted_entry_would_be_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PLANTED", tmp_path / "planted")
    kept(tmp_path, Planted())
    Store.of(tmp_path).get("thing", b"x")
    assert (tmp_path / "planted").exists()


def _link(root: Path) -> None:
    (root / "elsewhere").mkdir(mode=0o700)
    (root / ".immerse").symlink_to(root / "elsewhere")


def _file(root: Path) -> None:
    (root / ".immerse").write_text("")


def _open_to_all(root: Path) -> None:
    (root / ".immerse").mkdir()
    (root / ".immerse").chmod(0o777)


@pytest.mark.parametrize("make", [_link, _file, _open_to_all], ids=["a link", "a file", "open to all"])
def test_a_folder_that_is_not_surely_ours_is_not_used(tmp_path: Path, make: object) -> None:
    make(tmp_path)  # type: ignore[operator]
    store = Store.of(tmp_path)
    assert store.kept("thing", b"x", make=lambda: 1) == 1
    store.flush()
    assert entries(tmp_path) == []


def test_nothing_is_kept_where_no_folder_of_the_users_own_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    store = Store.of(tmp_path)
    assert store.kept("thing", b"x", make=lambda: 1) == 1
    store.flush()
    assert not (tmp_path / ".immerse").exists()


def test_a_full_disk_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    store = Store.of(tmp_path)
    store.put_later("thing", b"x", value=lambda: 1)
    monkeypatch.setattr(tempfile, "mkstemp", full)
    store.flush()
    assert entries(tmp_path) == []


def test_what_cannot_be_pickled_is_left_out(tmp_path: Path) -> None:
    store = Store.of(tmp_path)
    store.put_later("thing", b"x", value=lambda: (one for one in ()))
    store.put_later("thing", b"y", value=lambda: 1)
    store.flush()
    assert len(entries(tmp_path)) == 1


def test_the_entries_that_nobody_used_for_longest_go_first(tmp_path: Path) -> None:
    for number in range(3):
        store = Store(tmp_path / ".immerse" / "store", most=3000)
        store.put_later("thing", bytes([number]), value=lambda: b"x" * 1200)
        store.flush()
        for age, path in enumerate(sorted(entries(tmp_path), key=lambda path: -path.stat().st_mtime)):
            os.utime(path, (0, 10_000 - 100 * age))
    store = Store.of(tmp_path)
    assert [store.get("thing", bytes([number])) is not None for number in range(3)] == [False, True, True]


def test_another_program_or_library_finds_nothing(tmp_path: Path) -> None:
    kept(tmp_path)
    with another_library(tmp_path / "libraries"):
        assert Store.of(tmp_path).get("thing", b"x") is None
    assert Store.of(tmp_path).get("thing", b"x") == ("a", 1)


def test_a_change_to_any_file_of_the_program_makes_it_another(tmp_path: Path) -> None:
    assert (PROGRAM / "rendering" / "site.py").is_file(), "the whole package is stamped, not one room of it"
    source = tmp_path / "rendering" / "site.py"
    source.parent.mkdir()
    source.write_text("before")
    before = program_stamp(tmp_path)
    source.write_text("afterwards")
    program_stamp.cache_clear()
    assert program_stamp(tmp_path) != before


def test_several_write_and_read_at_once(tmp_path: Path) -> None:
    def work(number: int) -> Iterator[int]:
        store = Store.of(tmp_path)
        for one in range(20):
            yield store.kept("thing", bytes([one]), make=lambda one=one: one)  # type: ignore[misc]
            store.flush()

    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(lambda number: list(work(number)), range(8))) == [list(range(20))] * 8
    assert len(entries(tmp_path)) == 20


def newest(root: Path, made_of: bytes, kind: str = "large") -> str:
    store = Store.of(root)
    found = store.newest(kind, made_of, make=lambda: f"made of {made_of!r}")
    store.flush()
    return found


def test_of_large_entries_the_newest_of_a_kind_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / ".immerse" / "store" / "large"
    kept(tmp_path)
    newest(tmp_path, b"x", "other")
    for made_of in (b"1", b"2", b"1"):
        assert newest(tmp_path, made_of) == f"made of {made_of!r}"
        (entry,) = folder.iterdir()
    assert newest(tmp_path, b"1") and entry.exists()
    assert len(entries(tmp_path)) == 1 and len([*(folder.parent / "other").iterdir()]) == 1
    entry.write_bytes(entry.read_bytes()[:-1])
    assert newest(tmp_path, b"1") == "made of b'1'"
    assert NOTHING_KEPT.newest("large", b"1", make=lambda: 1) == 1


def test_an_id_that_stands_twice_is_said_again(tmp_path: Path) -> None:
    """A file is kept as a model only where what is judged beside its model finds nothing either."""

    def read(name: str) -> tuple[str, ...]:
        store = Store.of(tmp_path)
        _, problems = load_file(tmp_path, name, Curriculum, "", store, duplicates_in_lists)
        store.flush()
        return tuple(problem.message for problem in problems)

    source = (Path(__file__).parents[2] / "curriculum" / "curriculum.yml").read_text("utf-8")
    (tmp_path / "whole.yml").write_text(source, "utf-8")
    term = source.index("  - id: ", source.index("glossary:"))
    doubled = source[:term] + source[term : source.index("  - id: ", term + 1)] + source[term:]
    (tmp_path / "doubled.yml").write_text(doubled, "utf-8")
    assert read("whole.yml") == () and len(entries(tmp_path)) == 1
    said = read("doubled.yml")
    assert len(said) == 1 and "is used twice in glossary" in said[0]
    assert read("doubled.yml") == said and len(entries(tmp_path)) == 1


def test_a_text_comes_back_with_its_place_and_its_source(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("title: 'Don''t'\nsummary: >\n  Some **words**\n  {{ policy.client.name }}.\n")
    value, _ = read_yaml((tmp_path / "one.yml").read_bytes(), "one.yml")
    prose = Prose(value["summary"], value["summary"].location, value["summary"].raw)
    filled = prose.with_values(("Northgate",))
    spans = parsed(filled).spans
    for text in (value["title"], prose, filled):
        again = pickle.loads(pickle.dumps(text))
        assert (type(again), again, again.location, again.raw) == (type(text), text, text.location, text.raw)
        assert [again.at(place) for place in (0, 3, 8)] == [text.at(place) for place in (0, 3, 8)]
    again = pickle.loads(pickle.dumps(filled))
    assert again.values == ("Northgate",) and again.reading.spans == spans


def test_without_a_folder_nothing_is_kept() -> None:
    NOTHING_KEPT.put_later("thing", b"x", value=lambda: 1)
    NOTHING_KEPT.flush()
    assert NOTHING_KEPT.get("thing", b"x") is None


def test_a_store_that_holds_gives_the_same_object_until_nobody_asks_for_it(tmp_path: Path) -> None:
    store = HoldingStore(tmp_path / "store", writes=False)
    made = store.kept("file", b"one", make=lambda: ["one"])
    for _ in range(2 * TURNS):
        assert store.get("file", b"one") is made
        store.next_turn()
    for _ in range(TURNS):
        store.next_turn()
    assert store.get("file", b"one") is None
    store.flush()
    assert not (tmp_path / "store").exists()


def test_a_store_that_holds_reads_what_another_wrote_and_writes_for_others(tmp_path: Path) -> None:
    writing = HoldingStore(tmp_path / "store")
    writing.put_later("file", b"one", value=lambda: ["one"])
    writing.flush()
    reading = HoldingStore(tmp_path / "store", writes=False)
    found = reading.get("file", b"one")
    assert found == ["one"] and reading.get("file", b"one") is found
