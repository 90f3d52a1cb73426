"""Time grows with the length of a text, never with its square: texts that were built to be slow, through check."""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import re
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import immerse.checking
import immerse.deciding
import immerse.expressions
import immerse.leaks
import immerse.loading
import immerse.texts
import pytest
from case_files import read_case_file
from immerse.checking.wording import Wording
from immerse.loading.layout import client_ids
from immerse.pipeline.check import check_workspace
from site_fixtures import starter

SLOW: dict[str, dict[str, str]] = read_case_file(Path(__file__).parents[1] / "cases" / "slow_texts.yml")
LENGTH = 40_000
MANY_TIMES = 60
"""A reader by the square takes hundreds of times as long as for an honest text."""
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


def text_of(slow: dict[str, Any]) -> str:
    """The text that a few words of the list stand for."""
    start, repeat, end = (slow.get(part, "") for part in ("start", "repeat", "end"))
    return f"{start}{(repeat * LENGTH)[: LENGTH - len(start) - len(end)]}{end}"


def seconds_of_check(folder: Path, text: str) -> float:
    """Processor time that check takes for a workspace with this text as a pitfall."""
    root = starter(folder / "workspace")
    lesson = root / LESSON
    before, point, after = lesson.read_text("utf-8").partition("  - Reading anger as urgency.\n")
    assert point
    lesson.write_text(f"{before}  - {json.dumps(text)}\n{after}", "utf-8")
    begin = time.process_time()
    judgement = check_workspace(root, client_ids(root), date(2026, 12, 1))
    assert not [problem for problem in judgement.open if problem.rule in ("yaml", "schema")]
    return time.process_time() - begin


def test_there_are_at_least_forty() -> None:
    assert len(SLOW) >= 40
    assert all(len(text_of(slow)) == LENGTH for slow in SLOW.values())


@functools.cache
def plain_seconds() -> float:
    """What an honest text of this length takes here, so that a slow machine makes no test fail."""
    with tempfile.TemporaryDirectory() as folder:
        return seconds_of_check(Path(folder), "Plain words. " * (LENGTH // 13))


@pytest.mark.parametrize("name", SLOW)
def test_check_takes_less_than_a_second_for_a_text_that_was_built_to_be_slow(name: str, tmp_path: Path) -> None:
    assert seconds_of_check(tmp_path, text_of(SLOW[name])) < max(1, MANY_TIMES * plain_seconds())


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module of these rooms keeps, alone or in a wording, a tuple or a mapping."""
    found: dict[str, re.Pattern[str]] = {}
    for room in (
        immerse.checking,
        immerse.loading,
        immerse.texts,
        immerse.deciding,
        immerse.expressions,
        immerse.leaks,
    ):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(patterns_in(value)):
                    found[f"{module.name.removeprefix('immerse.')}.{name}{number or ''}"] = pattern
    return found


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Wording):
        yield value.pattern
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(part)


PATTERNS = patterns()
SHORTER = 16_000
"""Characters at which a pattern by the square takes a tenth of a second and any other some milliseconds."""
NEXT_TO_NONE = 0.02
"""Seconds below which a text of that length took no time that matters."""
TURNS = 5
AT_ONE_PLACE = (
    "loading.changing._SAFE",
    "checking.moderation._ONLY",
    "checking.references._ID",
    "leaks.extraction._NAMED",
    "leaks.extraction._PERSON",
    "leaks.extraction._START",
    "loading.scalars._AMBIGUOUS",
    "loading.slips._COLON",
    "loading.slips._DROPPED",
    "loading.slips._ODD_LINES",
    "texts.leftovers._MARKDOWN",
    "texts.parsed_text.ONE_PARAGRAPH",
    "texts.plain_words.ONE_PARAGRAPH",
)
"""Patterns that are tried at the beginning of a text, and nowhere else."""
PIECES = (
    *(" ", "\n", "\n ", "a", "a ", "A ", "1", "1 ", "0 ", "+1", "1-", "a.", "a@", "a@b.", "-", "- ", "_", "*", "*a "),
    *("`", '"', "'", "“", "„a", "«", "(", "[", "](", "[a](", "![", "{", "{{ ", '{{ "', "{%", "<", "<a ", "&a", "#"),
    *("|", "> ", "a:", "a: ", ": ", "- a: ", "http://", "https://a", "call ", "buy ", "any ", "use a ", "more a "),
    *("1. ", ".\n", "é"),
)


def test_the_patterns_of_these_rooms_are_found() -> None:
    assert len(PATTERNS) > 80 and "checking.privacy._MAIL" in PATTERNS and "checking.identity._INVENTED" in PATTERNS


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_time_by_the_square(name: str) -> None:
    everywhere = not name.startswith(AT_ONE_PLACE)
    slow = [piece for piece in PIECES if not is_linear(PATTERNS[name], piece, everywhere=everywhere)]
    assert not slow


@pytest.mark.parametrize(
    ("pattern", "piece", "length"),
    [(r"\w+@\w+", "a", SHORTER // 4), (r"\]\([^)]*\)", "](", SHORTER), ("“[^”]*”", "“", SHORTER)],
)
def test_a_pattern_that_takes_time_by_the_square_is_found_out(pattern: str, piece: str, length: int) -> None:
    assert not is_linear(re.compile(pattern), piece, length=length)


def is_linear(pattern: re.Pattern[str], piece: str, *, everywhere: bool = True, length: int = SHORTER) -> bool:
    """Whether sixteen times the text takes about sixteen times the time (by the square: 256 times), or next to none.

    Long and short are measured in turns, and of each the least counts: a busy machine only adds time, to both."""
    text = (piece * length)[:length]
    if (long := seconds_of(pattern, text, everywhere=everywhere)) < NEXT_TO_NONE:
        return True
    short = long
    for _ in range(TURNS):
        short = min(short, *(seconds_of(pattern, text[: length // 16], everywhere=everywhere) for _ in range(8)))
        long = min(long, seconds_of(pattern, text, everywhere=everywhere))
    return long < 64 * short


def seconds_of(pattern: re.Pattern[str], text: str, *, everywhere: bool) -> float:
    """Processor time that a pattern takes for a text."""
    begin = time.process_time()
    for _ in pattern.finditer(text) if everywhere else ():
        pass
    pattern.fullmatch(text)
    pattern.match(text + "\x00")
    return time.process_time() - begin
