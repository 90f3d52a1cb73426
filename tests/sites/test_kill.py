"""A build that is killed at any moment leaves the earlier site, or the new one, byte for byte."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from immerse.building.site import build_rendered
from immerse.output.fingerprint import changed_files
from immerse.output.placing import recover
from killing import around_exchange, begun_apart, end_of, killed_at, kills
from placed import exchanging, in_layers, stage
from proofs import proof_against
from rendered_site import EPOCH, with_page
from site_fixtures import files_of

NAME = "northgate/trainee"
OTHER = "hearthline/trainee"
EACH = (range(1, 999), range(1, 999))

pytestmark = [pytest.mark.forks, pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")]


def build(out: Path, words: str, name: str = NAME) -> None:
    build_rendered(with_page(words), out, name, epoch=EPOCH, proof=proof_against({"other": ["Somebody Else"]}))


@pytest.fixture(params=["exchange", "renames", "layers"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "exchange":
        around_exchange(monkeypatch)
    else:
        exchanging(monkeypatch, None)
    if request.param == "layers":
        in_layers(monkeypatch)
    return str(request.param)


def fault_of(out: Path, either: tuple[object, ...]) -> str:
    """What the next command finds wrong after a kill."""
    recover(out)
    if files_of(out / NAME) not in either:
        return "neither the old site nor the new one"
    state = sorted(path.name for path in (out / ".immerse").rglob("*"))
    return "" if changed_files(out / NAME) == () and {*state} <= {"lock", "staging"} else f"left behind: {state}"


@pytest.mark.usefixtures("way")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_kill_around_each_change_of_placing_leaves_a_whole_site(tmp_path: Path) -> None:
    out = tmp_path / "out"
    old, new = ({path.name: path.read_bytes() for path in stage(out, text).iterdir()} for text in ("old", "new"))
    stage(out, "old")
    for number in kills(tmp_path, files_of(tmp_path), lambda: stage(out, "new"), EACH):
        assert fault_of(out, (old, new)) == "", number


def test_a_place_that_is_emptied_before_it_is_filled_is_found_by_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def exchange(_: int, one: bytes, __: int, other: bytes, ___: int) -> int:
        shutil.rmtree(os.fsdecode(other))
        Path(os.fsdecode(one)).rename(os.fsdecode(other))
        return 0

    exchanging(monkeypatch, exchange)
    old = {path.name: path.read_bytes() for path in stage(out, "old").iterdir()}
    before = files_of(tmp_path)
    found = {fault_of(out, (old,)) for _ in kills(tmp_path, before, lambda: stage(out, "old"), EACH)}
    assert "neither the old site nor the new one" in found


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_kill_at_any_moment_of_a_build_leaves_a_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around_exchange(monkeypatch)
    out = tmp_path / "out"
    build(out, "first")
    build(out, "other client", OTHER)
    first, other = files_of(out / NAME), files_of(out / OTHER)
    build(tmp_path / "aside", "second")
    second = files_of(tmp_path / "aside" / NAME)
    assert first != second
    for step in range(1, 99):
        number = step * (step + 1) // 2
        if not killed_at(number, tmp_path, lambda: build(out, "second"), after=bool(step % 2)):
            break
        assert fault_of(out, (first, second)) == "", number
        assert files_of(out / OTHER) == other
        if files_of(out / NAME) == second:
            build(out, "first")
    assert step > 10 and files_of(out / NAME) == second


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_two_processes_that_build_the_same_site_at_once_both_end_well(tmp_path: Path) -> None:

    def build_thrice(words: str) -> None:
        for _ in range(3):
            build(tmp_path, words)

    running = [begun_apart(partial(build_thrice, words)) for words in ("first", "second")]
    assert [end_of(process) for process in running] == [0, 0]
    for words in ("first", "second"):
        build(tmp_path / words, words)
    assert files_of(tmp_path / NAME) in [files_of(tmp_path / words / NAME) for words in ("first", "second")]
    assert list((tmp_path / ".immerse" / "staging").iterdir()) == []
