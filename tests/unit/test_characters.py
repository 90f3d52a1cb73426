"""Characters that nobody sees: refused, but where a script or an emoji cannot be written without them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import immerse
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.words.characters import HIDDEN, hidden_in, is_usual

PACKAGE = Path(immerse.__file__).parent
NEEDED = {
    "persian": "می\u200cخواهم",
    "urdu": "علی\u200cحدہ",
    "hindi": "क्\u200dष क्\u200cष",
    "bengali": "র\u200d্যাব",
    "malayalam at the end of a word": "ന്\u200d",
    "sinhala": "ශ්\u200dරී",
    "khmer": "ក\u200cក",
    "a coder": "👩\u200d💻",
    "a family": "👨🏽\u200d👩🏽\u200d👧🏽",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "a doctor": "🧑🏿\u200d⚕\ufe0f",
    "a rainbow flag": "🏳\ufe0f\u200d🌈",
    "a pirate flag": "🏴\u200d☠\ufe0f",
    "england": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a key": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "text in place of a picture": "☎\ufe0e ©\ufe0f",
    "a chinese name": "葛\U000e0100",
    "a mathematical sign": "∩\ufe00",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ\u180bᠠ",
}
REFUSED = {
    "in latin": "a\u200db",
    "at the beginning": "\u200dم",
    "behind a blank": "م \u200cم",
    "twice": "م\u200c\u200cم",
    "between scripts": "a\u200cم",
    "between digits": "١\u200c٢",
    "behind an emoji": "👩\u200d",
    "between an emoji and a letter": "👩\u200da",
    "a non-joiner in an emoji": "👩\u200c💻",
    "a selector of nothing": " \ufe0f",
    "a selector of a letter": "a\ufe0f",
    "a key without its frame": "1\ufe0f.",
    "tags": "a\U000e0061",
    "a flag without an end": "🏴\U000e0067\U000e0062",
    "a variant of a latin letter": "a\U000e0100",
    "a soft hyphen": "a\u00adb",
    "a mark of order": "a\u202eb",
    "a mark of direction in arabic": "م\u200fم",
    "a blank without width": "a\u200bb",
    "a filler": "a\u3164b",
    "a noncharacter": "a\ufdd0b",
    "the last character": "a\U0010ffffb",
    "private use": "a\ue000b",
    "a lost character": "a\ufffdb",
    "a control character": "a\u0007b",
}


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_script_or_an_emoji_needs_is_allowed(name: str) -> None:
    assert HIDDEN.search(NEEDED[name]) and not [*hidden_in(NEEDED[name])]


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_elsewhere(name: str) -> None:
    assert [*hidden_in(REFUSED[name])]


@given(st.text(st.characters(max_codepoint=0x5FF), max_size=20), st.sampled_from("\u200c\u200d\ufe0f\U000e0061\u2060"))
def test_nothing_of_it_stands_in_latin_greek_cyrillic_and_hebrew(text: str, character: str) -> None:
    plain = re.sub("[©®#*0-9]", "", HIDDEN.sub("", text))
    assert [*hidden_in(f"{plain}a{character}b{plain}")] == [len(plain) + 1]


@given(st.text(st.sampled_from("a م\u200c\u200d\ufe0f👩💻्क🏴\U000e0067\U000e007f1\u20e3"), max_size=30))
def test_each_place_is_one_of_the_table(text: str) -> None:
    places = [*hidden_in(text)]
    assert places == sorted(set(places)) and all(HIDDEN.fullmatch(text[place]) for place in places)


def test_tab_and_line_feed_are_seen() -> None:
    assert not HIDDEN.search("\t\n\u00a0")


@pytest.mark.parametrize("text", ["\u0958\u0932\u092e", "\u09dc", "\ufb2a", "é", "क\u093c", "한"])
def test_letters_may_be_as_a_keyboard_types_them(text: str) -> None:
    assert is_usual(text)


@pytest.mark.parametrize("text", ["e\u0301", "\u212b", "\u037e", "a\u0958e\u0301", "\u1112\u1161\u11ab"])
def test_other_letters_are_in_their_usual_form(text: str) -> None:
    assert not is_usual(text) and is_usual(unicodedata.normalize("NFC", text).replace("क\u093c", "\u0958"))


def test_there_is_one_table() -> None:
    others = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\\u(?:200b-|2060-|202e\b|e000-|fdd0-)", path.read_text("utf-8"))
    }
    assert others == {"words/characters.py"}
