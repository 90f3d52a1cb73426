"""Property: whatever an author types, check speaks or the site is built; nothing crashes, and no time is lost.

`make fuzz` sets IMMERSE_FUZZ_TEXTS to 5,000.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import fuzz_texts
import pytest
from checking_cases import whole_workspace
from fault_cases import LESSON, STOCK, Input, lesson_of, said_by_check, workspace_with
from fuzz_texts import Mutation, Slot, Sources, Surroundings, batch_of, slots_of
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.pipeline.source import WorkspaceSource
from immerse.problems import Refused, errors
from site_fixtures import DAY, STARTER_CLIENT, files_of, files_of_starter

TEXTS = int(os.environ.get("IMMERSE_FUZZ_TEXTS", "100"))
A_BUILD = 50
"""Mutations that begin in one workspace."""
LESSONS = 12
CLIENT = "north-wind"
"""The client whose policy and look are mutated: it sets every setting that has no default."""
LOOK = f"site_config/clients/{CLIENT}/look.yml"
COLOURS = 'primary: "#123456"\naccent: "#123456"\naccent_dark: "#9db8ff"\n'


def sources_of_texts() -> Sources:
    """The starter with a dozen lessons more."""
    sources = {path: content.decode() for path, content in files_of_starter().items() if path.endswith(".yml")}
    for number in range(2, LESSONS + 2):
        sources[LESSON.replace("02-", f"{number:02}-")] = STOCK.replace("FST-L2", f"FST-L{number}")
    return sources


def sources_of_policies(folder: Path) -> Sources:
    """A workspace that reads every setting, with its made client."""
    files = files_of(whole_workspace(folder))
    return {path: content.decode() for path, content in files.items() if path.endswith(".yml")} | {LOOK: COLOURS}


def surroundings(kind: str, folder: Path) -> tuple[Surroundings, list[Slot]]:
    """Where mutations of a kind are tried, and the values that they change."""
    if kind == "texts":
        sources, client, mine = sources_of_texts(), STARTER_CLIENT, ""
    else:
        sources, client, mine = sources_of_policies(folder / "whole"), CLIENT, f"clients/{CLIENT}/"
    paths = [path for path in sorted(sources) if path.endswith(".yml") and mine in path]
    return Surroundings(sources, client, folder), slots_of(sources, paths)


@pytest.mark.parametrize("kind", ["texts", "policies"])
def test_what_check_lets_pass_is_built(kind: str, tmp_path: Path) -> None:
    around, slots = surroundings(kind, tmp_path)
    finds = [
        find
        for seed in range(max(TEXTS // A_BUILD // 2, 1))
        for find in around.finds(batch_of(random.Random(f"{kind}-{seed}"), slots, A_BUILD))
    ]
    assert finds == []
    assert around.built > A_BUILD // 10  # else check refuses everything, and nothing was tried


def test_a_build_that_stops_is_found_with_the_text_that_stops_it(tmp_path: Path) -> None:
    def build(source: WorkspaceSource, *_: object) -> None:
        if any(b"poison" in path.read_bytes() for path in tmp_path.rglob("*.yml")):
            raise Refused("the gate speaks")

    around, slots = surroundings("texts", tmp_path)
    around.build = build
    mine = [slot for slot in slots if slot.path == LESSON.replace("02-", "03-") and " " in slot.value]
    mine = [slot for slot in mine if "{{" not in slot.value]
    poison, tag, *fine = (
        Mutation(slot, text) for slot, text in zip(mine, ("poison", "<b>x</b>", *"abcd"), strict=False)
    )
    (find,) = around.finds([fine[0], poison, tag, *fine[1:]])
    assert find == f"{poison}\nthe build stops after a clean check: the gate speaks"
    assert around.built == len(fine) == 4


SLOW = {
    "letters around an at sign": "a" * 20 + "@" + "b" * 19,
    "at signs": "a@",
    "braces": "{{ ",
    "closed braces": "{{ x }} ",
    "blanks": "a" + " " * 39,
    "links begun": "[x](",
    "pictures begun": "![a](",
    "brackets": "[",
    "stars": "**a ",
    "stars and underlines": "*_a",
    "back-quotes": "`a``b",
    "back-quotes of many lengths": "`" * 3 + "a" + "`" * 5,
    "less-than signs": "<a ",
    "comments begun": "<!-- ",
    "tables": "| a | b |\n",
    "bars": "|-",
    "footnotes": "x[^1] ",
    "footnotes defined": "[^a]: b\n",
    "underlines": "_a",
    "addresses begun": "https://",
    "ampersands": "&a",
    "attributes begun": "{: a",
    "quotes begun": "“a ",
    "guillemets": "«a ",
    "digits": "1 ",
    "numbers": "020 7946 0123 ",
    "callouts": "> [!NOTE]\n",
    "hashes": "# a\n",
    "dashes below words": "a\n--\n",
    "words that forbid": "stop never ",
    "tildes": "~~a",
    "backslashes": "\\*",
    "escapes in letters": "&#123;",
    "base64": "QUJD" * 9 + " ",
    "lists in lists": "- a\n  - b\n",
    "line ends": "\n",
}
"""Pieces of texts that a program with patience for each of them alone takes for ever over many of."""
LENGTH = 32_000 if TEXTS > 1_000 else 12_000
"""Characters of each: with the square of it a slow text takes thousands of times as long as an honest one."""
GROUPS = (list(SLOW)[::2], list(SLOW)[1::2])
MANY_TIMES = 15


@pytest.mark.parametrize("kinds", GROUPS, ids=["some", "others"])
def test_no_texts_take_many_times_as_long_as_honest_ones(kinds: list[str]) -> None:
    honest = seconds_for(dict.fromkeys(kinds, "plain words of a text " * (LENGTH // 22)))
    slow = {kind: (SLOW[kind] * LENGTH)[:LENGTH] for kind in kinds}
    if seconds_for(slow) > MANY_TIMES * honest:
        each = {kind: seconds_for({kind: text}) for kind, text in slow.items()}
        raise AssertionError(f"honest ones take {honest:.1f} s together; {each}")


def seconds_for(texts: dict[str, str]) -> float:
    """Processor time of checking lessons with these texts, and of building those that check lets pass."""
    inputs = [Input(kind, {LESSON: lesson_of(f"limits: {fuzz_texts.quoted(text)}\n")}) for kind, text in texts.items()]
    with workspace_with(inputs) as (root, _):
        begin = os.times()
        while found := errors(said_by_check(root)):
            for path in {problem.location.path for problem in found}:
                (root / path).unlink()
        build_client(root, STARTER_CLIENT, View.MENTOR, DAY, root.parent / "site")
        end = os.times()
    return sum(end[:4]) - sum(begin[:4])
