"""Golden cases of texts: what an author writes, what the reader gets, and where each part of it stands.

A case is a file of tests/cases/texts/reading: `about` (a sentence), `text`, and what becomes of it: `html`, `shown` (in
plain words) and `spans` (`line:column kind: what stands there`, in the order of the text). It may say `values` (one for
each placeholder: a text, or `table:` with a row of heads first, `list:`, `quote:`), `breaks: true` (a letter, in which
an end of line is one), `prefix` (of ids) and `links` (address -> where it leads, null for nowhere).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from case_files import read_case_file
from immerse.texts.block_values import ListValue, TableValue, quote_of
from immerse.texts.html import Manner, to_html
from immerse.texts.parsed_text import Span, parse
from immerse.texts.shown import shown

CASES = Path(__file__).parents[1] / "cases" / "texts" / "reading"
KNOWN = {"about", "text", "values", "breaks", "prefix", "links", "html", "shown", "spans"}


def read_case(path: Path) -> dict[str, Any]:
    """One case file."""
    case: dict[str, Any] = read_case_file(path)
    assert set(case) <= KNOWN, f"{path.name}: unknown keys {set(case) - KNOWN}"
    return case


def read_as(case: dict[str, Any]) -> dict[str, Any]:
    """What becomes of a case's text."""
    reading = parse(case["text"])
    values = [value_of(one) for one in case.get("values", ())]
    assert len(values) in (0, len(reading.placeholders)), f"{len(reading.placeholders)} placeholders"
    links = case.get("links", {})
    manner = Manner(lambda address: links.get(address, address), prefix=case.get("prefix", ""))
    if case.get("breaks"):
        manner = Manner(manner.link, prefix=manner.prefix, breaks=True)
    return {
        "html": to_html(reading, values, manner),
        "shown": shown(reading, values),
        "spans": [said(span, case["text"]) for span in reading.spans],
    }


def value_of(value: Any) -> Any:
    """A value as a filter gives it."""
    if not isinstance(value, dict):
        return value
    ((kind, given),) = value.items()
    if kind == "table":
        head, *rows = (tuple(row) for row in given)
        return TableValue(head, tuple(rows))
    return ListValue(tuple(given)) if kind == "list" else quote_of(given)


def said(span: Span, text: str) -> str:
    """A span with its place, and what stands there."""
    before = text[: span.start]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    role = f" in a link's {span.words}" if span.words in ("address", "title") and span.kind != "link" else ""
    alone = " alone" if span.alone else ""
    level = f" of level {span.level}" if span.kind == "heading" else ""
    return f"{line}:{column} {span.kind}{level}{role}{alone}: {text[span.start : span.end]}"
