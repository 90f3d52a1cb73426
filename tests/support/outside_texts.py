"""Texts that others wrote for GitHub, made into lessons: what is different here is changed, and nothing is left out.

The texts are those that locked packages carry with them, so none of them is copied into this repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from html_blocks import Block, blocks_of
from immerse.texts.parsed_text import blanked, parse
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from mdit_py_plugins.footnote import footnote_plugin

BASE = "https://source.example/docs/"
"""Where a text stood, for its relative links."""
OWN_TITLE = "Continued"
"""The title that the conversion gives to what stands before the first heading, and to the rest of a long section."""
A_SECTION = 12_000
"""Characters of a section, after which the next block begins another."""
A_LESSON = 40_000
"""Characters of a lesson, after which the next section begins another."""

_NO_TITLE = re.compile(r"[<>\"\\{}]")
_TAG = re.compile(r"<!--.*?-->|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.DOTALL)
_BY_REFERENCE = re.compile(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(:])")
_BRACES = re.compile(r"\{[{%#]|\}\}")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_NOTE_TEXT = re.compile(r"\[\^([^\]\s]+)\]:")
_CALLOUT = re.compile(r"^((?: *>)+ *)\[!([A-Z]+)\]$", re.MULTILINE)
_BADGES = re.compile(r"\A\s*(?:<(h1|p)\b.*?</\1>\s*)*", re.DOTALL)


def texts() -> dict[str, str]:
    """Each text by its name."""
    skills = Path(str(distribution("playwright").locate_file("playwright/driver/package/lib/tools/skills")))
    names = ("playwright-cli", "playwright-component-testing", "playwright-trace")
    commands, components, trace = (_joined(sorted((skills / name).rglob("*.md"))) for name in names)
    return {
        "a library for PDF": _description("pypdfium2"),
        "a library for encodings": _description("charset-normalizer"),
        "commands of a browser": commands,
        "tests of components": f"{components}\n\n{trace}",
    }


def _description(package: str) -> str:
    return _BADGES.sub("", str(distribution(package).metadata.get_payload())).expandtabs(4)


def _joined(paths: list[Path]) -> str:
    """Files one after the other, without the data at their head."""
    contents = (path.read_text("utf-8").expandtabs(4) for path in paths)
    return "\n\n".join(re.sub(r"\A---\n.*?\n---\n", "", content, flags=re.DOTALL) for content in contents)


def blocks_on_github(text: str) -> tuple[list[Block], list[Block]]:
    """What a reader finds in the text on GitHub: its blocks, and those of its footnotes."""
    markdown = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin)
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    text = _CALLOUT.sub(lambda match: f"{match[1]}**{match[2].capitalize()}**\n{match[1]}", text)
    return _without_notes(blocks_of(markdown.render(text), BASE))


def blocks_of_lessons(articles: list[str]) -> tuple[list[Block], list[Block]]:
    """What a reader finds in the sections of lessons, without the titles that the conversion added."""
    sections = (
        re.search(r'<h2 id="section-.*?(?=<div class="im-(?:policy|showing)")', page, re.DOTALL) for page in articles
    )
    blocks = [block for found in sections if found for block in blocks_of(found.group())]
    return _without_notes([block for block in blocks if not block.words.startswith(OWN_TITLE)])


def _without_notes(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    notes = [block for block in blocks if block.path[:1] == ("notes",)]
    return [block for block in blocks if block.path[:1] != ("notes",)], sorted(notes)


@dataclass(slots=True)
class _Block:
    """A block that stands in no other."""

    line: int
    form: str
    """`section`, `third` or `bold`, which a heading becomes; else `text`."""
    source: str
    words: str = ""
    """Of a heading, as Markdown."""

    @property
    def note(self) -> str:
        """The name of the footnote that this is, empty for anything else."""
        found = _NOTE_TEXT.match(self.source)
        return found[1] if found else ""

    def as_text(self) -> str:
        if self.form == "text":
            return self.source
        return f"### {self.words}" if self.form == "third" else f"**{self.words.replace('**', '')}**"


@dataclass(slots=True)
class Section:
    """A section of a lesson."""

    title: str
    blocks: list[_Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its blocks, without the heading that became its title."""
        return "\n\n".join(block.as_text() for block in self.blocks if block.form != "section")

    @property
    def is_long(self) -> bool:
        """Whether the next block should begin another section."""
        return len(self.text) > A_SECTION and self.blocks[-1].form not in ("section", "third")

    def with_notes(self, notes: dict[str, _Block]) -> Section:
        """The section with the footnotes that it calls, which may stand elsewhere, and no others."""
        words = "\n\n".join(block.source for block in self.blocks if not block.note)
        called = dict.fromkeys(_NOTE.findall(blanked(words, parse(words).of_kind("code"))))
        kept = [block for block in self.blocks if not block.note or block.note in called]
        here = {block.note for block in kept}
        return Section(self.title, kept + [notes[name] for name in called if name in notes and name not in here])


