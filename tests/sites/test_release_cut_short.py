"""Commands at releases that are cut short: the old state or the new one, and the next command ends what was begun."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from immerse.problems import Refused
from immerse.releasing import ledger_commit
from immerse.releasing.ledger_commit import locked_ledger
from immerse.releasing.log import Deed, LogLine
from immerse.releasing.rollback import roll_back, withdraw
from killing import DISKS, around_exchange, failing, kills, restore
from placed import exchanging
from site_fixtures import Files, files_of
from small_releases import CLIENT, DAY, faults_of, release_small, released, seen
from tenth import IS_FUZZ

SUNSET = LogLine(Deed.SUNSET, "1.0.0", DAY, until=date(2027, 3, 1))
COMMANDS: dict[str, Callable[[Path], object]] = {
    "third release": lambda root: release_small(root, "1.2.0", also=(SUNSET,)),
    "rollback": lambda root: roll_back(root, CLIENT, "1.0.0", DAY),
    "withdraw": lambda root: withdraw(root, CLIENT, "1.0.0", "A wrong number.", DAY),
}

pytestmark = [
    pytest.mark.forks,
    pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def steps(seed: str, part: float = 0.1) -> tuple[int, ...]:
    """Numbers of changes, in their order: all of them, or the first and a part of the others."""
    chance = random.Random(seed)
    return (1, *(number for number in range(2, 2000) if IS_FUZZ or chance.random() < part))


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "exchange":
        around_exchange(monkeypatch)
    else:
        exchanging(monkeypatch, None)
    return str(request.param)


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Files:
    root = tmp_path_factory.mktemp("agency")
    release_small(root, "1.0.0")
    release_small(root, "1.1.0")
    return files_of(root)


def old_and_new(root: Path, before: Files, command: Callable[[Path], object]) -> tuple[Files, Files]:
    restore(root, before)
    old = seen(root)
    command(root)
    new = seen(root)
    assert old != new
    restore(root, before)
    return old, new


def fault(root: Path, old: Files, new: Files) -> str:
    """What the next command finds wrong, empty for nothing."""
    with locked_ledger(root, CLIENT, DAY):
        pass
    found = files_of(root)
    now = released(found)
    if now not in (old, new):
        other = sorted(path for path in now.keys() | new.keys() if now.get(path) not in (old.get(path), new.get(path)))
        return f"neither the old state nor the new one: {other or 'a mix'}"
    left = [path for path in found if path.startswith("published/.immerse/") and not path.endswith("lock")]
    return f"left behind: {left}" if left else "; ".join(faults_of(root) if now else ())


@pytest.mark.parametrize("name", ["first release", *COMMANDS])
def test_a_kill_leaves_the_old_state_or_the_new_one(name: str, way: str, tmp_path: Path, two_releases: Files) -> None:
    root = tmp_path / "agency"
    before = {} if name == "first release" else two_releases
    command = COMMANDS.get(name, lambda root: release_small(root, "1.0.0"))
    old, new = old_and_new(root, before, command)
    finished = 0
    before_and_after = (steps(f"{name} {way} before", 0.05), steps(f"{name} {way} after", 0.05))
    for number in kills(root, before, lambda: command(root), before_and_after):
        assert fault(root, old, new) == "", number
        if seen(root) == old:
            command(root)
            assert seen(root) == new, number
        else:
            finished += 1
    assert seen(root) == new
    assert finished or not IS_FUZZ


@pytest.mark.parametrize("left_out", ["remove_sites", "remove_version", "refresh"])
def test_a_step_that_is_left_out_when_a_command_is_ended_is_found_by_a_kill(
    left_out: str, tmp_path: Path, two_releases: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "agency"
    command = COMMANDS["third release"]
    old, new = old_and_new(root, two_releases, command)
    monkeypatch.setattr(ledger_commit, left_out, lambda *_: None)
    said = ""
    for _ in kills(root, two_releases, lambda: command(root), (range(5, 2000, 5), range(5, 2000, 5))):
        try:
            said = fault(root, old, new)
        except Refused as refused:
            said = str(refused)
        if said:
            break
    assert said


@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fails_leaves_the_old_state_or_the_new_one(
    name: str, disk: str, tmp_path: Path, two_releases: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "agency"
    command = COMMANDS[name]
    old, new = old_and_new(root, two_releases, command)
    for number in steps(f"{name} {disk}"):
        restore(root, two_releases)
        with monkeypatch.context() as patch:
            failed = failing(patch, disk, number)
            if not ended_well(command, root) and seen(root) != old:
                assert fault(root, new, new) == "", number  # the line was there: the next command completes it
            elif failed:
                assert seen(root) == old, number
        if not failed:
            break
        assert fault(root, old, new) == "", number
    assert number > 1 and seen(root) == new


def ended_well(command: Callable[[Path], object], root: Path) -> bool:
    """Whether a command says that it did what it was asked to; then it did."""
    try:
        command(root)
    except OSError:
        return False
    return True
