"""The pages of `immerse explain`, and all of them as one document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from textwrap import fill

from immerse.checking.requirements import requirements
from immerse.checking.rule import Rule
from immerse.checking.rules import RULES
from immerse.problems import ImmerseError, Severity
from immerse.words.near_misses import near_miss

OF_RECORDS = {
    "L-61": (
        "Roles do not conflict",
        "Nobody signs for themselves, by a second key either. A person in a role that signs one part of the checklist "
        "signs no other; an evaluator is not the trainee's mentor; people of the agency stay below their level, off "
        "their gates and within their days; who signs the graduation is not the mentor, did not endorse the record and "
        "attested no more of the evidence than the rule says. Such an event is refused and means nothing.",
    ),
    "L-62": (
        "Attestations look like what somebody saw",
        "Many evaluation records of one person within minutes, or one sentence about several items, are pointed out. A "
        "graduation of which the listed events leave something unmet is refused.",
    ),
    "L-66": (
        "A graduate arrives somewhere",
        "Once the first day of the placement is over, the receiving manager has signed that it began; thirteen weeks "
        "later the gate after the rotation is decided. Else it is pointed out.",
    ),
}
"""Rules that are judged by records: title, and what they say."""

_ALL = """\
# Rules

Written by `immerse explain --all > docs/rules.md`; edit the rule, not this page.

`immerse check` reports every problem with file, line and column, and exits with an error code if there is an error or
a warning that nobody has waived. **Errors** stop a build. **Warnings** need a correction or a waiver; a problem that
rests on a word in a text is never more than a warning, and shows the word. **Notes** are shown by `immerse check
--notes`. A rule about a setting applies only if some text of the programme reads that setting.

The severity given is the heaviest that a rule reports; its text says where it only warns.

## How to waive a warning

In `site_config/waivers.yml` (the programme's own files), or in the client's `waivers.yml` (that client's folder):

    waivers:
      - {rule: L-24, subject: acme/response.targets.P2, owner: head of care,
         reason: The night desk opens in May., expires: 2027-05-31}

`subject` is the id that the problem is about: a lesson, a playbook, or client and setting. Errors cannot be waived, an
expired waiver is an error, and a waiver that covers nothing is a warning.
"""


def list_rules() -> str:
    """One line a rule: id, severity, title."""
    width = max(len(rule.id) for rule in RULES)
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.title}" for rule in RULES)


def explain_rule(id: str, settings: Iterable[str] = ()) -> str:
    """What a rule wants, why, bad and good, how to waive it.

    Raises:
        ImmerseError: there is no such rule; names the nearest of the rules and of these `settings`.
    """
    by_id = {rule.id.lower(): rule for rule in RULES}
    if found := by_id.get(id.lower()):
        return _page(found)
    if id.upper() in OF_RECORDS:
        return _of_records(id.upper())
    names = {name: rule.id for name, rule in by_id.items()} | {key: key for key in settings}
    close = near_miss(id, names)
    near = f"did you mean {names[close]}? " if close else ""
    raise ImmerseError(f"there is no rule or setting {id!r}; {near}immerse explain lists all rules")


def explain_all() -> str:
    """Every rule as one Markdown document: docs/rules.md."""
    rules = sorted(RULES, key=_order)
    lines = [_ALL, "## All rules\n", "| Rule | Severity | What it wants |", "|---|---|---|"]
    lines += [f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.value} | {rule.title} |" for rule in rules]
    lines += ["", *(_section(rule) for rule in rules), "## Rules of records", ""]
    lines += ["`immerse records verify`, `fold` and `roster` judge these; `immerse check` reads no records.", ""]
    lines += [f"- **{id} {title}.** {text}" for id, (title, text) in OF_RECORDS.items()]
    return "\n".join(lines) + "\n"


def _of_records(id: str) -> str:
    title, text = OF_RECORDS[id]
    said = fill(text, 100, break_on_hyphens=False)
    return f"{id} {title}\n\nJudged by immerse records verify, fold and roster.\n\n{said}"


def _order(rule: Rule) -> tuple[bool, int, str]:
    number = re.fullmatch(r"L-(\d+)", rule.id)
    return bool(number), int(number.group(1)) if number else 0, rule.id


def _page(rule: Rule) -> str:
    if rule.id == _BY_THE_WORD:
        waive = "To waive it for a time, with the word, owner, reason and expiry:"
    elif rule.severity is Severity.ERROR:
        waive = "Errors cannot be waived. Where this rule gives a warning, a waiver needs owner, reason and expiry:"
    else:
        waive = "To waive it for a time, with owner, reason and expiry:"
    word = "word: ..., " if rule.id == _BY_THE_WORD else ""
    entry = f"  waivers:\n    - {{rule: {rule.id}, subject: ..., {word}owner: ..., reason: ..., expires: 2027-03-31}}"
    lines = [
        f"{rule.id}  {rule.title}  ({rule.severity.value}; judged by {rule.judged_by})",
        "",
        _explanation(rule),
        "",
    ]
    return "\n".join([*lines, waive, entry, "in site_config/waivers.yml, or in the client's own waivers.yml."])


_BY_THE_WORD = "L-71"
"""The rule whose waivers name a word, and so cover an error too."""


def _section(rule: Rule) -> str:
    if rule.id == _BY_THE_WORD:
        waive = "waived word by word"
    else:
        waive = "can be waived" if rule.severity is not Severity.ERROR else "an error cannot be waived, a warning can"
    judged = f"*{rule.severity.value.capitalize()}; judged by {rule.judged_by}; {waive}.*"
    lines = [f'<a id="{rule.id.lower()}"></a>', "", f"## {rule.id} {rule.title}", "", judged, ""]
    for example, part in groupby(_parts(_explanation(rule)), key=lambda line: line[0]):
        texts = [text for _, text in part]
        lines += ["```text", *texts, "```", ""] if example else [*texts, ""]
    return "\n".join(_single(lines))


def _explanation(rule: Rule) -> str:
    """The page of a rule, with what fields of the policy declare for it."""
    declared = [one.sentence for one in requirements() if one.rule == rule.id]
    listed = "\n".join(["The policy declares:", "", *(f"- {sentence}" for sentence in declared)])
    return f"{rule.explanation}\n\n{listed}" if declared else rule.explanation


def _parts(explanation: str) -> list[tuple[bool, str]]:
    """Each line of an explanation, and whether it belongs to the examples."""
    found: list[tuple[bool, str]] = []
    example = False
    for line in explanation.splitlines():
        example = line.startswith(("Bad:", "Good:")) or (example and line.startswith(" "))
        found.append((example, line))
    return found


def _single(lines: list[str]) -> list[str]:
    """The lines without a second empty one in a row."""
    return [line for index, line in enumerate(lines) if line or index == 0 or lines[index - 1]]
