"""Mutated texts and policies on their way through check, both views and the papers: nothing may stop after check.

A mutation replaces one value of one file by another text. Many of them stand in one workspace: those that check names
are taken out, and what is left is built. Where that fails the mutations are halved until one is left, which is a find.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.pipeline.source import read_source
from immerse.problems import ImmerseError, Problem, errors
from site_fixtures import DAY, copied

Sources = dict[str, str]
"""Text of each file of a workspace by its path."""


@dataclass(frozen=True)
class Slot:
    """A value of a file: where it stands in the source, and what it says."""

    path: str
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Mutation:
    """Another text in a slot."""

    slot: Slot
    text: str

    def __str__(self) -> str:
        return f"{self.slot.path}: {self.slot.value[:60]!r} became {self.text!r}"


def slots_of(sources: Sources, paths: list[str]) -> list[Slot]:
    """Every value of these files that is no key."""
    return [slot for path in paths for slot in _slots_of(path, sources[path])]


def _slots_of(path: str, text: str) -> Iterator[Slot]:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for node in _values(yaml.compose(text, Loader=yaml.CSafeLoader)):
        begin, end = (starts[mark.line] + mark.column for mark in (node.start_mark, node.end_mark))
        yield Slot(path, begin, end, str(node.value))


def _values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _values(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in ("id", "when"):
                yield from _values(value)


_PIECES = (
    "None", "Undefined", "[object Object]", "{{", "}}", "{%", "{#", "{{ policy.client.name }}", "{{ \"{{x}}\" }}",
    "{{ policy.nothing }}", "{{ policy.client.name | choose('a=b') }}", "{{ policy.response.targets | table }}",
    "# x", "### Three", "## Two", "\n# x\n", "-  x", "*  x", "\n- a\n- b\n", "\n1. a\n2. b\n", "\n    code {{ x }}\n",
    "\n```\n# x\n{{ y }}\n```\n", "`# x`", "`</div>`", "`{{ x }}`", "</div>", "<b>", "<", ">", "&", "&copy", "&amp;",
    "&#123;{ x }}", "\\{{ x }}", "\\", "\\`", "`", "``", "~~x~~", "**", "__x__", "*", "_", "- [ ] x", "==x==",
    ":smile:", "[x](https://a.example/)", "[x](lesson:FST-L1)", "[x](LESSON:FST-L1)", "[x](page.html)", "[x](#top)",
    "[](https://x)", "[x](https://a b)", "[x](<https://a b>)", "[x](https://exa mple)", "[x](javascript:x)",
    "[x](tel:+44 20)", "[x]()", "[x](https://{{ policy.client.name }}/)", "[x]({{ policy.client.name }})",
    "<https://a.example/>", "https://a.example/?b", "https://x_.a/", "https://[::1]/", "[x]: y", "[^1]",
    "\n\n[^1]: note\n", "x[^1]\n\n[^1]: y", "![x](y.png)", "![x]", "\n| a | b |\n|---|---|\n| c | None |\n", "|",
    "||", "\n| a |\n|--|\n", "---", "\n---\n", "\n===\n", "\n--\n", "***", "\n> [!NOTE]\n> x\n",
    "\n> [!MENTOR]\n> x\n", "\n> [!HINT] y\n> - a\n", "> [!NOPE]\n> x", "\n> quote\n", ">", "!!! x", "2026-01-01",
    "ISO 27001-2022", "+44 20 7946 0123", "10 000 000 000", "a@b.example", "#tag", "@acme", "100%", "£5", "\n",
    "\n\n", "  ", " \n ", "\u00a0", "\u2028", "\u200d", "\u202e", "\ufeff", "\t", "\r\n", "é", "\ue000", "\u0000",
    "“smart” ‘quotes’", "–", "—", "…", "…\n", "é", "ü", "日本語", "שלום", "مرحبا", "नमस्ते", "ไทย", "👍", "👩\u200d💻",
    "🇬🇧", "\U000e0067", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA=", "JVBERi0xLjQKJcOkw7zDtsOf", "UEsDBBQAAAAIAAAAAAA",
    "H4sIAAAAAAAAA8tIzcnJ", "a" * 200, "Kraftfahrzeughaftpflichtversicherung", "x" * 3000, "word " * 500, "- " * 60,
    "> " * 30, "[x](" * 40, "{{ " * 20, "'", "\"", "''", "null", "true", "no", "0", "-1", "1e9", "~", "=HYPERLINK(1)",
    "+1", "@SUM(1)", "{x}", "{: .a}", "{x=1}",
)  # fmt: skip
"""What is put into a text: marks of Markdown, of templates, of addresses, leftovers, letters of the world, noise."""


def mutation_of(rng: random.Random, slots: list[Slot]) -> Mutation:
    """A random value, changed by one to four insertions, cuts and copies."""
    slot = rng.choice(slots)
    text = slot.value
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        start = rng.choice((0, len(text), rng.randint(0, len(text))))
        end = min(len(text), start + rng.choice((0, 0, 0, 1, 3, 20, 10_000)))
        piece = rng.choice((rng.choice(_PIECES), rng.choice(_PIECES), rng.choice(slots).value, text[:40], ""))
        text = text[:start] + piece + text[end:]
    return Mutation(slot, text)


def batch_of(rng: random.Random, slots: list[Slot], size: int) -> list[Mutation]:
    """Mutations of different slots."""
    found = {one.slot: one for one in (mutation_of(rng, slots) for _ in range(size))}
    return list(found.values())


@dataclass
class Surroundings:
    """The workspace in which mutations are tried, and the client for whom."""

    sources: Sources
    client: str
    folder: Path
    build: Callable[..., object] = build_client
    runs: int = 0
    built: int = 0
    """Mutations that came through."""

    def finds(self, mutations: list[Mutation]) -> list[str]:
        """What goes wrong with mutations that check lets pass, each with the one that does it."""
        left = mutations
        while left:
            outcome = self._check(left)
            if isinstance(outcome, str):
                return self._halved(left, outcome)
            if not outcome:
                break
            named = {one for one in left if self._is_named(one, left, outcome)}
            if not named:
                return self._halved(left, "")
            left = [one for one in left if one not in named]
        fault = self._build(left) if left else ""
        self.built += 0 if fault else len(left)
        return self._halved(left, fault) if fault else []

    def _halved(self, mutations: list[Mutation], fault: str) -> list[str]:
        """The finds of either half; a single mutation with a fault is one. Without a fault check spoke, elsewhere."""
        if len(mutations) == 1:
            return [f"{mutations[0]}\n{fault}"] if fault else []
        half = len(mutations) // 2
        finds = self.finds(mutations[:half]) + self.finds(mutations[half:])
        return finds or ([f"only together: {'; '.join(map(str, mutations))}\n{fault}"] if fault else [])

    def _check(self, mutations: list[Mutation]) -> tuple[Problem, ...] | str:
        """The errors that check names, or what went wrong in it."""
        self.runs += 1
        files = {path: text.encode("utf-8", "surrogatepass") for path, text in self._mutated(mutations).items()}
        shutil.rmtree(self.folder / f"{self.runs - 1}", ignore_errors=True)
        self._root = copied(files, self.folder / f"{self.runs}")
        try:
            return errors(check_workspace(self._root, (self.client,), DAY).open)
        except Exception:
            return f"check failed: {traceback.format_exc()}"

    def _build(self, mutations: list[Mutation]) -> str:
        """What stops a build after a clean check; empty for nothing."""
        source = read_source(self._root)
        try:
            for view in View:
                self.build(source, self.client, view, DAY, self._root / "site")
        except ImmerseError as error:
            return f"the build stops after a clean check: {error}"
        except Exception:
            return f"the build failed: {traceback.format_exc()}"
        return ""

    def _mutated(self, mutations: list[Mutation]) -> Sources:
        changed = dict(self.sources)
        for one in sorted(mutations, key=lambda one: -one.slot.start):
            text, slot = changed[one.slot.path], one.slot
            changed[slot.path] = text[: slot.start] + quoted(one.text) + _after(text, slot)
        return changed

    def _is_named(self, one: Mutation, others: list[Mutation], problems: tuple[Problem, ...]) -> bool:
        """Whether a problem stands on the line of a mutation, as the files are now."""
        text = self.sources[one.slot.path]
        line = text.count("\n", 0, one.slot.start) + 1
        for other in others:
            if other.slot.path == one.slot.path and other.slot.start < one.slot.start:
                old = text[other.slot.start : other.slot.end]
                line -= old.count("\n") - old.endswith("\n")  # its text stands on one line now
        return any(problem.location.path == one.slot.path and problem.location.line == line for problem in problems)


def quoted(text: str) -> str:
    """A text as a double-quoted scalar of YAML on one line."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x7f", "\\x7f")
        .replace("\u2028", "\\u2028")
        .replace("\ufeff", "\\ufeff")
    )


def _after(text: str, slot: Slot) -> str:
    """What follows a slot; a block's end is the beginning of the next line."""
    return ("\n" if text[slot.start : slot.end].endswith("\n") else "") + text[slot.end :]