def lessons_of(text: str) -> list[list[Section]]:
    """The sections of each lesson."""
    lessons: list[list[Section]] = [[]]
    for section in _sections(_in_our_dialect(text)):
        if sum(len(one.text) for one in lessons[-1]) > A_LESSON:
            lessons.append([])
        lessons[-1].append(section)
    return lessons


def as_keys(sections: list[Section]) -> str:
    """The sections as the YAML of a lesson."""
    lines = ["sections:"]
    for number, section in enumerate(sections, 1):
        title = section.title.replace("'", "''")
        lines += [f"  - id: part-{number}", f"    title: '{title}'", "    text: |2-"]
        lines += [f"      {line}" if line else "" for line in section.text.split("\n")]
    return "\n".join(lines) + "\n"


def _in_our_dialect(text: str) -> str:
    """Without HTML, pictures and references, of which words and addresses stay; braces are text."""
    text = _replaced(_with_whole_links(text), _TAG, _words_of_tag)
    for span in reversed([*parse(text).of_kind("image")]):
        text = f"{text[: span.start]}{span.words}{text[span.end :]}"
    for span in reversed([*parse(text).of_kind("link")]):
        written = text[span.start : span.end]
        if written.endswith(")"):
            words = written[: written.rindex("](")]
            text = f"{text[: span.start]}{words}]({urljoin(BASE, span.content)}){text[span.end :]}"
    return _replaced(text, _BRACES, lambda match: f"\\{match[0][0]}\\{match[0][1]}")


def _words_of_tag(tag: re.Match[str]) -> str:
    alternative = re.search(r'alt="([^"]*)"', tag[0]) if tag[0].startswith("<img") else None
    return alternative[1] if alternative else " " if tag[0].startswith("<br") else ""


def _with_whole_links(text: str) -> str:
    """Links by reference with their addresses, and no list of addresses."""
    env: dict[str, Any] = {}
    MarkdownIt("gfm-like").parse(text, env)
    references: dict[str, dict[str, Any]] = env.get("references", {})
    lines = text.split("\n")
    for reference in references.values():
        lines[slice(*reference["map"])] = [""] * (reference["map"][1] - reference["map"][0])

    def whole(match: re.Match[str]) -> str:
        found = references.get(normalizeReference(match[2] or match[1]))
        return f"[{match[1]}]({found['href']})" if found else match[0]

    return _replaced("\n".join(lines), _BY_REFERENCE, whole) if references else text


def _replaced(text: str, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> str:
    """The text with what the pattern finds outside code replaced."""
    plain = blanked(text, parse(text).of_kind("code"))
    for match in reversed([*pattern.finditer(plain)]):
        text = f"{text[: match.start()]}{by(match)}{text[match.end() :]}"
    return text


def _sections(text: str) -> Iterator[Section]:
    """The text, cut at headings of the first two levels and where it gets long; footnotes go with their calls."""
    blocks = [*_blocks(text)]
    notes = {block.note: block for block in blocks if block.note}
    section = Section(OWN_TITLE)
    for block in blocks:
        if block.form == "section" or (section.is_long and block.form != "bold" and not block.note):
            if section.text:
                yield section.with_notes(notes)
            section = Section(_plain(block.words) if block.form == "section" else OWN_TITLE)
        section.blocks.append(block)
    yield section.with_notes(notes)


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks that stand in no other, each heading with what becomes of it."""
    markdown = MarkdownIt("gfm-like").use(footnote_plugin)
    markdown.core.ruler.disable("footnote_tail")
    tokens = markdown.parse(text)
    lines = text.split("\n")
    tops = [(token.map, index) for index, token in enumerate(tokens) if token.map and not token.level]
    form = "section"
    found: list[_Block] = []
    for (start, _), index in reversed(tops):
        token = tokens[index]
        source = "\n".join(lines[start : found[-1].line if found else len(lines)]).strip("\n")
        if token.type != "heading_open":
            form = "text"
            found.append(_Block(start, form, source))
            continue
        words = tokens[index + 1].content
        found.append(_Block(start, form := _form(int(token.tag[1]), words, form), source, words))
    return reversed(found)


def _form(level: int, words: str, below: str) -> str:
    """What a heading becomes, by what stands right below it: a line in bold with nothing below it, or a link."""
    is_third = level == 3 or _NO_TITLE.search(_plain(words))
    if level > 3 or "[" in words or below == "section" or (below == "third" and is_third):
        return "bold"
    return "third" if is_third else "section"


def _plain(words: str) -> str:
    return re.sub(r"[`*]", "", words).strip()
