"""What our pages say stands in one catalogue: templates hold none of it, and every text is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from immerse.rendering.message_catalogue import ENGLISH, Catalogue
from jinja2 import Environment
from markupsafe import Markup
from site_fixtures import REPOSITORY

WORDS = json.loads((REPOSITORY / "generator/immerse/rendering/messages/en.json").read_text("utf-8"))
TEMPLATES = REPOSITORY / "generator" / "immerse" / "rendering" / "templates"
NOT_YET = {
    "_parts.html",
    "_rulings.html",
}
"""Templates whose words are still their own. One whose words move to the catalogue is taken out; none is added."""

SAID = re.compile(r"""(?:say|plain)\('([a-z0-9.-]+)'( ~)?""")
OTHERWISE = re.compile(r"""'([a-z0-9-]+(?:\.[a-z0-9-]+)+)'""")
SHOWN = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")


def english(source: str) -> Iterator[str]:
    """The words that a template says itself: between tags, in attributes that are read aloud, and in its strings."""
    html, strings = "", []
    for _, kind, value in Environment(trim_blocks=True, lstrip_blocks=True).lex(source):
        if kind == "data":
            html += value
        elif kind == "string":
            strings.append(value[1:-1])
        elif kind.endswith("_begin"):
            html += "\0"
    html = re.sub(r"&[a-z]+;", "", html)
    shown = [value.replace("\0", "") for value in SHOWN.findall(html)]
    between = re.sub(r"<[^>]*>", "\n", html).replace("\0", "\n").split("\n")
    yield from (words.strip() for words in [*shown, *between] if WORD.search(words))
    yield from (words for words in strings if is_english(words))


def is_english(string: str) -> bool:
    """Whether a string of a template is words: names of classes, keys and pages are not."""
    if all(part.startswith(("im-", "md-")) for part in string.split()):
        return False
    return bool(re.search(r"[A-Za-z]{2,},? [A-Za-z]", string) or re.fullmatch(r"[A-Z][a-z]+", string))


def template(name: str) -> str:
    return (TEMPLATES / f"{name}.jinja").read_text("utf-8")


def test_templates_say_nothing_themselves() -> None:
    found = {path.stem: list(english(path.read_text("utf-8"))) for path in TEMPLATES.glob("*.jinja")}
    assert {name: words for name, words in found.items() if words and name not in NOT_YET} == {}
    assert {name for name in NOT_YET if not found.get(name)} == set(), "take it out of NOT_YET: it says nothing itself"


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("<p>Print this page</p>", "Print this page"),
        ("<p>{{ title }} is new</p>", "is new"),
        ('<div aria-label="Table {{ n }}">', "Table"),
        ("{{ heading(2, 'tasks', 'Your tasks') }}", "Your tasks"),
        ("{{ 'Level' if item.levels else say('checklist.level') }}", "Level"),
    ],
)
def test_words_in_a_template_are_found(planted: str, found: str) -> None:
    assert [words.strip() for words in english(template("progress.html") + planted)] == [found]


def test_every_text_is_said_and_every_text_that_is_said_is_there() -> None:
    sources = [path.read_text("utf-8") for path in TEMPLATES.glob("*.jinja")]
    said = {key for source in sources for key, more in SAID.findall(source) if not more}
    begun = tuple(key for source in sources for key, more in SAID.findall(source) if more)
    named = {key for source in sources for key in OTHERWISE.findall(source)}
    assert said - set(WORDS) == set()
    unsaid = {key for key in WORDS if key not in said | named and not key.startswith(begun)}
    assert unsaid == set()


def test_texts_are_plain_and_in_order() -> None:
    assert list(WORDS) == sorted(WORDS)
    for key, entry in WORDS.items():
        forms = [entry] if isinstance(entry, str) else [entry["one"], entry["other"]]
        assert all(form.strip() == form and not re.search(r"[<>&]", form) for form in forms), key


def test_values_are_escaped_and_html_stays_html() -> None:
    texts = Catalogue({"a": "{who} & {what}", "n": {"one": "{n} item", "other": "{n} items"}})
    assert texts.say("a", who="<b>", what=Markup("<i>x</i>")) == "&lt;b&gt; &amp; <i>x</i>"
    assert texts.plain("a", who="<b>", what="x") == "<b> & x"
    assert [texts.say("n", n=count) for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_a_text_is_said_with_what_it_has_a_place_for() -> None:
    for key, values in (("progress.nothing", {}), ("tasks.after", {}), ("tasks.lead", {"who": "JD"})):
        with pytest.raises(LookupError, match=re.escape(key)):
            ENGLISH.say(key, **values)
