"""Another client's words are found in whatever disguise they reach a site."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
import typst
import xlsxwriter
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.site_config import theme_folder
from immerse.leaks.site_scan import Leak, scan
from immerse.output.finishing import finish
from proofs import proof_against
from rendered_site import EPOCH, SITE

CANARY = "zq3f9a17c04be6d258qz"
FOREIGN = {
    "hearthline": [
        "Hearthline Home Insurance",
        "Agnieszka Żółkowska",
        "duty@hearthline.example",
        "+44 20 7946 0123",
        "We answer every storm claim before the rain stops.",
        CANARY,
        "HHI",
        "Smith&Notley",
    ]
}
NAME = "Hearthline Home Insurance"
PERSON = "Agnieszka Żółkowska"
PHONE = "+44 20 7946 0123"
TEXT = "We answer every storm claim before the rain stops."


def png(word: str) -> bytes:
    """A picture with the word in a compressed text chunk."""
    chunk = b"zTXtComment\0\0" + zlib.compress(word.encode())
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))


def archive(name: str, content: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return stream.getvalue()


def workbook(word: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Items").write(0, 0, word)
    return stream.getvalue()


def pdf(word: str) -> bytes:
    return typst.compile(f"#set page(width: 4cm)\n#set text(hyphenate: true)\n{word}".encode())


def escaped(word: str, form: str) -> str:
    return "".join(form.format(ord(letter)) for letter in word)


DISGUISES: dict[str, tuple[str, bytes]] = {
    "plain": ("a.html", f"<p>{NAME}</p>".encode()),
    "capitals": ("a.html", NAME.upper().encode()),
    "other punctuation": ("a.js", b"hearthline-home_insurance"),
    "in a path": ("media/Hearthline_Home_Insurance.svg", b"<svg></svg>"),
    "in an attribute": ("a.html", f'<img alt="{NAME}">'.encode()),
    "in a comment": ("a.html", f"<!-- {NAME} -->".encode()),
    "named and numbered entities": (
        "a.html",
        html.escape(PERSON).replace("Ż", "&#379;").replace("ó", "&oacute;").encode(),
    ),
    "hexadecimal entities": ("a.html", escaped(NAME, "&#x{:x};").encode()),
    "double escapes": ("a.html", escaped(NAME, "&amp;#{};").encode()),
    "json escapes": ("a.json", json.dumps({"name": PERSON}).encode()),
    "javascript escapes": ("a.js", escaped(NAME, "\\x{:02x}").encode()),
    "beside half of a letter": ("a.js", b"'\\ud83d " + NAME.encode() + b"'"),
    "percent escapes": ("a.html", f'<a href="?q={quote(PERSON)}">'.encode()),
    "every letter in percent": ("a.html", escaped(NAME, "%{:02X}").encode()),
    "base64 at 0": ("a.js", b"'" + base64.b64encode(NAME.encode()) + b"'"),
    "base64 at 1": ("a.js", b"'" + base64.b64encode(b"x" + NAME.encode()) + b"'"),
    "base64 at 2": ("a.js", b"'" + base64.b64encode(b"xy" + NAME.encode()) + b"'"),
    "base64 glued to letters": ("a.js", b"abc" + base64.b64encode(NAME.encode()) + b"z"),
    "base64 in lines": ("a.txt", base64.encodebytes(b"padding " * 12 + NAME.encode())),
    "base64 of gzip": ("a.css", b"url(data:x;base64," + base64.b64encode(gzip.compress(NAME.encode())) + b")"),
    "utf-16": ("a.txt", PERSON.encode("utf-16")),
    "utf-16 big-endian": ("a.bin", b"\x00\x01\x02" + PERSON.encode("utf-16-be")),
    "latin-1": ("a.txt", "Hearthline Home Insurance café".encode("latin-1")),
    "gzip": ("a.html.gz", gzip.compress(NAME.encode())),
    "gzip in gzip": ("a.gz", gzip.compress(gzip.compress(NAME.encode()))),
    "second member of a gzip": ("a.gz", gzip.compress(b"x") + gzip.compress(NAME.encode())),
    "zip member": ("a.zip", archive("a.txt", NAME)),
    "name in a zip": ("a.zip", archive("hearthline home insurance.txt", "x")),
    "workbook": ("a.xlsx", workbook(PERSON)),
    "zip in a zip": ("a.zip", archive("inner.zip", archive("a.txt", NAME))),
    "compressed text of a picture": ("a.png", png(PERSON)),
    "text of a pdf": ("a.pdf", pdf(PERSON)),
    "text of a pdf over several lines": ("a.pdf", pdf(TEXT)),
    "split by tags": ("a.html", b"<p>Hea<b>rthl</b>ine Home <i>Insur</i>ance</p>"),
    "split by a comment": ("a.html", b"Hearth<!-- -->line Home Insurance"),
    "split over elements": ("a.html", b"<li>Hearthline</li><li>Home</li><li>Insurance</li>"),
    "an ampersand that looks like an escape": ("a.html", b"<p>Smith&amp;Notley</p>"),
    "a percent sign that looks like an escape": ("a.html", b"<p>100%Ad&auml; Hearthline Home Insurance</p>"),
    "soft hyphens": ("a.html", b"Hearth&shy;line Home In&#8203;surance"),
    "full-width letters": ("a.html", "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in NAME).encode()),
    "over two lines": ("a.html", TEXT.replace("claim ", "claim\n    ").encode()),
    "emphasised": ("a.html", b"We answer <strong>every</strong> storm claim before <a href=x>the rain</a> stops."),
    "phone with other signs": ("a.html", b"call (020) 7946-0123 now"),
    "phone without blanks": ("a.html", b'<a href="tel:+442079460123">x</a>'),
    "phone in json": ("a.json", b'{"tel": "0044 2079460123"}'),
    "address": ("a.html", b"mailto:Duty%40Hearthline.example"),
    "canary inside a word": ("a.js", f"x{CANARY}y".encode()),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_seeded_leak_is_found(tmp_path: Path, disguise: str) -> None:
    name, content = DISGUISES[disguise]
    (tmp_path / "index.html").write_text("<p>Clean</p>")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    found = scan(tmp_path, proof_against(FOREIGN))
    assert {(leak.file, leak.client) for leak in found.leaks} == {(name, "hearthline")}
    assert found.unreadable == ()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leaks") / "site"
    build_site(SITE, folder, offline=False, epoch=EPOCH)
    finish(folder)
    return folder


def test_a_clean_site_has_no_leak(site: Path) -> None:
    found = scan(site, proof_against(FOREIGN), theme=theme_folder())
    assert found.leaks == ()
    assert found.unreadable == ()


def test_the_theme_itself_hides_nothing_and_can_be_searched_too(site: Path) -> None:
    assert scan(site, proof_against(FOREIGN)).leaks == ()


def test_the_scan_sees_the_sites_own_words(site: Path) -> None:
    words = ["Northgate training", "Recognises every trigger", "Quokka ledger"]
    found = scan(site, proof_against({"northgate": words}), theme=theme_folder())
    assert {(leak.file, leak.word) for leak in found.leaks} >= {
        ("index.html", "Northgate training"),
        ("checklist/index.html", "Recognises every trigger"),
        ("search/search_index.json", "Recognises every trigger"),
        ("downloads/checklist.json", "Quokka ledger"),
    }


def test_a_theme_file_is_searched_when_it_was_changed(site: Path, tmp_path: Path) -> None:
    name = next(path for path in site.rglob("bundle.*.js")).relative_to(site)
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes((site / name).read_bytes() + f"/* {NAME} */".encode())
    assert [leak.word for leak in scan(tmp_path, proof_against(FOREIGN), theme=theme_folder()).leaks] == [NAME]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Acme", "<p>Ask Acme.</p>", True),
        ("Acme", "<p>An acmeist poem</p>", False),
        ("Orange", "<p>oranges</p>", False),
        ("555-0100", "<p>555 0100</p>", True),
        ("555-0100", "<p>1234555010099</p>", False),
        ("北京客户服务", "<p>欢迎来到北京客户服务中心</p>", True),
    ],
)
def test_a_short_word_counts_where_it_stands_alone(tmp_path: Path, word: str, text: str, found: bool) -> None:
    (tmp_path / "a.html").write_text(text, "utf-8")
    assert bool(scan(tmp_path, proof_against({"other": [word]})).leaks) is found


def test_words_too_short_to_look_for_are_said() -> None:
    proof = proof_against({"hearthline": ["HHI", "x", "47 11", "(0)"], "other": ["N."]})
    assert proof.unscanned == ("hearthline: (0)", "hearthline: 47 11", "hearthline: x")


def test_a_leak_reads_as_a_sentence() -> None:
    assert str(Leak("a/index.html", "hearthline", NAME, "base64")) == (
        "a/index.html: holds 'Hearthline Home Insurance' of client hearthline (base64)"
    )


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("a.zip", lambda: b"PK\x03\x04 torn", "holds a zip that cannot be read"),
        ("a.pdf", lambda: b"%PDF-1.7 torn", "cannot be read as a PDF"),
        ("a.gz", lambda: gzip.compress(bytes(70_000_000), 1), "unpacks to more than 64,000,000 bytes"),
    ],
)
def test_what_cannot_be_looked_into_is_said(tmp_path: Path, name: str, make: Callable[[], bytes], reason: str) -> None:
    (tmp_path / name).write_bytes(make())
    (entry,) = scan(tmp_path, proof_against(FOREIGN)).unreadable
    assert entry.startswith(f"{name}: ") and reason in entry


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08\0", b"\x89PNG"])
def test_words_that_only_begin_like_a_container_hide_nothing(start: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>It begins with " + base64.b64encode(start + b" and goes on") + b"</p>")
    assert scan(tmp_path, proof_against(FOREIGN)).unreadable == ()


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to("/etc/hostname")
    assert scan(tmp_path, proof_against(FOREIGN)).unreadable == ("a.html: is a symbolic link",)


def test_a_leak_is_found_among_very_many_words(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<p>we answer the storm before every claim</p><p>{TEXT} {NAME}</p>")
    ordinary = ["we", "answer", "every", "storm", "claim", "before", "the", "rain", "stops"]
    foreign = {
        f"client-{n}": [
            f"{ordinary[n % 9]} {a} {b} {c} storm {n % 7}" for a in ordinary for b in ordinary for c in ordinary
        ]
        for n in range(3)
    }
    found = scan(tmp_path, proof_against(foreign | FOREIGN))
    assert {(leak.client, leak.word) for leak in found.leaks} == {("hearthline", TEXT), ("hearthline", NAME)}


WRAPPED = base64.encodebytes(b"x" * 50 + NAME.encode())
"""Base64 in lines of 76 letters; the name begins in the first and ends in the second."""

SPLIT: dict[str, dict[str, bytes]] = {
    "over lines that each stand elsewhere": {
        "a.html": b"<p>Hearthline\nhouse</p>\n<p>Insurance\nfor all</p>\n<p>our\nHome</p>",
        "b.html": b"<p>Hearthline\nHome\nInsurance\nfor all</p>",
    },
    "inside longer words at both ends": {"b.html": f"<p>my{NAME}s</p>".encode()},
    "in a very long line": {"b.html": b"<p>" + b"word " * 9000 + NAME.encode() + b" word" * 9000},
    "in a line that other pages have without it": {
        "a.html": b"<p>The same line</p>\n<p>and another</p>",
        "b.html": f"<p>The same line</p>\n<p>{NAME}</p>\n<p>and another</p>".encode(),
    },
    "a number over two lines": {"a.html": b"<p>020 7946</p>", "b.html": b"<p>Call 020 7946\n0123 now</p>"},
    "base64 that goes on in the next line": {
        "a.js": WRAPPED.splitlines()[0] + b"\nvar a",
        "b.js": WRAPPED,
    },
    "base64 in a line among lines of another file": {
        "a.js": b"var a = 1;\nvar b = 2;",
        "b.js": b"var a = 1;\n'" + base64.b64encode(NAME.encode()) + b"'\nvar b = 2;",
    },
}
"""What a scan could miss that reads no line twice and first asks all texts at once."""


@pytest.mark.parametrize("case", SPLIT)
def test_a_leak_is_found_among_lines_that_were_seen_before(tmp_path: Path, case: str) -> None:
    for name, content in SPLIT[case].items():
        (tmp_path / name).write_bytes(content)
    found = scan(tmp_path, proof_against(FOREIGN))
    assert {leak.file.partition(".")[0] for leak in found.leaks} == {"b"}
