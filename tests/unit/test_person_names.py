"""`immerse records names`: a person's name in a site is found, however it is written there."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from command_line import Immerse
from site_fixtures import starter


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of names, outside of the workspace in which commands run."""
    monkeypatch.chdir(starter(tmp_path / "agency"))
    file = tmp_path / "people.yml"
    file.write_text("people:\n  p-7f3a: Ada Exämple\n  p-7f3b: Bo Nobody\n", "utf-8")
    return file


def packed(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", b"<p>ada \xc3\xa9\xc3\xb6 ADA EX\xc3\x84MPLE</p>"),
        ("index.html", b"<p>Ada&nbsp;Ex&auml;mple</p>"),
        ("data.json", json.dumps({"by": "Ada Exämple"}).encode()),
        ("book.xlsx", packed("Ada Exämple")),
        ("index.html", b"<p>Ada <b>Ex\xc3\xa4mple</b></p>"),
    ],
)
def test_a_name_in_a_site_is_found(people: Path, tmp_path: Path, immerse: Immerse, name: str, content: bytes) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "other.html").write_text("<p>Nobody is named here, p-7f3a is an id.</p>", "utf-8")
    (site / name).write_bytes(content)
    done = immerse("records", "names", site, "--people", people)
    assert (done.code, done.out) == (1, f"{site / name}: holds the name of p-7f3a\n")
    told = json.loads(immerse("records", "names", site, "--people", people, "--format", "json").out)
    assert told["found"] == [{"file": str(site / name), "person": "p-7f3a"}]


def test_a_site_without_names_holds_none(people: Path, tmp_path: Path, immerse: Immerse) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>Ada, and Ada Exämples, are others.</p>", "utf-8")
    done = immerse("records", "names", tmp_path / "site", "--people", people)
    assert (done.code, done.out, done.err) == (0, "", "2 names: 0 places\n")
    assert immerse("records", "names", tmp_path / "site").code == 2
