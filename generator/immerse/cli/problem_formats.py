"""A problem as text, as JSON for programs, and as an annotation of a pull request."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import click

from immerse.problems import Problem, Severity, waivers_file

GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_text(problem: Problem) -> str:
    """A problem for people, with the entry that would waive it."""
    waiver = waiver_line(problem)
    file = waivers_file(problem.location.path)
    return f"{problem}\n    to waive it, add below 'waivers:' in {file}  {waiver}" if waiver else str(problem)


def waiver_line(problem: Problem) -> str:
    """The entry of waivers.yml that covers a warning, or an error that can be waived, to be completed; empty where none
    can."""
    if not problem.subject or not (problem.severity is Severity.WARNING or problem.word):
        return ""
    subject = json.dumps(problem.subject, ensure_ascii=False)
    word = f"word: {json.dumps(problem.word, ensure_ascii=False)}, " if problem.word else ""
    return f"- {{rule: {problem.rule}, subject: {subject}, {word}owner: ..., reason: ..., expires: ...}}"


def as_json(problem: Problem) -> dict[str, str | int]:
    """A problem for programs."""
    return {
        **problem.location._asdict(),
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "subject": problem.subject,
        "waiver": waiver_line(problem),
    }


def path_in_repository(root: Path) -> str:
    """The workspace's path from the root of its repository, with `/` at the end: GitHub names files from there."""
    root = root.resolve()
    checkout = os.environ.get("GITHUB_WORKSPACE", "")
    tops = [Path(checkout).resolve()] if checkout else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    top = next((top for top in tops if root.is_relative_to(top)), root)
    path = root.relative_to(top).as_posix()
    return "" if path == "." else f"{path}/"


def as_annotation(problem: Problem, above: str) -> str:
    """A problem as a workflow command of GitHub; `above` is the result of `path_in_repository`."""
    # Workflow commands take %, CR and LF escaped, and in properties also colon and comma.
    place = problem.location
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = (above + place.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    level = GITHUB_LEVEL[problem.severity]
    return f"::{level} file={path},line={place.line},col={place.column},title={problem.rule}::{text}"


def print_warnings(problems: Iterable[Problem]) -> None:
    """Print warnings, and notes on what is unfinished, on stderr."""
    for problem in problems:
        if problem.severity is Severity.WARNING or problem.says_unfinished:
            click.echo(str(problem), err=True)
