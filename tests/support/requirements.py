"""What the source texts ask for, held against what exists, and written to docs/coverage.md.

docs/coverage.yml names for each requirement what answers it, by kind and id, or what comes later. Each answer must
exist: a lesson, a playbook and their blocks in the programme, a setting in the registry, a rule, a command with its
options, a page in every demo client's site. `python tests/support/requirements.py` prints docs/coverage.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

import click
from immerse.checking.rules import RULES
from immerse.cli import COMMANDS, program
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.paths import shape_at
from immerse.expressions.syntax_tree import Path
from immerse.loading.workspace import load_source
from immerse.model.base import Node
from immerse.model.lesson import SourceNote
from immerse.model.policy.policy import Policy
from immerse.model.policy.registry import SETTINGS
from immerse.model.programme import Programme
from immerse.model.site_view import View
from immerse.model.text import Line
from immerse.planning.site import plan_site
from immerse.problems import Location, Problem
from site_fixtures import CLIENTS, REPOSITORY, edition, source

DATA = REPOSITORY / "docs" / "coverage.yml"
COUNTS = {"S0": 22, "S1": 13, "S2": 14, "S3": 8, "S3-c": 18, "S4": 24}
"""How many requirements each source text holds; S3-c are the opinions below the third. Ids never change."""
RULE = "coverage"


class Seed(Node):
    """A source text."""

    id: Line
    title: Line


class Answers(Node):
    """What answers a requirement, by kind. `lesson: RSP-L6/invented-people` is a block of a lesson."""

    lesson: tuple[Line, ...] = ()
    playbook: tuple[Line, ...] = ()
    drill: tuple[Line, ...] = ()
    inject: tuple[Line, ...] = ()
    competency: tuple[Line, ...] = ()
    gate: tuple[Line, ...] = ()
    graduation: tuple[Line, ...] = ()
    milestone: tuple[Line, ...] = ()
    signoff: tuple[Line, ...] = ()
    phase: tuple[Line, ...] = ()
    path: tuple[Line, ...] = ()
    constitution: tuple[Line, ...] = ()
    term: tuple[Line, ...] = ()
    setting: tuple[Line, ...] = ()
    """Two parts or more: `agency.exit.curve`."""
    rule: tuple[Line, ...] = ()
    command: tuple[Line, ...] = ()
    """Without `immerse`, with options: `build --offline`."""
    page: tuple[Line, ...] = ()
    """Address in a client's site in the mentor view: `mentor/brief/`."""

    def named(self) -> Iterator[tuple[str, Line]]:
        """(kind, what is named), in the order of the kinds."""
        for kind in type(self).model_fields:
            yield from ((kind, name) for name in getattr(self, kind))


class Requirement(Node):
    """One requirement in our own words."""

    id: Line
    asks: Line
    answers: Answers = Answers()
    later: Line | None = None
    """A capability that this version does not have, which answers the rest of it, or all."""


class CoverageFile(Node):
    """docs/coverage.yml."""

    seeds: tuple[Seed, ...]
    requirements: tuple[Requirement, ...]


def expected_ids() -> list[str]:
    """Every id, in order."""
    return [
        f"{seed}{'' if seed.endswith('c') else '-'}{n}" for seed, count in COUNTS.items() for n in range(1, count + 1)
    ]


@cache
def places() -> dict[str, dict[str, str]]:
    """Kind -> id -> where a link in docs/ leads, of everything in our own programme that an answer may name."""
    programme = source(REPOSITORY).programme
    assert programme is not None, source(REPOSITORY).problems
    found = {kind: {str(one.id): _file(one) for one in nodes} for kind, nodes in _nodes(programme).items()}
    for kind in ("lesson", "playbook"):
        for owner in _nodes(programme)[kind]:
            found[kind] |= {f"{owner.id}/{block.id}": _file(owner) for block in _blocks(owner)}
    found["rule"] = {rule.id: f"rules.md#{rule.id.lower()}" for rule in RULES}
    found["page"] = dict.fromkeys(_addresses(), "")
    return found


def _nodes(programme: Programme) -> dict[str, list[Node]]:
    rotation = programme.rotation
    return {
        "lesson": [*programme.lessons()],
        "playbook": [*programme.playbooks],
        "drill": [*programme.drills()],
        "inject": [*programme.injects()],
        "competency": [*programme.competencies()],
        "gate": [*rotation.gates],
        "graduation": [item for part in rotation.graduation for item in part.items],
        "milestone": [*rotation.handover],
        "signoff": [*rotation.signoff_rules],
        "phase": [*rotation.phases],
        "path": [*rotation.paths],
        "constitution": [*programme.curriculum.constitution],
        "term": [*programme.curriculum.glossary],
    }


def _file(node: Node) -> str:
    return f"../{node.location.path}"


def _blocks(value: object) -> Iterator[Node]:
    """Everything below a page that has an id of its own; what it took from a source is not its own."""
    if isinstance(value, tuple):
        for one in value:
            yield from _blocks(one)
    elif isinstance(value, Node):
        for name in type(value).model_fields:
            for one in _below(getattr(value, name)):
                yield from ([one] if hasattr(one, "id") and not isinstance(one, SourceNote) else [])
                yield from _blocks(one)


def _below(value: object) -> list[Node]:
    return [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Node)]


