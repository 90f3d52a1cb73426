"""Each character of a text knows where it was typed, whatever the style of its YAML."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from immerse.loading.strict_yaml import read_yaml
from immerse.model.positions import offsets_in
from immerse.model.text import Text

LETTERS = st.text(
    st.sampled_from(list("ab\u00e9\u4e2d\U0001f44d \n\"'\\#:-|>{}[]`*&!%@?,.09"))
    | st.characters(codec="utf-8", categories=["L"]),
    min_size=1,
    max_size=60,
)
STYLES = [None, "'", '"', "|", ">"]


def loaded(source: str) -> Text:
    """The text of the key `key` as the loader reads it."""
    value, problems = read_yaml(source.encode(), "case.yml")
    assert not problems, (source, problems)
    text = value["key"]
    assert isinstance(text, Text)
    return text


def stands_at(source: str, text: Text) -> None:
    """Every character of the text is found in the source at the place that it tells."""
    lines = source.split("\n")
    before = (0, 0)
    for offset, letter in enumerate(text):
        place = text.at(offset)
        assert (place.line, place.column) > before, (source, offset)
        before = (place.line, place.column)
        typed = (lines[place.line - 1] + "\n")[place.column - 1 :]
        if typed.startswith("\\") and text.raw.startswith('"'):
            assert yaml.safe_load(f'"{escape_of(typed)}"') == letter, (source, offset, letter)
        elif letter.isspace():
            assert typed[0].isspace(), (source, offset, letter)
        else:
            assert typed[0] == letter, (source, offset, letter)


def escape_of(typed: str) -> str:
    return typed[: {"x": 4, "u": 6, "U": 10}.get(typed[1], 2)]


@given(LETTERS, st.sampled_from(STYLES), st.sampled_from([12, 20, 80]), st.booleans())
@settings(max_examples=400)
@example("a  b", ">", 12, True)
@example("a b\n\nc\n", ">", 12, True)
@example("it's 'quoted'", "'", 12, True)
@example('a "b" \\ \u00e9 c d e f g h', '"', 12, False)
def test_every_character_stands_where_it_says(value: str, style: str | None, width: int, letters: bool) -> None:
    source = yaml.dump({"key": value}, default_style=style, width=width, allow_unicode=letters)
    try:
        read_back = yaml.safe_load(source)["key"]
    except yaml.YAMLError:  # an emitter's own mistake
        assume(False)
    text, problems = read_yaml(source.encode(), "case.yml")
    assume(not problems)  # the loader refuses some characters, and some ways to write them
    name, written = next(iter(text.items()))
    assert (name, written) == ("key", read_back)
    stands_at(source, written)


WRITTEN = {
    "plain": "key: one two # a comment\n",
    "plain over lines": "key: one\n  two\n\n\n  three  \n  four\n",
    "single": "key: 'it''s one''''s'  # a comment\n",
    "single over lines": "key: 'one\n\n  it''s two\n    three '\n",
    "double": 'key: "a \\"b\\" \\\\ \\x41\\u00e9\\U0001F44D\\/ \\t."\n',
    "double over lines": 'key: "one\n  two \\\n  \\  three\\n\\\n  four\n\n  five"\n',
    "double with an escaped end of line": 'key: "one\\\n\n   two\\\n   \\ three"\n',
    "literal": "key: |\n  one\n    two\n\n  three\n",
    "literal stripped": "key: |-\n  one\n  two\n\n\n",
    "literal kept": "key: |+\n  one\n\n\n",
    "literal with its indentation said": "key: |2\n   one\n  two\n",
    "literal with a comment": "key: |- # a comment\n  # one\n  two\n",
    "folded": "key: >\n  one\n  two\n\n  three\n",
    "folded, some lines further in": "key: >-\n  one\n  two\n    three\n    four\n  five\n\n    six\n\n\n  seven\n",
    "folded kept": "key: >+\n  one\n  two\n\n\n",
    "in a flow": "{key: one two, other: [x]}\n",
    "a text that begins like a style": "key: \">one |two 'x'\"\n",
    "line ends of Windows": "key: |\r\n  one\r\n  two\r\nother: x\r\n",
    "deep": "- - key: >\n      one\n      two\n",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_each_style_of_a_text_tells_its_places(name: str) -> None:
    source = WRITTEN[name]
    value, problems = read_yaml(source.encode(), "case.yml")
    assert not problems
    while not isinstance(value, dict):
        value = value[0]
    text = value["key"]
    stands_at(source.replace("\r\n", "\n"), text)
    for word in ("one", "two", "three", "four", "five", "six", "seven"):
        if word in text:
            place = text.at(text.index(word))
            assert source.replace("\r\n", "\n").split("\n")[place.line - 1][place.column - 1 :].startswith(word)


def test_a_value_that_a_scalar_does_not_say_has_no_places() -> None:
    assert offsets_in("one two", "one three") is None
    assert offsets_in("'it''s'", "it's") == [1, 2, 3, 5, 6]
    assert offsets_in(">-\n  a\n  b", "a b") == [5, 6, 9, 10]
    text = Text("one three", loaded("key: one\n").location, "one two")
    assert text.at(4) == text.location


def test_a_place_beyond_the_text_is_its_end() -> None:
    text = loaded("key: 'it''s'\n")
    assert (text.at(99).column, text.at(-3).column) == (12, 7)
