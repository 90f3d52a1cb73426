"""Letters that the task book cannot print, because no font has them: a warning where their author wrote them."""

from collections.abc import Iterator

from immerse.lettering.fonts import Fonts
from immerse.lettering.installed import is_installed
from immerse.model.book import TRAINEE
from immerse.model.edition import Edition
from immerse.model.positions import place_in
from immerse.model.rotation import Rotation
from immerse.model.text import Text
from immerse.problems import Problem, Severity

RULE = "L-84"
_MOST = 4
"""Letters that a message names."""


def judge_letters(edition: Edition) -> tuple[Problem, ...]:
    """A warning for each text of the task book with a letter that none of its fonts has."""
    fonts = Fonts(edition.fonts)
    name = edition.client.policy.client.name
    of_name = {name[start:end] for start, end in fonts.missing(name)} if name else set()
    problems = []
    for subject, text in printed_texts(edition):
        places = [(start, text[start:end]) for start, end in fonts.missing(text)]
        if not places:
            continue
        typed = [(start, letter) for start, letter in places if letter in text.raw or "{{" not in text.raw]
        if typed:
            problems.append(_problem(text, typed, subject))
        elif places_of_font := [(start, letter) for start, letter in places if letter not in of_name]:
            problems.append(_problem(text, places_of_font, f"{edition.client.id}/{subject}", edition.client.id))
    return tuple(problems)


def printed_texts(edition: Edition) -> Iterator[tuple[str, Text]]:
    """Every text that the task book prints, with the id that a waiver names."""
    if (name := edition.client.policy.client.name) is not None:
        yield f"{edition.client.id}/client.name", name
    programme, rotation = edition.programme, edition.programme.rotation
    for module in programme.modules:
        if module.competencies:
            yield str(module.id), module.title
    for competency in programme.competencies():
        yield str(competency.id), competency.title
        yield str(competency.id), competency.statement
        yield str(competency.id), competency.criterion
    for part in rotation.graduation:
        yield str(part.id), part.title
        for item in part.items:
            yield str(item.id), item.statement
            if item.computed_from is not None:
                yield str(item.id), item.computed_from
    shown = {task.id: task.text for task in edition.book.tasks if task.who == TRAINEE}
    for task in rotation.tasks:
        if task.id in shown:
            yield str(task.id), task.title
            yield str(task.id), Text(shown[str(task.id)], task.text.location, task.text.raw)
    yield from (("rotation", text) for text in _names(edition, rotation))


def _names(edition: Edition, rotation: Rotation) -> Iterator[Text]:
    """The names of levels, gates, attesters, evidence and places of work in the items."""
    items = edition.book.items
    gates = {gate for item in items for gate, _ in item.levels}
    roles = {role for item in items for role in (*item.attest_all, *item.attest_any)}
    yield from (path.title for path in rotation.paths if rotation.tasks)
    yield from (level.name for level in rotation.levels)
    yield from (context.title for context in rotation.contexts)
    yield from (gate.title for gate in rotation.gates if gate.id in gates)
    yield from (role.title for role in rotation.roles if role.id in roles)
    yield from (kind.title for kind in rotation.evidence_kinds)


def _problem(text: Text, places: list[tuple[int, str]], subject: str, client: str = "") -> Problem:
    letters = list(dict.fromkeys(letter for _, letter in places))
    named = ", ".join(map(_shown, letters[:_MOST])) + (f" and {len(letters) - _MOST} more" if letters[_MOST:] else "")
    message = f"the task book's fonts have no {named}" + (f", which is in a value of {client}" if client else "")
    wanted = f"put a font that has {'it' if len(letters) == 1 else 'them'} into site_config/fonts/"
    hint = f"{'' if is_installed() else 'install immerse[fonts], or '}{wanted}; until then a box is printed"
    offset, letter = places[0]
    if "{{" not in text.raw:
        place = text.at(offset)
    else:
        index = text.raw.find(letter)
        place = place_in(text.raw, index if index >= 0 else text.raw.find("{{"), text.location)
    return Problem(place, RULE, message, Severity.WARNING, hint, subject)


def _shown(letter: str) -> str:
    """A letter with its code point; only the code point if it is not printable."""
    code = " ".join(f"U+{ord(character):04X}" for character in letter)
    return f"{letter} ({code})" if letter.isprintable() else code
