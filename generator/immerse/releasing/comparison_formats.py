"""A comparison as text, Markdown, HTML or JSON. No word of any content is ever markup in any of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from html import escape

from markupsafe import Markup

from immerse.model.comparison import ReleaseComparison, Run
from immerse.releasing.report import ComparisonReport, Line, report
from immerse.templating.environments import environment_of

SCHEMA = "immerse.changes/1"
_LEGEND = "[-taken out-] {+put in+}"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&@]|:(?=//)|(?<=www)\.|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""What Markdown would take for a mark, a mark only at the beginning of a line, or an address of its own."""
_WORD = re.compile(r"\S+(?:\s+\S+)*")


def as_text(comparison: ReleaseComparison, proposal: str = "") -> str:
    """For a terminal: `[-taken out-]`, `{+put in+}`.

    Args:
        comparison: What changed.
        proposal: A sentence on the version of the release to come.
    """
    told = report(comparison)
    lines = [told.title, "", *filter(None, (told.summary, proposal))]
    for section in told.sections:
        lines += ["", section.title]
        for entry in section.entries:
            lines.append(f"  {entry.head}")
            lines += [f"    {''.join(map(_text_run, line)).strip()}" for line in entry.lines]
    if _has_marks(told):
        lines += ["", f"In the words: {_LEGEND}"]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: ReleaseComparison, proposal: str = "") -> str:
    """For an issue, a merge request or a mail: ~~taken out~~, **put in**."""
    told = report(comparison)
    lines = [f"# {_md(told.title)}", "", *(_md(part) for part in (told.summary, proposal) if part)]
    for section in told.sections:
        lines += ["", f"## {section.title}", ""]
        for entry in section.entries:
            lines.append(f"- {_md(entry.head)}")
            lines += [f"    - {_md_line(line)}" for line in entry.lines]
    if _has_marks(told):
        lines += ["", "In the words: ~~taken out~~ **put in**"]
    return "\n".join(lines) + "\n"


def as_html(comparison: ReleaseComparison, proposal: str = "") -> str:
    """A whole page that needs nothing else; what was taken out and put in is said to who cannot see it too."""
    environment = environment_of("immerse.releasing")
    environment.filters["words"] = lambda line: Markup(html_of(line).strip())
    template = environment.get_template("comparison.html.jinja")
    return template.render(told=report(comparison), proposal=proposal)


def as_json(comparison: ReleaseComparison, proposal: tuple[str, str] | None = None) -> str:
    """For a program, schema `immerse.changes/1`; `proposal` is a version and why."""
    found = {"schema": SCHEMA, **asdict(comparison)}
    if proposal:
        found["proposal"] = {"version": proposal[0], "why": proposal[1]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def html_of(words: tuple[Run, ...]) -> str:
    """Words of a comparison as HTML inside one element: `<del>` and `<ins>`, each named for who cannot see it."""
    return "".join(map(_html_run, words))


Marks = Callable[[str], str]


def _marked(run: Run, mark: Marks, escaped: Marks) -> str:
    """A run with its marks close to its words; blanks at its ends stay outside."""
    if run.kind == "same":
        return escaped(run.text)
    found = _WORD.search(run.text)
    if not found:
        return run.text
    return run.text[: found.start()] + mark(escaped(found.group())) + run.text[found.end() :]


def _text_run(run: Run) -> str:
    return _marked(run, (lambda text: f"[-{text}-]") if run.kind == "removed" else (lambda text: f"{{+{text}+}}"), str)


def _md_run(run: Run) -> str:
    mark = "~~" if run.kind == "removed" else "**"
    return _marked(run, lambda text: f"{mark}{text}{mark}", _md)


def _html_run(run: Run) -> str:
    tag, said = ("del", "taken out") if run.kind == "removed" else ("ins", "put in")
    return _marked(
        run,
        lambda text: f'<{tag}><span class="im-sr">[{said}: </span>{text}<span class="im-sr">]</span></{tag}>',
        escape,
    )


def _md_line(line: Line) -> str:
    return "".join(map(_md_run, line)).replace("~~**", "~~ **").strip()


def _md(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _has_marks(told: ComparisonReport) -> bool:
    return any(run.kind != "same" for line in _lines(told) for run in line)


def _lines(told: ComparisonReport) -> Iterator[Line]:
    for section in told.sections:
        for entry in section.entries:
            yield from entry.lines
