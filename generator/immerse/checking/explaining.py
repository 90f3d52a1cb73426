"""The pages of `immerse explain`, and all of them as one document."""

from collections.abc import Iterable
from itertools import groupby
from textwrap import fill

from immerse.checking.requirements import requirements
from immerse.checking.rule import Rule, documented_in, page_text
from immerse.checking.rules import RULES
from immerse.problems import ImmerseError, Severity
from immerse.words.near_misses import near_miss

OF_RECORDS = {rule.id: rule for rule in documented_in("records.md")}
"""Rules that are judged by commands that read records."""


def list_rules() -> str:
    """A line for each rule: id, severity, title."""
    width = max(len(rule.id) for rule in RULES)
    return "\n".join(f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.title}" for rule in RULES)


def explain_rule(id: str, settings: Iterable[str] = ()) -> str:
    """The page of a rule: its requirement, the reason, examples, and how to waive it.

    Raises:
        ImmerseError: there is no such rule; names the nearest of the rules and of these `settings`.
    """
    by_id = {rule.id.lower(): rule for rule in RULES}
    if rule := by_id.get(id.lower()):
        return _page(rule)
    if rule := OF_RECORDS.get(id.upper()):
        words = fill(rule.explanation, 100, break_on_hyphens=False)
        return f"{rule.id} {rule.title}\n\nJudged by {rule.judged_by}.\n\n{words}"
    names = {name: rule.id for name, rule in by_id.items()} | {key: key for key in settings}
    close = near_miss(id, names)
    near = f"did you mean {names[close]}? " if close else ""
    raise ImmerseError(f"there is no rule or setting {id!r}; {near}immerse explain lists all rules")


def explain_all() -> str:
    """Every rule as one Markdown document: docs/rules.md."""
    lines = [page_text("rules_head.md"), "## All rules\n", "| Rule | Severity | What it requires |", "|---|---|---|"]
    lines += [f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.value} | {rule.title} |" for rule in RULES]
    lines += ["", *(_section(rule) for rule in RULES), "## Rules of records", ""]
    lines += ["`immerse records verify`, `fold` and `roster` judge these; `immerse check` reads no records.", ""]
    lines += [f"- **{id} {rule.title}.** {' '.join(rule.explanation.split())}" for id, rule in OF_RECORDS.items()]
    return "\n".join(lines) + "\n"


def _page(rule: Rule) -> str:
    if rule.id == _BY_THE_WORD:
        waive = "To waive it for a time, with the word, owner, reason and expiry:"
    elif rule.severity is Severity.ERROR:
        waive = "Errors cannot be waived. Where this rule gives a warning, a waiver needs owner, reason and expiry:"
    else:
        waive = "To waive it for a time, with owner, reason and expiry:"
    word = "word: ..., " if rule.id == _BY_THE_WORD else ""
    entry = f"  waivers:\n    - {{rule: {rule.id}, subject: ..., {word}owner: ..., reason: ..., expires: 2027-03-31}}"
    title = f"{rule.id}  {rule.title}  ({rule.severity.value}; judged by {rule.judged_by})"
    files = "in site_config/waivers.yml; for a problem in a client's folder, in the waivers.yml of that folder."
    return "\n".join([title, "", _explanation(rule), "", waive, entry, files])


_BY_THE_WORD = "L-71"
"""The rule whose waivers name a word, and therefore cover errors too."""


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
    # No two empty lines follow each other.
    return "\n".join(line for index, line in enumerate(lines) if line or index == 0 or lines[index - 1])


def _explanation(rule: Rule) -> str:
    """The page of a rule, with what fields of the policy declare for it."""
    declared = [requirement.sentence for requirement in requirements() if requirement.rule == rule.id]
    listed = "\n".join(["The policy declares:", "", *(f"- {sentence}" for sentence in declared)])
    return f"{rule.explanation}\n\n{listed}" if declared else rule.explanation


def _parts(explanation: str) -> list[tuple[bool, str]]:
    """(whether it belongs to the examples, line) of each line of an explanation."""
    lines: list[tuple[bool, str]] = []
    example = False
    for line in explanation.splitlines():
        example = line.startswith(("Bad:", "Good:")) or (example and line.startswith(" "))
        lines.append((example, line))
    return lines