def _addresses() -> set[str]:
    """Pages that every demo client has in the mentor view, as a browser asks for them."""
    plans = (plan_site(edition(client, View.MENTOR))[0] for client in CLIENTS)
    return set.intersection(*({_asked(page.address) for page in plan.pages} for plan in plans))


def _asked(address: str) -> str:
    folder = address.removesuffix(".md")
    return "" if folder == "index" else f"{folder.removesuffix('/index')}/"


def judge(content: bytes, path: str = "docs/coverage.yml") -> tuple[CoverageFile | None, tuple[Problem, ...]]:
    """The file, and everything that is wrong with it: form, ids, answers that are missing or lead nowhere."""
    data, problems = load_source(content, path, CoverageFile)
    if data is None:
        return None, problems
    found = [*problems, *_judge_ids(data, path)]
    for one in data.requirements:
        named = list(one.answers.named())
        if not named and not one.later:
            hint = "name what answers it, or say `later:` and what will"
            found.append(Problem(one.id.location, RULE, f"{one.id} has neither an answer nor a later", hint=hint))
        found += [problem for kind, name in named for problem in _judge_answer(kind, name)]
    return data, tuple(sorted(set(found)))


def _judge_ids(data: CoverageFile, path: str) -> Iterator[Problem]:
    wanted = expected_ids()
    ids = [str(one.id) for one in data.requirements]
    for id in wanted:
        if id not in ids:
            yield Problem(Location(path), RULE, f"requirement {id} is missing", hint="the list of ids is closed")
    for index, one in enumerate(data.requirements):
        if one.id in ids[:index]:
            yield Problem(one.id.location, RULE, f"requirement {str(one.id)!r} stands here twice")
        elif one.id not in wanted:
            yield Problem(one.id.location, RULE, f"there is no requirement {str(one.id)!r}", hint=_near(one.id, wanted))


def _judge_answer(kind: str, name: Line) -> Iterator[Problem]:
    if kind == "setting":
        fault, hint = _fault_of_setting(name)
    elif kind == "command":
        fault, hint = _fault_of_command(name)
    else:
        known = places()[kind]
        fault, hint = ("", "") if name in known else (f"there is no {kind} {str(name)!r}", _near(name, known))
    if fault:
        yield Problem(name.location, RULE, fault, hint=hint)


def _fault_of_setting(name: Line) -> tuple[str, str]:
    parts = tuple(name.split("."))
    key = ".".join(parts[:2])
    if key not in SETTINGS:
        return f"there is no setting {key!r}", _near(key, SETTINGS)
    try:
        shape_at(Path(parts), Policy)
    except ExpressionFault as fault:
        return f"setting {str(name)!r}: {fault.message}", fault.hint
    return "", ""


def _fault_of_command(name: Line) -> tuple[str, str]:
    word, *options = name.split()
    command = program.get_command(click.Context(program), word)
    if command is None:
        return f"there is no command 'immerse {word}'", _near(word, COMMANDS)
    known = [option for one in command.params for option in one.opts]
    wrong = [option for option in options if option not in known]
    return (f"'immerse {word}' has no option {wrong[0]!r}", _near(wrong[0], known)) if wrong else ("", "")


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


HEAD = """\
# What the sources ask for

Written by `make reference` from docs/coverage.yml; edit that file, not this page.

This programme grew out of five texts and the opinions that readers left below them. Each thing that they ask for has an
id and stands here in our own words, with the lesson, playbook, setting, rule, command or page that answers it. `make
check` fails when one has no answer, or names what does not exist. What waits for a later version is listed openly, here
and at the end.
"""


def document(data: CoverageFile) -> str:
    """docs/coverage.md."""
    answered = [one for one in data.requirements if list(one.answers.named())]
    waiting = [one for one in data.requirements if one.later]
    lines = [
        HEAD,
        f"{len(data.requirements)} requirements, {len(answered)} answered; {len(waiting)} wait for something too.",
        "",
    ]
    for seed in data.seeds:
        lines += [f"## {seed.id} {seed.title}", "", "| Id | It asks | Answered by | Later |", "|---|---|---|---|"]
        for one in data.requirements:
            if one.id.startswith(f"{seed.id}-"):
                answers = "; ".join(_kinds(one.answers)) or "nothing yet"
                lines.append(f"| {one.id} | {one.asks} | {answers} | {one.later or ''} |")
        lines.append("")
    lines += ["## What comes later", "", *(f"- {one.id}: {one.later}" for one in waiting)]
    return "\n".join(lines) + "\n"


def _kinds(answers: Answers) -> Iterator[str]:
    for kind in type(answers).model_fields:
        if names := getattr(answers, kind):
            yield f"{kind} {', '.join(_shown(kind, name) for name in names)}"


def _shown(kind: str, name: Line) -> str:
    if kind == "command":
        return f"`immerse {name}`"
    if kind == "page":
        return f"`{name}`"
    if kind == "setting":
        return f"[{name}](settings.md#{''.join(name.split('.')[:2]).lower()})"
    return f"[{name}]({places()[kind][name]})"


def main() -> int:
    """Print the page, or what is wrong with the file."""
    data, problems = judge(DATA.read_bytes())
    if data is None or problems:
        print("\n".join(map(str, problems)), file=sys.stderr)
        return 1
    print(document(data), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
