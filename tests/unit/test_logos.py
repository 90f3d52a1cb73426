"""Logos: drawings and pictures that come from outside and are published."""

from __future__ import annotations

import struct
import zlib

import pytest
from immerse.loading.logo import read_logo


def test_a_drawing_comes_out_as_it_went_in() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="q">'
        '<stop offset="0" stop-color="#fff" /></linearGradient></defs><path fill="url(#q)" d="M0 0h9" /></svg>'
    )
    logo, problems = read_logo("logo.svg", f'<?xml version="1.0"?><!-- made by hand -->{drawing}'.encode(), "logo.svg")
    assert problems == () and logo == ("logo.svg", drawing.encode())


SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    "inside",
    [
        "<style>*{fill:red}</style>",
        '<a href="https://example.org"><path/></a>',
        '<image href="x.png"/>',
        '<use href="#x"/>',
        "<foreignObject/>",
        '<g style="fill:red"/>',
        '<g fill="u\\72l(x)"/>',
        '<g fill="URL( http://x )"/>',
        '<g xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
        '<title xmlns="http://www.w3.org/1999/xhtml"><script/></title>',
        "<title>a\u202eb</title>",
        '<animate attributeName="href"/>',
        "<g>" * 50 + "</g>" * 50,
    ],
)
def test_a_drawing_with_anything_else_is_refused(inside: str) -> None:
    logo, problems = read_logo("logo.svg", f"{SVG}{inside}</svg>".encode(), "logo.svg")
    assert logo is None and len(problems) == 1


def test_words_in_a_drawing_cannot_become_markup() -> None:
    drawing = f"{SVG}<title><![CDATA[</title><script>alert(1)</script>]]></title></svg>"
    logo, _ = read_logo("logo.svg", drawing.encode(), "logo.svg")
    assert logo is not None and b"<script" not in logo[1]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(*more: bytes, width: int = 1, height: int = 1) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_a_picture_loses_its_notes_and_what_follows_it() -> None:
    noted = picture(chunk(b"tEXt", b"Author\0Ann"), chunk(b"eXIf", b"where it was taken"))
    logo, problems = read_logo("logo.png", noted + b"PK\x03\x04", "logo.png")
    assert problems == () and logo == ("logo.png", picture())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        picture()[:40],
        picture()[:-1],
        picture().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
        picture(width=0),
        picture(height=5000),
    ],
)
def test_a_picture_that_is_none_is_refused(content: bytes) -> None:
    logo, problems = read_logo("logo.png", content, "logo.png")
    assert logo is None and len(problems) == 1
