"""A client's logo: an SVG of shapes only, a PNG without metadata; anything else is refused, not cleaned."""

import re
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

import nh3

from immerse.loading.characters import quoted
from immerse.problems import Location, Problem
from immerse.words.characters import HIDDEN

MAX_BYTES = 256 * 1024
MAX_PIXELS = 4096
"""Width and height of a PNG, each."""
_MAX_DEPTH = 40

_SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", _SVG)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _names(
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient "
    "stop clipPath"
)
_ATTRIBUTES = _names(
    "id role aria-label version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d "
    "points transform opacity fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset clip-path clip-rule clipPathUnits color "
    "gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity font-family font-size font-weight "
    "font-style letter-spacing text-anchor dominant-baseline"
)

_WORDED = frozenset(("aria-label", "font-family"))
"""Attributes that contain words, which no browser follows."""
_OUTSIDE = re.compile(r"url\s*\((?!\s*#)|[a-z]\s*:|\\", re.I)
"""An address, a scheme, or an escape that could spell one."""

# What a decoder needs to draw the picture and its colours; others contain metadata, or no part of a picture.
_CHUNKS = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"))
_PNG = b"\x89PNG\r\n\x1a\n"


class _Refused(ValueError):
    """The picture cannot be used; the text is the message, then the hint."""


def read_logo(name: str, content: bytes, path: str) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
    """A logo to publish: (file name, bytes), or what is wrong with it.

    An SVG with anything but shapes, text and gradients (a script, a link, a style sheet, an outside address) is
    refused, because a logo with a part missing is not the client's logo. Comments and a PNG's metadata are removed.
    """
    try:
        return (name, _svg(content) if name.endswith(".svg") else _png(content)), ()
    except _Refused as refused:
        message, hint = refused.args
        return None, (Problem(Location(path), "path", message, hint=hint),)


class _Builder(ElementTree.TreeBuilder):
    """Refuses a tree that is too deep for the recursive functions that read it."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        """Begin an element, unless it is too deep."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _Refused(
                f"the elements of the drawing are nested more than {_MAX_DEPTH} deep", "export it as plain SVG"
            )
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        """End an element."""
        self.depth -= 1
        return super().end(tag)


def _svg(content: bytes) -> bytes:
    if re.search(rb"<!(DOCTYPE|ENTITY)", content, re.I):
        raise _Refused("the drawing has a DOCTYPE or an entity", "export it as plain SVG, or delete that line")
    try:
        text = content.decode("utf-8-sig")
        root = ElementTree.fromstring(text.encode(), ElementTree.XMLParser(target=_Builder(), encoding="utf-8"))
    except UnicodeDecodeError:
        raise _Refused("the drawing is not UTF-8", "save it as UTF-8") from None
    except (ElementTree.ParseError, ValueError) as error:
        if isinstance(error, _Refused):
            raise
        raise _Refused(f"the drawing is not well-formed: {error}", "export it again") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _Refused("the drawing does not begin with <svg xmlns=...>", f'it needs xmlns="{_SVG}"')
    for element in root.iter():
        for fault in _faults(element):
            raise _Refused(fault, "export it as plain SVG with shapes only; turn text and styles into paths")
    drawn = ElementTree.tostring(root, encoding="unicode")
    _agree(root, drawn)
    return drawn.encode()


def _faults(element: ElementTree.Element) -> Iterator[str]:
    space, _, tag = element.tag.rpartition("}")
    if space != f"{{{_SVG}" or tag not in _ELEMENTS:
        yield f"the drawing contains <{tag}>, which is not allowed in a logo"
    for attribute, value in element.attrib.items():
        if attribute not in _ATTRIBUTES:
            yield f"<{tag}> has {quoted(attribute.rpartition('}')[2])}, which is not allowed in a logo"
        elif attribute not in _WORDED and _OUTSIDE.search(value):
            yield f"<{tag}> refers to an outside address: {attribute}={quoted(value)}"
    if HIDDEN.search((element.text or "") + (element.tail or "")):
        yield f"<{tag}> contains an invisible character"


def _agree(root: ElementTree.Element, drawn: str) -> None:
    """Refuse the drawing if a second parser finds other elements or removes any."""
    tags = set(_ELEMENTS)
    cleaned = nh3.clean(drawn, tags=tags, attributes={tag: {*_ATTRIBUTES, "xmlns"} for tag in tags}, link_rel=None)
    try:
        same = _parts(ElementTree.fromstring(cleaned)) == _parts(root)
    except ElementTree.ParseError:
        same = False
    if not same:
        raise _Refused("a browser would read the drawing differently", "export it as plain SVG")


def _parts(root: ElementTree.Element) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(element.tag, sorted(element.attrib.items())) for element in root.iter()]


def _png(content: bytes) -> bytes:
    if not content.startswith(_PNG):
        raise _Refused("the file is not a PNG picture", "export it as PNG or SVG")
    chunks = [_PNG]
    kinds: list[bytes] = []
    at = len(_PNG)
    while b"IEND" not in kinds:
        size = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + 12 + size
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise _Refused("the PNG picture is damaged", "export it again")
        kinds.append(kind)
        if kind in _CHUNKS:
            chunks.append(content[at:end])
        at = end
    if kinds[0] != b"IHDR" or b"IDAT" not in kinds:
        raise _Refused("the PNG picture is damaged", "export it again")
    width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        raise _Refused(f"the picture is {width} by {height} pixels; at most {MAX_PIXELS} each", "make it smaller")
    return b"".join(chunks)
