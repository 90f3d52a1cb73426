"""`immerse records roster`, over a release and rotations that were signed for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.output.fingerprint import MANIFEST
from immerse.records import serialise
from signed_workspace import Signed, signed_workspace
from site_fixtures import STARTER_CLIENT

ON = ("--client", STARTER_CLIENT, "--on", "2026-12-31")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    found = signed_workspace(tmp_path_factory.mktemp("signed") / "agency")
    folder = found.root.parent / "records"
    folder.mkdir()
    for trainee, stage in (("p-7f01", "placed"), ("p-7f02", "G1")):
        record = found.rotation(stage, trainee).record
        (folder / f"{trainee}.json").write_bytes(serialise(record))
    (folder / "package.json").write_text("{}")
    return found


@pytest.fixture
def records(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of records; the command runs in the workspace."""
    monkeypatch.chdir(signed.root)
    return signed.root.parent / "records"


def test_every_form_is_written(records: Path, immerse: Immerse, tmp_path: Path) -> None:
    done = immerse("records", "roster", records, *ON)
    assert (done.code, done.err) == (0, "2 rotations; 1 other file, 0 damaged\n")
    assert "\np-7f01: placed, since 2026-01-05" in done.out
    assert "\np-7f02: open, since 2026-01-05" in done.out
    assert "package.json: " in done.out
    told = json.loads(immerse("records", "roster", records, *ON, "--format", "json").out)
    assert (told["schema"], [one["status"] for one in told["people"]]) == ("immerse.roster/1", ["placed", "open"])
    assert immerse("records", "roster", records, *ON, "--format", "csv").out.count("\n") == 3
    for form in ("html", "xlsx"):
        out = tmp_path / f"roster.{form}"
        done = immerse("records", "roster", records, *ON, "--format", form, "--out", out)
        assert (done.code, done.out) == (0, f"{out}\n")
        assert out.stat().st_size > 1000
    assert immerse("records", "roster", records, *ON, "--format", "xlsx").code == 2


def test_names_come_from_a_file_outside_of_the_sources(records: Path, immerse: Immerse, tmp_path: Path) -> None:
    people = tmp_path / "people.yml"
    people.write_text("people:\n  p-7f01: Ada Example\n")
    done = immerse("records", "roster", records, *ON, "--people", people)
    assert "\nAda Example (p-7f01): placed" in done.out
    people.write_text("people:\n  Ada: p-7f01\n")
    done = immerse("records", "roster", records, *ON, "--people", people)
    assert (done.code, done.out) == (1, "")
    assert "people.yml:2:3: " in done.err
    inside = Path("site_config", "people.yml")
    done = immerse("records", "roster", records, *ON, "--people", inside)
    assert (done.code, done.out, "lies in site_config/" in done.err) == (2, "", True)
    people.write_text("people:\n  p-7f01: Ada Example\n")
    published = Path("people.yml")
    published.write_bytes(people.read_bytes())
    done = immerse("records", "roster", records, *ON, "--people", published)
    published.unlink()
    assert (done.code, done.out) == (3, "")
    where = "is in the workspace agency, where it is easily committed or published"
    assert done.err == f"refused: people.yml {where}; keep it elsewhere\n"
    done = immerse("records", "roster", records, *ON, "--people", tmp_path / "none.yml")
    assert done.code != 0
    assert "none.yml is not there" in done.err


def test_no_roster_is_written_into_a_workspace_or_a_site(records: Path, immerse: Immerse, tmp_path: Path) -> None:
    site = tmp_path / "northgate"
    for folder in (site, site / "lessons"):
        folder.mkdir()
    (site / MANIFEST).write_text('{"made_by": "immerse"}')
    for out, name in (
        (Path("roster.html"), "workspace agency"),
        (Path("site", "roster.html"), "workspace agency"),
        (site / "roster.html", "site northgate"),
        (site / "lessons" / "roster.html", "site northgate"),
    ):
        done = immerse("records", "roster", records, *ON, "--format", "html", "--out", out)
        assert (done.code, done.out, out.exists()) == (3, "", False)
        assert f"{out} is in the {name}, where it is easily committed or published" in done.err
        assert "keep it where the records are kept" in done.err


def test_a_damaged_record_is_named_and_ends_with_1(records: Path, immerse: Immerse) -> None:
    damaged = records / "old" / "p-7f03.json"
    damaged.parent.mkdir()
    damaged.write_bytes((records / "p-7f02.json").read_bytes()[:-30])
    try:
        done = immerse("records", "roster", records, *ON, "--format", "csv")
    finally:
        damaged.unlink()
        damaged.parent.rmdir()
    assert done.code == 1
    assert done.out.count("\n") == 3, "the others are there"
    assert "old/p-7f03.json:1:" in done.err
    assert "2 rotations; 1 other file, 1 damaged" in done.err


def test_a_folder_that_is_not_there_is_said(records: Path, immerse: Immerse) -> None:
    done = immerse("records", "roster", records / "none", *ON)
    assert done.code != 0
    assert "is not a folder; name the one that holds the records" in done.err
