"""Format 2: texts are read as CommonMark, before their placeholders are filled, and a lone hyphen is a list."""

import re
from collections.abc import Iterator

from immerse.model.base import walk_texts
from immerse.model.owned_text import owned_texts
from immerse.model.text import Letter, Prose
from immerse.problems import Location
from immerse.texts.block_values import QuoteValue
from immerse.texts.html import Manner, to_html
from immerse.texts.parsed_text import parsed
from immerse.upgrading.editing import in_place_of
from immerse.upgrading.old_text import fills_a_block, old_html, value_sign
from immerse.upgrading.outline import outline
from immerse.upgrading.step_findings import Finding, change_or_todo, upgrade_step
from immerse.upgrading.workspace_files import Sources

_KINDS = ("curriculum", "rotation", "module", "lesson", "drills", "checks", "playbook", "overlay")
_PLAIN = re.compile(r"[^\n*_`~\[\]<>#|{}\\&!:+=^-]*")
"""A text of one line with no sign in it that either reading takes for a mark."""
_NUMBERED = re.compile(r"\s*\d+[.)]")


@upgrade_step(
    2,
    "Texts are read as on GitHub: lists and tables right below a sentence, nesting by two blanks, numbers that go on "
    "counting; a line break counts in templates, and in code nothing is a placeholder.",
)
def texts(sources: Sources) -> Iterator[Finding]:
    """Report texts that CommonMark reads differently."""
    for file in sources.of_kind(*_KINDS):
        owner = "overlay" if file.path.endswith("overlay.yml") else ""
        for owned in owned_texts(file.model, owner) if file.model else ():
            text = owned.text
            if not isinstance(text, Prose) or (_PLAIN.fullmatch(text) and not _NUMBERED.match(text)):
                continue
            before, after = outline(old_html(str(text))), _new_outline(text)
            if before != after:
                yield Finding("reads", _place(text, before, after), owned.owner, "\n".join(before), "\n".join(after))


def _new_outline(text: Prose) -> tuple[str, ...]:
    values: list[str | QuoteValue] = []
    for span in parsed(text).placeholders:
        sign = value_sign(span.content)
        block = fills_a_block(span.content)
        values.append("https://site.example" if span.words == "address" else QuoteValue(((sign,),)) if block else sign)
    return outline(to_html(parsed(text), values, Manner(breaks=isinstance(text, Letter))))


def _place(text: Prose, before: tuple[str, ...], after: tuple[str, ...]) -> Location:
    """The beginning of the first line that differs in the source; the beginning of the text where that is unknown."""
    same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    for lines in (after, before):
        words = re.findall(r"\w+", lines[same])[:3] if same < len(lines) else []
        if words and (match := re.search(r"\W+".join(map(re.escape, words)), text)):
            return text.at(match.start())
    return text.location


@upgrade_step(
    2, "A cell or a point that is only a hyphen is an empty list, which shows nothing; a dash is written instead."
)
def dashes(sources: Sources) -> Iterator[Finding]:
    """Replace lone hyphens by dashes."""
    for file in sources.of_kind(*_KINDS):
        for text in walk_texts(file.model) if file.model else ():
            if isinstance(text, Prose) and text.strip() == "-":
                edit = in_place_of(file, text, "–")
                yield change_or_todo(edit, text.location, "a lone hyphen shows nothing now", "-", "–")
