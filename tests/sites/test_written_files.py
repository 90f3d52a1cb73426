"""What commands write where they are told to: the checklist in each format, an export; and where they refuse to."""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
import tempfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from command_line import Done, Immerse
from site_fixtures import STARTER_CLIENT, starter


def test_what_immerse_did_not_make_is_not_replaced(workspace: Path, immerse: Immerse) -> None:
    mine = workspace / "site" / STARTER_CLIENT / "trainee" / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    done = immerse("build", "--on", "2026-12-01")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("refused: ")
    assert "holds something that immerse did not make" in done.err
    assert [path.name for path in mine.parent.iterdir()] == ["thesis.txt"]


def test_the_checklist_as_pdf_is_tagged_named_and_in_a_language(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "pdf", "--out", "list.pdf", "--on", "2026-12-01")
    assert done == Done(0, "list.pdf\n", "")
    content = (workspace / "list.pdf").read_bytes()
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", content)
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang\s*\(en", content)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", content)
    document = pypdfium2.PdfDocument(content)
    assert "Acme Works" in document.get_metadata_value("Title")
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert all(id in text for id in ("FST-1", "GC-01", "Evaluation record R1"))


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_pdf_has_the_paper_asked_for(workspace: Path, immerse: Immerse, paper: str, size: tuple[int, int]) -> None:
    immerse("checklist", STARTER_CLIENT, "--format", "pdf", "--paper", paper, "--out", "list.pdf")
    (first, *_) = pypdfium2.PdfDocument((workspace / "list.pdf").read_bytes())
    assert tuple(round(length) for length in first.get_size()) == size


def test_the_checklist_as_workbook_has_a_row_for_every_item(workspace: Path, immerse: Immerse) -> None:
    immerse("checklist", STARTER_CLIENT, "--format", "xlsx", "--out", "list.xlsx")
    immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", "list.json")
    items = json.loads((workspace / "list.json").read_text("utf-8"))["items"]
    book = openpyxl.load_workbook(io.BytesIO((workspace / "list.xlsx").read_bytes()))
    sheets = ["Trainee", "Competencies", "Attestations", "Graduation", "Evidence", "Tasks", "About", "Lists"]
    assert book.sheetnames == sheets
    for sheet, kind in (("Competencies", "competency"), ("Graduation", "graduation")):
        ids = [row[0] for row in book[sheet].iter_rows(min_row=4, max_col=1, values_only=True) if row[0]]
        assert ids == [item["id"] for item in items if item["kind"] == kind]


