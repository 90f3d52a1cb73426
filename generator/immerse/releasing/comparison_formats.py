"""A comparison as text, Markdown, HTML or JSON. Content is escaped in each of them."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict

from markupsafe import Markup, escape

from immerse.model.comparison import ReleaseComparison, Run
from immerse.releasing.report import ReportLine, report
from immerse.templating.environments import environment_of

SCHEMA = "immerse.changes/1"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&@]|:(?=//)|(?<=www)\.|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
"""Marks of Markdown, marks at the beginning of a line, and automatic links."""
_WORD = re.compile(r"\S+(?:\s+\S+)*")


def as_text(comparison: ReleaseComparison, proposal: str = "") -> str:
    """Text for a terminal. `proposal` is a sentence about the version of the next release."""
    return _rendered("comparison.txt.jinja", lambda line: "".join(map(_text_run, line)).strip(), comparison, proposal)


def as_markdown(comparison: ReleaseComparison, proposal: str = "") -> str:
    """Markdown for an issue, a merge request or an e-mail."""
    return _rendered("comparison.md.jinja", _markdown_line, comparison, proposal)


def as_html(comparison: ReleaseComparison, proposal: str = "") -> str:
    """A complete page; words taken out and put in are named for screen readers too."""
    return _rendered("comparison.html.jinja", lambda line: Markup(html_of(line).strip()), comparison, proposal)


def _rendered(template: str, words: Callable[[ReportLine], str], comparison: ReleaseComparison, proposal: str) -> str:
    environment = environment_of("immerse.releasing")
    environment.filters |= {"words": words, "markdown": _markdown}
    return environment.get_template(template).render(report=report(comparison), proposal=proposal)


def as_json(comparison: ReleaseComparison, proposal: tuple[str, str] | None = None) -> str:
    """JSON of the schema `immerse.changes/1`; `proposal` is a version and the reason for it."""
    members = {"schema": SCHEMA, **asdict(comparison)}
    if proposal:
        members["proposal"] = {"version": proposal[0], "why": proposal[1]}
    return json.dumps(members, ensure_ascii=False, indent=1) + "\n"


def html_of(words: tuple[Run, ...]) -> str:
    """Words of a comparison as HTML inside one element: `<del>` and `<ins>`, each with its name for screen readers."""
    return "".join(map(_html_run, words))


def _marked(run: Run, mark: Callable[[str], str], escaped: Callable[[str], str]) -> str:
    """A run with marks around its words; blanks at its ends stay outside."""
    if run.kind == "same":
        return escaped(run.text)
    match = _WORD.search(run.text)
    if not match:
        return run.text
    return run.text[: match.start()] + mark(escaped(match.group())) + run.text[match.end() :]


def _text_run(run: Run) -> str:
    return _marked(run, (lambda text: f"[-{text}-]") if run.kind == "removed" else (lambda text: f"{{+{text}+}}"), str)


def _html_run(run: Run) -> str:
    tag, name = ("del", "taken out") if run.kind == "removed" else ("ins", "put in")
    begin, end = f'<{tag}><span class="im-sr">[{name}: </span>', f'<span class="im-sr">]</span></{tag}>'
    return _marked(run, lambda text: f"{begin}{text}{end}", lambda text: str(escape(text)))


def _markdown_line(line: ReportLine) -> str:
    def marked(run: Run) -> str:
        """The run with its marks."""
        mark = "~~" if run.kind == "removed" else "**"
        return _marked(run, lambda text: f"{mark}{text}{mark}", _markdown)

    return "".join(map(marked, line)).replace("~~**", "~~ **").strip()


def _markdown(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
