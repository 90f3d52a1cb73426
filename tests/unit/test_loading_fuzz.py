"""Property: whatever the bytes, reading YAML gives a value or problems with a place, and never anything else.

`make fuzz` sets IMMERSE_FUZZ_EXAMPLES to 20,000.
"""

from __future__ import annotations

import functools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import loading_cases
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immerse.leaks.proof import prove
from immerse.leaks.word_registry import WordRegistry
from immerse.loading import strict_yaml
from immerse.loading.client import load_client
from immerse.loading.located import YamlMapping, YamlSequence
from immerse.loading.logo import read_logo
from immerse.loading.schemas import KINDS
from immerse.loading.syntax import PARSER
from immerse.loading.validating import validate
from immerse.model.text import Text
from immerse.problems import Location, Problem
from mutated_files import PIECES, mutated

EXAMPLES = int(os.environ.get("IMMERSE_FUZZ_EXAMPLES", "100"))
MANY_TIMES = 50
"""What took quadratic time took thousands of times as long; a ratio within one run says so on any machine."""


def kind_of(path: str) -> Any:
    """The model of the file at `path`."""
    stem = path.rpartition("/")[2].removesuffix(".yml")
    if "/lessons/" in path:
        stem = "lesson"
    return KINDS["playbook" if path.startswith("playbooks/") else "policy" if stem == "defaults" else stem]


def assert_told(problems: tuple[Problem, ...], source: bytes, path: str) -> None:
    lines = source.count(b"\n") + source.count(b"\r") + 1
    for problem in problems:
        assert problem.location.path == path
        assert 1 <= problem.location.line <= lines + 1
        assert problem.location.column >= 1
        assert problem.message and problem.message.isprintable()


def assert_plain(value: Any, depth: int = 0) -> None:
    assert depth <= strict_yaml.MAX_DEPTH
    if isinstance(value, YamlMapping):
        assert set(value) == set(value.key_locations) == set(value.value_locations)
        for key, item in value.items():
            assert isinstance(key, Text)
            assert_plain(item, depth + 1)
    elif isinstance(value, YamlSequence):
        assert len(value) == len(value.item_locations)
        for item in value:
            assert_plain(item, depth + 1)
    else:
        assert isinstance(value, Text | bool | int | float) or value is None


def judge(source: bytes, path: str, parser: Any = PARSER) -> None:
    value, problems = strict_yaml.read_yaml(source, path, parser)
    assert_told(problems, source, path)
    assert_plain(value)
    if value is not None or not problems:
        model, found = validate(value, kind_of(path), path)
        assert_told(found, source, path)
        assert model is not None or found


fuzz = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@fuzz
@given(mutated())
def test_mutated_files_give_a_value_or_located_problems(case: tuple[bytes, str]) -> None:
    judge(*case)


@fuzz
@given(mutated())
def test_the_pure_parser_raises_nothing_either(case: tuple[bytes, str]) -> None:
    judge(*case, yaml.SafeLoader)


@fuzz
@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_located_problems(source: bytes) -> None:
    judge(source, "playbooks/PB-01-x.yml")


@fuzz
@given(st.text(max_size=200))
def test_any_text_that_is_quoted_is_read_as_it_is(text: str) -> None:
    source = yaml.safe_dump({"a": text}, allow_unicode=True, default_style='"').encode()
    value, problems = strict_yaml.read_yaml(source, "x.yml")
    assert problems or value == {"a": text}