def test_the_checklist_as_json_is_a_book(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", "deep/list.json", "--on", "2026-12-01")
    assert done.code == 0
    book = json.loads((workspace / "deep" / "list.json").read_text("utf-8"))
    assert (book["schema"], book["client"]) == ("immerse.book/1", STARTER_CLIENT)
    wanted = {"id", "kind", "digest", "rev", "module", "phase", "gate", "level", "contexts", "attested_by", "evidence"}
    for item in book["items"]:
        assert wanted <= item.keys()
        assert re.fullmatch(r"d2:sha256:[0-9a-f]{64}", item["digest"])


def test_a_file_that_cannot_be_written_ends_in_a_sentence(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", workspace / "README.md" / "list.json")
    assert (done.code, done.out) == (2, "")
    why = "a file stands where a folder is needed; name another place"
    assert re.fullmatch(rf"error: .*list\.json cannot be written: {why}\n", done.err)


def test_a_site_that_cannot_be_written_ends_in_a_sentence(workspace: Path, immerse: Immerse) -> None:
    done = immerse("build", "--out", workspace / "README.md" / "site", "--on", "2026-12-01")
    assert (done.code, done.out) == (2, "")
    assert "cannot be written: a file stands where a folder is needed" in done.err


@pytest.mark.parametrize("words", [("build", "--out"), ("export", STARTER_CLIENT)])
def test_a_site_is_never_written_among_the_sources(words: tuple[str, ...], workspace: Path, immerse: Immerse) -> None:
    done = immerse(*words, workspace / "curriculum" / "site")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("lies in curriculum/, where only content belongs; name another place\n")
    assert not (workspace / "curriculum" / "site").exists()


def test_a_site_is_never_written_among_the_sources_of_another_workspace(
    workspace: Path, tmp_path: Path, immerse: Immerse
) -> None:
    other = starter(tmp_path / "other")
    done = immerse("build", "--out", other / "playbooks" / "site", "--on", "2026-12-01")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("lies in playbooks/, where only content belongs; name another place\n")


def test_an_export_says_where_and_how_much(workspace: Path, immerse: Immerse) -> None:
    done = immerse("export", STARTER_CLIENT, "out", "--on", "2026-12-01")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"out  \d+ pages\n", done.out)
    assert (workspace / "out" / "mkdocs.yml").is_file()
    assert (workspace / "out" / "docs" / "index.md").is_file()


F_SETPIPE_SZ = 1031
FILES = (
    ("checklist", STARTER_CLIENT, "--format", "json"),
    ("coverage", "--format", "csv"),
    ("matrix", "--format", "csv"),
)
"""Commands that write one file."""


@pytest.mark.parametrize("words", FILES, ids=[words[0] for words in FILES])
@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("site_config/clients/acme-works/policy.yml", "lies in site_config/, where only content belongs"),
        ("curriculum/new.json", "lies in curriculum/, where only content belongs"),
        ("playbooks/../curriculum/curriculum.yml", "lies in curriculum/, where only content belongs"),
        ("link", "is a symbolic link; name the place that it leads to"),
        ("dangling", "is a symbolic link; name the place that it leads to"),
    ],
)
def test_a_file_is_never_written_over_a_source_or_through_a_link(
    words: tuple[str, ...], place: str, why: str, workspace: Path, immerse: Immerse
) -> None:
    (workspace / "link").symlink_to("README.md")
    (workspace / "dangling").symlink_to("nowhere")
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    done = immerse(*words, "--out", place)
    assert (done.code, done.out) == (2, "") and why in done.err
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("questions", STARTER_CLIENT), "site_config/asked.html"),
        (("questions", STARTER_CLIENT), "link.xlsx"),
        (("schema",), "curriculum"),
        (("schema",), "linked"),
    ],
)
def test_neither_are_questions_and_schemas(
    words: tuple[str, ...], place: str, workspace: Path, immerse: Immerse
) -> None:
    (workspace / "link.xlsx").symlink_to("README.md")
    (workspace / "linked").symlink_to("playbooks", target_is_directory=True)
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    done = immerse(*words, "--out", place)
    assert (done.code, done.out) == (2, "") and ("is a symbolic link" in done.err or "lies in " in done.err)
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("words", FILES, ids=[words[0] for words in FILES])
def test_a_pipe_is_written_through(words: tuple[str, ...], workspace: Path, immerse: Immerse) -> None:
    on = () if words[0] == "matrix" else ("--on", "2026-12-01")
    immerse(*words, "--out", "plain", *on)
    expected = (workspace / "plain").read_bytes()
    os.mkfifo(workspace / "pipe")
    reader = os.open(workspace / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, F_SETPIPE_SZ, 1 << 20)
    assert immerse(*words, "--out", "pipe", *on).code == 0
    assert os.read(reader, 1 << 20) == expected
    os.close(reader)
    assert (workspace / "pipe").is_fifo()
    for place in ("-", "/dev/stdout"):
        assert immerse(*words, "--out", place, *on).out.encode() == expected


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="a machine without files in memory")
def test_a_file_in_memory_is_written_whole_as_any_other(workspace: Path, immerse: Immerse) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        out = Path(folder) / "matrix.csv"
        assert immerse("matrix", "--format", "csv", "--out", out).out == f"{out}\n"


def test_a_site_is_never_built_through_a_link(workspace: Path, immerse: Immerse) -> None:
    (workspace / "elsewhere").mkdir()
    (workspace / "site").symlink_to("elsewhere", target_is_directory=True)
    done = immerse("build", "--on", "2026-12-01")
    assert (done.code, done.out) == (2, "") and "is a symbolic link" in done.err
    assert list((workspace / "elsewhere").iterdir()) == []
