"""`immerse records paper`, and a certificate compared with its record by the code that stands on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import segno
from command_line import Immerse
from immerse.papers.blank import attestation_sheets
from immerse.papers.codes import read_code
from immerse.papers.paper_contents import qr_squares
from immerse.papers.printing import printed as printed_paper
from immerse.problems import ImmerseError
from immerse.records import parse
from made_rotations import Making
from signed_workspace import Signed, signed_workspace
from site_fixtures import STARTER_CLIENT
from task_books import words_of

CLIENT = ("--client", STARTER_CLIENT)
ON = (*CLIENT, "--on", "2026-12-31")


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    return signed_workspace(tmp_path_factory.mktemp("signed") / "agency")


@pytest.fixture(scope="module")
def placed(signed: Signed) -> Making:
    return signed.rotation("placed")


@pytest.fixture
def record(signed: Signed, placed: Making, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The record of a graduate; commands run in the workspace."""
    monkeypatch.chdir(signed.root)
    return signed.write(placed.record)


def code_on(words: str) -> str:
    """The code as somebody types it from the paper, with the blanks and line breaks that stand there."""
    begin = words.index("immerse-certific")
    return words[begin : words.index("Whoever has the record")].strip()


def printed(immerse: Immerse, out: Path, *said: str | Path) -> str:
    """The words of a paper."""
    done = immerse("records", "paper", *said, *ON, "--out", out)
    assert (done.code, done.out, done.err) == (0, f"{out}\n", "")
    content = out.read_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    return words_of(content)


def test_a_certificate_is_compared_with_its_record(
    record: Path, placed: Making, signed: Signed, immerse: Immerse, tmp_path: Path
) -> None:
    words = printed(immerse, tmp_path / "certificate.pdf", "certificate", record)
    assert "p-7f01" in words
    code = code_on(words)
    done = immerse("records", "verify", record, *ON, "--certificate", code)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("the certificate and the record agree\n")
    other = "".join(code.split())[:-1] + ("0" if code[-1] != "0" else "1")
    done = immerse("records", "verify", record, *ON, "--certificate", other)
    assert done.code == 1
    assert done.out.startswith("the certificate says dossier ")
    assert done.err.endswith("the certificate and the record do not agree\n")
    release = "".join(code.split()).replace(":1.0.0:", ":1.0.1:")
    done = immerse("records", "verify", record, *ON, "--certificate", release, "--format", "json")
    told = json.loads(done.out)["certificate"]
    assert told == {"agrees": False, "why": ["the certificate says release 1.0.1, and the record 1.0.0"]}
    another = signed.write(signed.rotation("G1", "p-7f02").record, "another.json")
    done = immerse("records", "verify", another, *ON, "--certificate", code)
    assert (done.code, done.out.startswith("the certificate is of another record: ")) == (1, True)


def test_a_certificate_of_what_was_declared_void_does_not_agree(
    record: Path, signed: Signed, immerse: Immerse, tmp_path: Path
) -> None:
    code = code_on(printed(immerse, tmp_path / "certificate.pdf", "certificate", record))
    making = signed.rotation("placed")
    making.sign("director", "void", {"reason": "text:It was signed by mistake."})
    void = signed.write(making.record, "void.json")
    done = immerse("records", "verify", void, *ON, "--certificate", code)
    assert (done.code, done.out) == (1, "the record holds no graduation that counts\n")
    done = immerse("records", "paper", "certificate", void, *ON, "--out", tmp_path / "none.pdf")
    assert done.code != 0
    assert "this record holds no graduation that counts" in done.err
    assert not (tmp_path / "none.pdf").exists()


def test_a_paper_of_a_record_is_not_written_into_a_workspace(record: Path, immerse: Immerse, tmp_path: Path) -> None:
    for kind in ("book", "graduation", "certificate"):
        done = immerse("records", "paper", kind, record, *ON, "--out", "paper.pdf")
        assert (done.code, done.out, Path("paper.pdf").exists()) == (3, "", False)
        assert "paper.pdf is in the workspace" in done.err and "keep it where the records are kept" in done.err
    printed(immerse, Path("sheet.pdf"), "observation")
    Path("sheet.pdf").unlink()


@pytest.mark.parametrize("text", ["", "immerse-certificate:2:0:1.0.0:0", "https://example.org/?c=1"])
def test_what_is_no_code_is_said(text: str) -> None:
    with pytest.raises(ImmerseError, match="is not the code of a certificate; it has the form"):
        read_code(text)


