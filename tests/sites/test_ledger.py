"""The ledger: what is damaged in it is named, and nothing that was published goes for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from immerse.model.release import Standing
from immerse.problems import ImmerseError, Refused
from immerse.releasing.ledger import read_ledger
from immerse.releasing.ledger_commit import locked_ledger
from immerse.releasing.log import Deed, LogLine, fold, head_of, log_bytes, read_log
from immerse.releasing.published import verify
from immerse.releasing.release_facts import Facts, RetiredFact
from small_releases import CLIENT, DAY, release_small, seen

NAME = "releases/northgate"
LINES = (
    LogLine(Deed.RELEASE, "1.0.0", DAY, folder="sha256:1"),
    LogLine(Deed.RELEASE, "1.1.0", DAY, folder="sha256:2"),
    LogLine(Deed.SUNSET, "1.0.0", DAY, until=date(2027, 3, 1)),
    LogLine(Deed.RELEASE, "1.2.0", DAY, folder="sha256:3"),
)
Damage = Callable[[list[bytes]], list[bytes]]


def without(place: int) -> Damage:
    return lambda lines: [line for number, line in enumerate(lines) if number != place]


def test_what_is_written_is_read() -> None:
    log = log_bytes(LINES)
    assert read_log(log, head_of(log), NAME) == LINES
    assert read_log(b"", b"", NAME) == ()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (without(0), "line 1 of log.jsonl is missing"),
        (without(1), "line 2 of log.jsonl is missing"),
        (without(3), "log.jsonl ends after 3 lines, and releases/northgate/head records 4"),
        (lambda lines: [], "log.jsonl is missing or empty, and releases/northgate/head records 4 lines"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "in another order: 1, 3, 2, 4"),
        (lambda lines: [*lines, lines[3]], "line 4 is twice"),
        (lambda lines: [*lines[:3], lines[3][:-20]], "line 4 of log.jsonl is cut"),
        (lambda lines: [lines[0], lines[1][:40] + b"\n", *lines[2:]], "line 2 of log.jsonl is cut or was changed"),
        (lambda lines: [lines[0].replace(b"1.0.0", b"1.0.1"), *lines[1:]], "line 1 of log.jsonl was changed"),
        (lambda lines: [*lines[:3], lines[3].replace(b"1.2.0", b"1.3.0")], "line 4 of log.jsonl was changed"),
        (lambda lines: [lines[0].replace(b": ", b":"), *lines[1:]], "line 1 of log.jsonl was changed"),
    ],
)
def test_a_line_that_was_deleted_moved_cut_or_changed_is_named(damage: Damage, says: str) -> None:
    log = log_bytes(LINES)
    damaged = b"".join(damage(log.splitlines(keepends=True)))
    with pytest.raises(Refused, match="git checkout -- releases/northgate") as refused:
        read_log(damaged, head_of(log), NAME)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"", "head is missing or was changed"),
        (b"immerse.log/2 4 sha256:" + b"0" * 64 + b"\n", "a newer immerse"),
        (head_of(log_bytes(LINES[:3])), "log.jsonl has 4 lines, and releases/northgate/head records 3"),
    ],
)
def test_a_head_that_does_not_fit_is_named(head: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_log(log_bytes(LINES), head, NAME)


def test_lines_that_follow_from_no_release_are_named() -> None:
    log = log_bytes((LogLine(Deed.ROLLBACK, "1.0.0", DAY),))
    with pytest.raises(Refused, match="does not fit the lines before it: rollback"):
        read_log(log, head_of(log), NAME)


def test_the_lines_say_how_each_release_stands() -> None:
    before, after = (fold(CLIENT, LINES, day) for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert [(one.version, one.standing) for one in before.releases] == [
        ("1.0.0", Standing.LIVE), ("1.1.0", Standing.LIVE), ("1.2.0", Standing.LATEST),
    ]  # fmt: skip
    assert (after.releases[0].standing, after.releases[0].until) == (Standing.SUNSET, date(2027, 3, 1))
    more = (*LINES, LogLine(Deed.ROLLBACK, "1.1.0", DAY), LogLine(Deed.WITHDRAW, "1.2.0", DAY, "A wrong number."))
    history = fold(CLIENT, more, DAY)
    assert history.latest and history.latest.version == "1.1.0"
    last = history.of("1.2.0")
    assert last and (last.standing, last.why) == (Standing.WITHDRAWN, "A wrong number.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    release_small(tmp_path, "1.0.0")
    release_small(tmp_path, "1.1.0")
    return tmp_path


def cut_log(root: Path) -> None:
    log = root / NAME / "log.jsonl"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])


def cut_log_and_head(root: Path) -> None:
    cut_log(root)
    (root / NAME / "head").write_bytes(head_of((root / NAME / "log.jsonl").read_bytes()))


def second_mentor_site(root: Path) -> None:
    folder = root / "published/northgate/mentor"
    shutil.copytree(folder / "1.0.0", folder / "2.0.0")


def more_beside(root: Path) -> None:
    (root / NAME / "1.0.0/mine").mkdir()


def forged_manifest(root: Path) -> None:
    path = root / NAME / "1.0.0/manifest.json"
    path.write_text(path.read_text("utf-8").replace("policy.yml", "other.yml"), "utf-8")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (cut_log, "log.jsonl ends after 1 line"),
        (cut_log_and_head, "releases/northgate/1.1.0 has no line"),
        (forged_manifest, "releases/northgate/1.0.0 is not as it was written"),
        (more_beside, "move away what is new there (git status releases/northgate/1.0.0)"),
        (lambda root: shutil.rmtree(root / NAME / "1.0.0"), "releases/northgate/1.0.0 is missing"),
        (lambda root: shutil.rmtree(root / NAME), "published/northgate/trainee/1.0.0 is not a release"),
        (second_mentor_site, "published/northgate/mentor/2.0.0 is not a release"),
    ],
)
def test_nothing_is_removed_because_the_ledger_is_damaged(
    damage: Callable[[Path], object], says: str, root: Path
) -> None:
    damage(root)
    before = seen(root)
    with pytest.raises(Refused) as refused, locked_ledger(root, CLIENT, DAY):
        pass
    assert says in str(refused.value)
    assert seen(root) == before
    with pytest.raises(Refused):
        verify(root, CLIENT, "", DAY)


def test_what_a_file_manager_leaves_beside_a_version_is_no_damage(root: Path) -> None:
    (root / NAME / "1.0.0/.DS_Store").write_bytes(b"other")
    assert verify(root, CLIENT, "", DAY) == ()


def test_nothing_is_verified_where_nothing_was_released(tmp_path: Path) -> None:
    with pytest.raises(ImmerseError, match="nothing of northgate is released yet"):
        verify(tmp_path, CLIENT, "", DAY)


def test_a_manifest_of_a_newer_format_is_refused(root: Path) -> None:
    ledger = read_ledger(root, CLIENT)
    path = ledger.folder / "1.0.0/manifest.json"
    parts = json.loads(path.read_bytes()) | {"schema": "immerse.release/2"}
    path.write_text(json.dumps(parts), "utf-8")
    with pytest.raises(Refused, match=r"has the format 'immerse.release/2', and this immerse reads immerse.release/1"):
        ledger.manifest("1.0.0")


def test_what_replaced_a_page_is_found_where_the_page_was(tmp_path: Path) -> None:
    release_small(tmp_path, "1.0.0")
    gone = RetiredFact("TRI-L2", "2.0.0", "replaced", ("TRI", "home"), "It is part of the module now.")
    facts = Facts(CLIENT, "Northgate", "2.0.0", "1.0.0", "1.0.0", "2026-12-01", retired=(gone,)).to_bytes()
    release_small(
        tmp_path, "2.0.0", more={"facts.json": facts}, pages={"index.html": "home", "learn/tri/index.html": "TRI"}
    )
    latest = tmp_path / "published" / CLIENT / "trainee" / "latest"
    assert "../../../../2.0.0/learn/tri/" in (latest / "learn/tri/tri-l2/index.html").read_text("utf-8")
    assert "../../../2.0.0/learn/tri/" in (latest / "learn/tri/index.html").read_text("utf-8")
