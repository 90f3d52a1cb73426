"""Format 2: texts are read as CommonMark, before their placeholders are filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from immerse.model.owned_text import owned_texts
from immerse.model.text import Letter, Prose
from immerse.problems import Location
from immerse.texts.html import Manner, to_html
from immerse.texts.reading import reading_of
from immerse.texts.values import QuoteValue
from immerse.upgrading.old_text import fills_a_block, old_html, value_sign
from immerse.upgrading.outline import outline
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources

_PLAIN = re.compile(r"[^\n*_`~\[\]<>#|{}\\&!:+=^-]*")
"""A text of one line with no sign in it that either reading takes for a mark."""
_NUMBERED = re.compile(r"\s*\d+[.)]")


def _find(sources: Sources) -> Iterator[Finding]:
    for file in sources.of_kind(
        "curriculum", "rotation", "module", "lesson", "drills", "checks", "playbook", "overlay"
    ):
        for owned in (
            owned_texts(file.model, "overlay" if file.path.endswith("overlay.yml") else "") if file.model else ()
        ):
            if isinstance(owned.text, Prose) and not _is_plain(owned.text):
                yield from _difference(owned.text, ", ".join(filter(None, (owned.owner, owned.field))))


def _is_plain(text: Prose) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _NUMBERED.match(text)


def _difference(text: Prose, name: str) -> Iterator[Finding]:
    before, after = outline(old_html(str(text))), _now(text)
    if before != after:
        yield Finding("reads", _place(text, before, after), name, "\n".join(before), "\n".join(after))


def _now(text: Prose) -> tuple[str, ...]:
    values: list[str | QuoteValue] = []
    for span in reading_of(text).placeholders:
        sign = value_sign(span.content)
        block = fills_a_block(span.content)
        values.append("https://site.example" if span.words == "address" else QuoteValue(((sign,),)) if block else sign)
    return outline(to_html(reading_of(text), values, Manner(breaks=isinstance(text, Letter))))


def _place(text: Prose, before: tuple[str, ...], after: tuple[str, ...]) -> Location:
    """Where the first line that differs begins in the source; the beginning of the text where nobody can tell."""
    same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    for lines in (after, before):
        words = re.findall(r"\w+", lines[same])[:3] if same < len(lines) else []
        if words and (found := re.search(r"\W+".join(map(re.escape, words)), text)):
            return text.at(found.start())
    return text.location


STEP = UpgradeStep(
    format=2,
    name="texts",
    about="Texts are read as on GitHub: lists and tables right below a sentence, nesting by two blanks, numbers that "
    "go on counting; a line break counts in templates, and in code nothing is a placeholder.",
    find=_find,
)
