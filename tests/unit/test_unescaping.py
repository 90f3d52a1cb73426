"""Short ways of the scan say the same as the long ways that they take the place of."""

from __future__ import annotations

import random
import re
import time
from urllib.parse import unquote

import pytest
from immerse.leaks.escapes import unquoted
from immerse.leaks.folded_text import key_of, readings
from immerse.leaks.owned_word import OwnedWord
from immerse.leaks.searcher import PHONE_RUN, Searcher
from immerse.leaks.seen import Seen
from immerse.leaks.site_scan import scan_files
from immerse.leaks.split_markup import split_markup, split_scripts
from immerse.model.identifying import WordKind
from proofs import proof_against

ESCAPES = ("%41", "%e2%82%ac", "%E2%82", "%c3", "%B6", "%", "%%41", "%4", "%zz", "a", "€", "é", "%0A", " ", "+")
DIGITS = ("4420", "7946", "0", "123", "1", " ", "-", ")", "(", ".", "\u2013", "   ", "    ", "x", "\n", "\u0664")
MARKUP = (
    "<b>",
    "</B>",
    "<BR>",
    "<!--",
    "-->",
    "<p class='x'>",
    "</P>",
    "<",
    ">",
    "north",
    "gate",
    "<Span>",
    "<!-- <b> -->",
)
TAG = re.compile("<!--.*?-->|<[^<>]*>", re.DOTALL)
INLINE = re.compile(r"<!--|</?(?:b|span)\b", re.IGNORECASE)
NUMBER = "442079460"
SHORT = "5557455"


def made(pieces: tuple[str, ...], count: int, seed: int) -> list[str]:
    chosen = random.Random(seed)
    return ["".join(chosen.choices(pieces, k=chosen.randint(0, 12))) for _ in range(count)]


def test_percent_escapes_are_resolved_as_the_standard_library_does() -> None:
    texts = made(ESCAPES, 3000, 1)
    assert any(unquoted(text) != text for text in texts)
    for text in texts:
        assert unquoted(text) == unquote(text, errors="replace"), text


@pytest.mark.parametrize("last", [0xFF, 0x17F, 0x3000])
def test_a_text_of_many_characters_is_folded_as_each_of_them_is(last: int) -> None:
    chosen = random.Random(last)
    for count in (5, 50, 500):
        text = "".join(chr(chosen.randint(0x20, last)) for _ in range(count))
        (_, folded), *_ = readings(text)
        assert folded.key == b"".join(map(key_of, text)), text


def test_a_number_is_found_where_a_run_of_digits_holds_it() -> None:
    chosen = random.Random(2)
    number = OwnedWord("other", WordKind.NUMBER, f"+{NUMBER}")
    found = 0
    for text in made(DIGITS, 3000, 3):
        middle = "".join(digit + chosen.choice(("", "", " ", "-", " (")) for digit in NUMBER)
        text = f"{text}{chosen.choice(('', middle, middle[:-4]))}{text[::-1]}"
        expected = any(NUMBER in re.sub(r"\D", "", run) for run in PHONE_RUN.findall(text))
        assert (number.dialled.search(text) is not None) == expected, text
        found += expected
    assert 500 < found < 2500


def test_a_short_number_is_found_only_at_the_end_of_a_run_that_can_be_dialled() -> None:
    chosen = random.Random(7)
    searcher = Searcher.of([OwnedWord("other", WordKind.NUMBER, SHORT)])
    found = 0
    for text in made((*DIGITS, "5", "55"), 3000, 8):
        middle = "".join(digit + chosen.choice(("", "", "   ", "-", " (")) for digit in SHORT)
        text = f"{text}{chosen.choice((middle, middle * 2, middle[:-1]))}{chosen.choice(('', 'x', text[::-1]))}"
        runs = [re.sub(r"\D", "", run) for run in PHONE_RUN.findall(text)]
        expected = any(run.endswith(SHORT) and len(run) <= 15 for run in runs)
        assert any(searcher.hits(text)) == expected, text
        found += expected
    assert 500 < found < 2500


def test_tags_inside_a_line_part_no_word_whatever_their_case() -> None:
    for text in made(MARKUP, 5000, 4):
        assert split_markup(text)[0] == TAG.sub(lambda tag: "" if INLINE.match(tag[0]) else " ", text), text


def test_comments_that_never_end_take_no_longer_than_tags() -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        split_markup(text)
        return time.process_time() - begin

    assert seconds("<!-- " * 20_000) < max(0.1, 60 * seconds("<b> " * 20_000))


def test_a_page_without_its_scripts_and_tags_and_these_are_all_of_it() -> None:
    for text in made((*MARKUP, "<script>", "</script>", "<script src='x'>"), 5000, 5):
        outside, scripts = split_scripts(text)
        shown, tags = split_markup(outside)
        said = re.sub(r"</?script|[\s>]", "", "".join([shown, *tags, *scripts]))
        assert sorted(said) == sorted(re.sub(r"</?script|[\s>]", "", text)), text


def test_pages_that_are_split_by_their_lines_say_the_same_as_each_split_by_itself() -> None:
    seen, tags_of_all, without_comments = Seen(), set(), 0
    for text in made((*MARKUP, ">\n", ">\n", "\n", "<b\n", "\0"), 5000, 6):
        shown, tags = split_markup(text)
        assert seen.split(text) == (shown, [tag for tag in dict.fromkeys(tags) if tag not in tags_of_all]), text
        seen.settle(is_clean=True)
        tags_of_all.update(tags)
        without_comments += "<!--" not in text and ">\n" in text
    assert without_comments > 1000


WORDS_BEYOND_ASCII = ("Café Nordwand", "Nordwand Études", "café nordwand études der langen nacht am see und danach")


@pytest.mark.parametrize("distance", [0, 500, 990, 1010, 5000])
@pytest.mark.parametrize("word", WORDS_BEYOND_ASCII)
@pytest.mark.parametrize("form", ["{}", "{} %", "% {}", "% {} %", "\xff% {}", "{} %\xff", "\xff% {} %\xff"])
def test_a_word_in_latin_1_is_found_wherever_it_is(form: str, word: str, distance: int) -> None:
    content = form.format(word).replace("%", "a b " * distance).encode("latin-1")
    result = scan_files([("a.txt", content)], proof_against({"other": [word]}))
    assert [leak.word for leak in result.leaks] == [word]
