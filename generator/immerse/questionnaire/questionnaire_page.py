"""A questionnaire as one page to read and print; nothing in it comes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from immerse.questionnaire.answer_cells import hint_of
from immerse.questionnaire.catalogue import DEPARTMENTS
from immerse.questionnaire.client_questions import AskedRow, AskedTable, ClientQuestion, Questionnaire
from immerse.questionnaire.fixed_texts import OF_DEFAULTS, ON_PAPER, state_of, why
from immerse.words.english import capitalized

_STYLE = """
:root { color-scheme: light dark; --line: #b9bec6; --quiet: #5a6068; --box: #fffbe6; --ink: #14181f; --paper: #fff }
@media (prefers-color-scheme: dark) {
  :root { --line: #565c66; --quiet: #aab0ba; --box: #2b2a20; --ink: #e8eaee; --paper: #16191e }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line) }
h3 { margin: 2rem 0 .25rem; font-size: 1.1rem }
h4 { margin: 1rem 0 .25rem; font-size: 1rem }
nav ul { columns: 14rem; padding-left: 1.2rem }
a { color: inherit }
.question { margin: 1rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem }
.question > p { margin: .2rem 0 }
.ask { font-weight: 600 }
.quiet { color: var(--quiet); font-size: .9rem }
.answer { margin-top: .5rem; min-height: 3.2rem; padding: .4rem .6rem; background: var(--box);
  border: 1px solid var(--line); white-space: pre-line }
.signed { margin-top: .4rem; display: flex; gap: 1rem; font-size: .9rem; color: var(--quiet) }
.signed span { flex: 1; border-bottom: 1px solid var(--line); min-height: 1.8rem }
.row .question { border: 0; border-top: 1px solid var(--line); border-radius: 0; margin: 0; padding: .5rem 0 }
.row .answer { min-height: 1.9rem }
@page { margin: 15mm }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; background: #fff; color: #000 }
  h2 { break-before: page }
  nav + h2 { break-before: auto }
  h2, h3, h4 { break-after: avoid }
  .question { break-inside: avoid }
  .answer { background: none }
  nav { display: none }
}
"""


def page(asked: Questionnaire) -> bytes:
    """The page of a questionnaire; the same questionnaire gives the same bytes."""
    title = f"{escape(asked.name)}: questions"
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head>",
        f"<body><h1>{title}</h1>",
        *(f"<p>{escape(words)}</p>" for words in ON_PAPER),
        *_contents(asked),
        *_departments(asked),
        *_defaults(asked),
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _contents(asked: Questionnaire) -> Iterator[str]:
    yield "<nav><ul>"
    for department, title in DEPARTMENTS.items():
        if _is_asked(asked, department):
            yield f'<li><a href="#{department}">{title}</a></li>'
    if asked.defaults:
        yield '<li><a href="#defaults">Defaults to sign</a></li>'
    yield "</ul></nav>"


def _is_asked(asked: Questionnaire, department: str) -> bool:
    questions = any(one.department == department and not one.is_default for one in asked.questions)
    return questions or any(one.department == department for one in asked.tables)


def _departments(asked: Questionnaire) -> Iterator[str]:
    for department, title in DEPARTMENTS.items():
        if not _is_asked(asked, department):
            continue
        yield f'<h2 id="{department}">{title}</h2>'
        here = [one for one in asked.questions if one.department == department and not one.is_default]
        for one in sorted(here, key=lambda one: (not one.place.is_open, one.place.value is None)):
            yield from _question(one, state_of(one))
        for table in asked.tables:
            if table.department == department:
                yield from _table(table)


def _defaults(asked: Questionnaire) -> Iterator[str]:
    if not asked.defaults:
        return
    yield f'<h2 id="defaults">Defaults to sign</h2><p>{escape(OF_DEFAULTS)}</p>'
    for one in asked.defaults:
        yield from _question(one, DEPARTMENTS[one.department])


def _question(one: ClientQuestion, state: str) -> Iterator[str]:
    yield '<section class="question">'
    yield f'<p class="ask">{escape(one.ask)}</p>'
    yield f'<p class="quiet">{escape(capitalized(state))}. {escape(why(one))}</p>'
    said = (("How to answer", hint_of(one.place.field.leaf)), ("For example", one.example), ("Proposed", one.proposed))
    for head, text in said:
        if text:
            yield f'<p class="quiet">{head}: {escape(text)}</p>'
    yield f'<div class="answer">{escape(one.place.shown)}</div>'
    yield _SIGNED
    yield "</section>"


_SIGNED = '<div class="signed"><span>Answered by</span><span>On</span></div>'


def _table(table: AskedTable) -> Iterator[str]:
    yield f"<h3>{escape(table.title)}</h3>"
    yield f'<p class="quiet">One block for each {escape(table.row)}. {escape(why(table))}</p>'
    for row in table.rows:
        yield from _row(table, row)
    yield from _row(table, None)


def _row(table: AskedTable, row: AskedRow | None) -> Iterator[str]:
    """One entry, or an empty one for another."""
    name = f"{row.of} {_name(row)}".strip() if row else f"another {table.row}"
    yield f'<section class="row"><h4>{escape(capitalized(name))}</h4>'
    for place, column in enumerate(table.columns):
        said = row.places[place].shown if row else ""
        example = "" if row else f'<p class="quiet">For example: {escape(column.example)}</p>'
        yield f'<div class="question"><p>{escape(column.ask)}</p>{example}'
        yield f'<div class="answer">{escape(said)}</div></div>'
    yield f"{_SIGNED}</section>"


def _name(row: AskedRow) -> str:
    return f"No. {int(row.name) + 1}" if row.name.isdecimal() else row.name