HOSTILE = {
    "digits": b"review_by: " + b"9" * 1_000_000 + b"x\n",
    "underscores": b"minutes: 1" + b"_" * 1_000_000 + b"x\n",
    "exponent": b"minutes: " + b"1" * 500_000 + b"." + b"1" * 500_000 + b"\n",
    "a long key": b"k" * 1_000_000 + b": 1\n",
    "many long keys": b"".join(b"%d%s: 1\n" % (n, b"k" * 100) for n in range(9_000)),
    "unknown keys": b"".join(b"k%d: 1\n" % n for n in range(24_000)),
    "keys of the wrong form": b"window:\n" + b"".join(b"  K%d: 1\n" % n for n in range(24_000)),
    "duplicate keys": b"a: 1\n" * 24_000,
    "lists as keys": b"[a]: 1\n" * 15_000,
    "wrong entries": b"teaches: [" + b"{}," * 40_000 + b"]\n",
    "braces": b"title: " + b"{" * 1_000_000,
    "dashes": b"- " * 500_000,
    "quotes": b"title: '" + b"''" * 500_000,
    "escapes": b'title: "' + b"\\u202e" * 100_000 + b'"\n',
    "colons": b"a:" * 500_000,
    "anchors": b"a: [" + b"&a 1," * 24_000 + b"]\n",
    "accents": b"title: " + "e\u0301".encode() * 300_000 + b"\n",
    "accented lines": "# e\u0301\n".encode() * 100_000,
    "blanks": b"title:" + b" " * 1_000_000 + b"x",
    "line ends": b"\n" * 1_000_000,
    "merge marks": b"<<<<<<<\n" * 100_000,
    "hashes that take words away": b"- a #b\n" * 24_000,
    "typographic quotes": b"a: [" + "“a, ".encode() * 20_000 + b"]\n",
    "a quote over many lines": b'title: "' + b"\n  x" * 200_000 + b'"\n',
    "no-break spaces": b"a: b\n" + "\u00a0".encode() * 400_000 + b"x\n  - c\n",
    "colons without a blank": b"a:b\n" * 200_000,
    "points with colons": b"evidence:\n" + b"".join(b"  - A b%d: c\n" % n for n in range(9_000)),
    "texts with commas": b"window: {" + b"a b, " * 9_000 + b"}\n",
    "carriage returns": b"\r" * 1_000_000,
}


@functools.cache
def plain_seconds() -> float:
    """Processor time that an honest file near the limits takes in this run: what the hostile ones are held against."""
    source = b"".join(b"key%d: %s\n" % (number, b"plain words " * 4) for number in range(15_000))
    return seconds(lambda: strict_yaml.read_yaml(source, "plain.yml"))


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_file_takes_many_times_as_long_as_an_honest_one(kind: str) -> None:
    assert len(HOSTILE[kind]) <= strict_yaml.MAX_BYTES
    taken = seconds(lambda: judge(HOSTILE[kind], "curriculum/basics/module.yml"))
    assert taken < MANY_TIMES * plain_seconds()


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_file_of_another_client_takes_many_times_as_long(kind: str, tmp_path: Path) -> None:
    root = loading_cases.make_workspace(
        tmp_path, {"site_config/clients/other/policy.yml": {"bytes": HOSTILE[kind].hex()}}
    )
    taken = seconds(lambda: prove(WordRegistry(root), "corner"))
    assert taken < MANY_TIMES * plain_seconds()


@settings(max_examples=max(EXAMPLES // 10, 30), deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated().filter(lambda case: case[1].endswith("corner/policy.yml")))
def test_a_client_with_a_mutated_policy_is_read_or_refused(case: tuple[bytes, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = loading_cases.make_workspace(Path(folder), {case[1]: {"bytes": case[0].hex()}})
        client, problems = load_client(root, "corner")
    assert (client is None) == bool(problems)
    assert all(problem.location.path != "-" for problem in problems)


@fuzz
@given(st.data())
def test_a_mutated_logo_is_read_or_refused(data: st.DataObject) -> None:
    source = (loading_cases.BASE / "site_config/clients/corner/logo.svg").read_bytes()
    start = data.draw(st.integers(0, len(source)))
    cut = data.draw(st.integers(0, 5))
    piece = data.draw(
        st.one_of(PIECES, st.sampled_from([b"<script>", b"<g onload='x'>", b"&#x0;", b"&lt;", b"xlink:href='x' "]))
    )
    logo, problems = read_logo("logo.svg", source[:start] + piece + source[start + cut :], "logo.svg")
    assert (logo is None) == bool(problems)
    assert all(problem.location == Location("logo.svg") for problem in problems)
    assert logo is None or b"<script" not in logo[1].lower()