def test_the_squares_are_those_of_the_code() -> None:
    text = f"immerse-certificate:1:{'0a' * 16}:1.0.0:{'0b' * 32}"
    drawn = qr_squares(text)
    dark = {(x + at, y) for x, y, width in drawn["runs"] for at in range(width)}
    matrix = segno.make_qr(text, error="m").matrix
    assert drawn["size"] == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, one in enumerate(row) if one}


def test_the_filled_task_book_says_who_signed_what(
    record: Path, placed: Making, immerse: Immerse, tmp_path: Path
) -> None:
    words = printed(immerse, tmp_path / "book.pdf", "book", record)
    attested = next(event for event in placed.events if event["type"] == "attest")
    assert attested["event"][:12] in words
    sentence = placed.record["texts"][attested["body"]["sentence"]]["text"]
    assert sentence in " ".join(words.split())
    assert printed(immerse, tmp_path / "again.pdf", "book", record) == words
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "book.pdf").read_bytes()


def test_what_was_erased_is_said_and_signatures_stay(
    record: Path, placed: Making, signed: Signed, immerse: Immerse, tmp_path: Path
) -> None:
    bare = signed.write(parse(json.dumps({**placed.record, "texts": {}})), "bare.json")
    words = printed(immerse, tmp_path / "book.pdf", "book", bare)
    assert "(erased)" in words
    assert "alone and without a reminder" not in words
    code = code_on(printed(immerse, tmp_path / "certificate.pdf", "certificate", bare))
    assert immerse("records", "verify", record, *ON, "--certificate", code).code == 0


def test_the_graduation_form_has_rows_for_what_is_missing(
    record: Path, signed: Signed, immerse: Immerse, tmp_path: Path
) -> None:
    first = signed.write(signed.rotation("G1", "p-7f02").record, "first.json")
    words = " ".join(printed(immerse, tmp_path / "form.pdf", "graduation", first).split())
    assert "What is missing for the graduation" in words
    assert "Missing: a signature as" in words
    whole = " ".join(printed(immerse, tmp_path / "whole.pdf", "graduation", record).split())
    assert "Missing: " not in whole
    assert "Computed from" in whole


def test_names_are_printed_where_somebody_gives_them(record: Path, immerse: Immerse, tmp_path: Path) -> None:
    people = tmp_path / "people.yml"
    people.write_text("people:\n  p-7f01: Ada Example\n")
    (record.parent / "named").mkdir()
    (record.parent / "named" / "record.json").write_bytes(record.read_bytes())
    words = printed(immerse, tmp_path / "named.pdf", "certificate", record, "--people", people)
    assert "Ada Example" in words
    done = immerse("records", "roster", record.parent / "named", *ON, "--people", people, "--format", "json")
    assert "Ada Example" in done.out
    below = [path.read_bytes() for path in Path.cwd().rglob("*") if path.is_file()]
    assert len(below) > 20
    assert not any(b"Ada Example" in content for content in below), "nothing of it is kept in the workspace"
    assert "Example" not in printed(immerse, tmp_path / "bare.pdf", "certificate", record)


def test_blank_sheets(record: Path, signed: Signed, immerse: Immerse, tmp_path: Path) -> None:
    competencies = [item for item in signed.book["items"] if item["kind"] == "competency"]
    one = competencies[0]
    words = printed(immerse, tmp_path / "one.pdf", "attestation", "--item", one["id"])
    assert f"{one['id']} {one['title']}" in " ".join(words.split())
    assert competencies[1]["id"] not in words
    every = printed(immerse, tmp_path / "all.pdf", "attestation", "--paper", "us-letter")
    assert all(item["id"] in every for item in competencies)
    assert "What I saw and heard" in printed(immerse, tmp_path / "seen.pdf", "observation")
    out = ("--out", tmp_path / "no.pdf")
    assert (
        "XX-9 is not a competency of this release"
        in immerse("records", "paper", "attestation", "--item", "XX-9", *ON, *out).err
    )
    assert immerse("records", "paper", "observation", record, *ON, *out).code == 2
    assert immerse("records", "paper", "book", *ON, *out).code == 2


def sheet(contents: dict[str, Any]) -> bytes:
    """A blank attestation sheet."""
    return printed_paper("attestation", contents, "2026-12-01", "a4")


def test_steps_are_initialled_one_by_one(signed: Signed) -> None:
    (one, *_) = [item for item in signed.book["items"] if item["kind"] == "competency"]
    book = {**signed.book, "items": [{**one, "steps": ["Reads it to the end", "Names the trigger"]}]}
    words = words_of(sheet(attestation_sheets(book, "1.0.0", [])))
    assert "Step by step" in words and words.index("Reads it to the end") < words.index("Names the trigger")
    assert "Step by step" not in words_of(sheet(attestation_sheets(signed.book, "1.0.0", [one["id"]])))
