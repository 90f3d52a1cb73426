"""`immerse records verify`, `fold`, `transcribe` and `erase`, over a release and a rotation that was signed for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.output.fingerprint import MANIFEST
from immerse.records import Record, parse
from immerse.signing.events import EventReader
from signed_workspace import PASSPHRASE, Signed, signed_workspace
from site_fixtures import STARTER_CLIENT

CLIENT = ("--client", STARTER_CLIENT)
ON = ("--on", "2026-12-31")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return signed_workspace(tmp_path_factory.mktemp("signed") / "agency")


@pytest.fixture
def here(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signed]:
    monkeypatch.chdir(signed.root)
    yield signed


def test_a_whole_rotation_is_verified(here: Signed, immerse: Immerse) -> None:
    made = here.rotation("placed")
    done = immerse("records", "verify", here.write(made.record), *CLIENT, *ON)
    assert (done.code, done.out, done.err) == (0, "", f"{len(made.events)} events count, 0 do not\n")
    done = immerse("records", "verify", here.write(made.record), *CLIENT, *ON, "--format", "json")
    told = json.loads(done.out)
    assert (told["schema"], told["events"], told["refused"]) == ("immerse.records-verify/1", len(made.events), [])


def test_an_event_that_was_changed_is_named_and_ends_with_1(here: Signed, immerse: Immerse) -> None:
    made = here.rotation("G1")
    record = changed(made.record)
    done = immerse("records", "verify", here.write(record), *CLIENT, *ON)
    assert done.code == 1
    assert "the signature is not that of this key: the event was changed, or somebody else signed it" in done.out


def changed(record: Record) -> Record:
    """The record with one character of one signature changed."""
    first, *rest = record["events"]
    last = "A" if first[-10] != "A" else "B"
    return {**record, "events": [first[:-10] + last + first[-9:], *rest]}


def test_a_rotation_is_folded_in_words_and_for_programs(here: Signed, immerse: Immerse) -> None:
    file = here.write(here.rotation("G1").record)
    done = immerse("records", "fold", file, *CLIENT, *ON)
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[1:2] == ["state: open"]
    assert "G1: passed" in lines
    told = json.loads(immerse("records", "fold", file, *CLIENT, *ON, "--format", "json").out)
    assert (told["schema"], told["status"], told["gates"]["G1"]["state"]) == (
        "immerse.records-fold/1",
        "open",
        "passed",
    )


def test_what_mentors_keep_of_their_own_is_read_with_the_record(here: Signed, immerse: Immerse) -> None:
    record = here.rotation("G1").record
    file, own = here.write({**record, "events": record["events"][1:]}), here.write(record, "outbox.json")
    assert immerse("records", "verify", file, own, *CLIENT, *ON).code == 0


def test_a_client_without_signers_or_release_is_told_what_to_do(here: Signed, immerse: Immerse) -> None:
    file = here.write(here.rotation("opened").record)
    done = immerse("records", "verify", file, "--client", "nobody")
    assert (done.code, "nobody" in done.err) == (2, True)
    register = here.root / "site_config" / "clients" / STARTER_CLIENT / "signers.yml"
    kept = register.read_text("utf-8")
    register.unlink()
    try:
        done = immerse("records", "verify", file, *CLIENT)
    finally:
        register.write_text(kept, "utf-8")
    assert (done.code, "immerse signers add" in done.err) == (2, True)


def paper(here: Signed, **changed: str) -> list[str | Path]:
    scan = here.root.parent / "scan.pdf"
    scan.write_bytes(b"a sheet of paper")
    (item,) = [one for one in here.book["items"] if one["id"] == "FST-1"]
    said = {
        "--as": "lead",
        "--item": "FST-1",
        "--level": str(min(item["levels"].values())),
        "--ctx": item["contexts"][0],
        "--day": "2026-01-20",
        "--signer": here.people["mentor"].person,
        "--signed-as": "mentor",
        "--sentence": "Said who was speaking, unasked.",
        **changed,
    }
    words = [part for name, value in said.items() for part in (name, value)]
    files = ["--scan", scan, "--card", here.card("lead"), "--passphrase-file", here.root.parent / "passphrase.txt"]
    return [*words, *files, "--out", here.root.parent / "entered.json"]


def test_a_signature_from_paper_is_entered_and_shown_as_second_hand(here: Signed, immerse: Immerse) -> None:
    file = here.write(here.rotation("opened").record)
    done = immerse("records", "transcribe", file, *CLIENT, *paper(here))
    assert (done.code, done.err) == (0, "")
    entered = here.root.parent / "entered.json"
    assert PASSPHRASE not in entered.read_text("utf-8")
    told = json.loads(immerse("records", "fold", entered, *CLIENT, "--format", "json").out)
    assert told["items"]["FST-1"]["state"] == "partial"
    assert immerse("records", "verify", entered, *CLIENT).code == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--signer": "p-7f01"}, "nobody signs for themselves"),
        ({"--item": "FST-99"}, "has no item FST-99"),
        ({"--as": "mentor"}, "the register does not give this person the role"),
        ({"--day": "2025-12-31"}, "the days do not fit"),
    ],
)
def test_what_would_not_count_is_not_written(here: Signed, immerse: Immerse, change: dict[str, str], said: str) -> None:
    file = here.write(here.rotation("opened").record)
    out = here.root.parent / "entered.json"
    out.unlink(missing_ok=True)
    done = immerse("records", "transcribe", file, *CLIENT, *paper(here, **change))
    assert (done.code, said in done.err, out.exists()) == (2, True, False), done.err


def test_a_paper_is_entered_once(here: Signed, immerse: Immerse) -> None:
    file = here.write(here.rotation("opened").record)
    entered, out = here.root.parent / "entered.json", here.root.parent / "twice.json"
    assert immerse("records", "transcribe", file, *CLIENT, *paper(here)).code == 0
    done = immerse("records", "transcribe", entered, *CLIENT, *paper(here)[:-1], out)
    assert (done.code, done.out, out.exists()) == (3, "", False)
    assert "the record has this signature from this scan already, FST-1, p-" in done.err
    assert "as mentor on 2026-01-20: " in done.err
    way_out = 'withdraw it first, on the page "Decide and graduate" of the mentor site. Nothing was written'
    assert way_out in done.err
    again = immerse("records", "transcribe", entered, *CLIENT, *paper(here, **{"--day": "2026-01-21"})[:-1], out)
    assert again.code == 0, "another day on the same sheet is another signature"
    made, reader = here.rotation("opened"), EventReader()
    made.record = parse(entered.read_bytes())
    made.events = tuple(reader.read(event)[0] for event in made.record["events"])
    (name,) = (event["event"] for event in made.events if event["type"] == "transcribe")
    assert name in done.err
    made.sign("lead", "withdraw", {"event": name, "reason": "text:This is the wrong sheet."})
    withdrawn = here.write(made.record, "withdrawn.json")
    assert immerse("records", "transcribe", withdrawn, *CLIENT, *paper(here)[:-1], out).code == 0


def test_texts_are_erased_and_signatures_stay_valid(here: Signed, immerse: Immerse) -> None:
    made = here.rotation("G1")
    out = here.root.parent / "erased.json"
    done = immerse("records", "erase", here.write(made.record), "--all", "--out", out)
    assert (done.code, done.err) == (0, f"{len(made.record['texts'])} texts erased\n")
    assert parse(out.read_bytes())["texts"] == {}
    assert immerse("records", "verify", out, *CLIENT, *ON).code == 0
    merged = here.root.parent / "merged.json"
    assert immerse("records", "merge", out, here.write(made.record), "--out", merged).code == 0
    assert parse(merged.read_bytes())["texts"] == {}


@pytest.mark.parametrize("name", ["to-xlsx", "ics", "merge", "erase", "transcribe"])
def test_nothing_of_a_record_is_written_into_a_workspace_or_a_site(
    here: Signed, immerse: Immerse, tmp_path: Path, name: str
) -> None:
    file, site = here.write(here.rotation("opened").record), tmp_path / "northgate"
    site.mkdir()
    (site / MANIFEST).write_text('{"made_by": "immerse"}')
    words = {
        "to-xlsx": [*CLIENT, *ON],
        "ics": [*CLIENT, *ON],
        "merge": [],
        "erase": ["--all"],
        "transcribe": [*CLIENT, *paper(here)[:-2]],
    }[name]
    for out, where in ((Path("one"), "workspace agency"), (site / "one", "site northgate")):
        done = immerse("records", name, file, *words, "--out", out)
        assert (done.code, done.out, out.exists()) == (3, "", False)
        way_out = "where it is easily committed or published; keep it where the records are kept"
        assert done.err == f"refused: {out} is in the {where}, {way_out}\n"
    assert immerse("records", name, file, *words, "--out", tmp_path / "one").code == 0
    assert immerse("records", name, file, *words, "--out", "/dev/null").code == 0


def test_a_text_that_is_not_there_is_not_erased(here: Signed, immerse: Immerse) -> None:
    file = here.write(here.rotation("opened").record)
    done = immerse("records", "erase", file, "--text", "0" * 64, "--out", here.root.parent / "erased.json")
    assert (done.code, "holds no text" in done.err) == (2, True)
