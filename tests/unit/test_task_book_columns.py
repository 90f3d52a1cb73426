"""The task book's columns: where long words are broken, which way a text runs, what headings say."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from immerse.exporting.printed_texts import Lettering
from immerse.exporting.task_book_pdf import checklist_pdf
from immerse.lettering.fonts import BUILT_IN, Fonts
from small_fonts import font
from task_books import MODULE, POLICY, ROTATION, STATEMENT, composed, put_font, words_of, write


def parts_of(text: str, longest: int = 40, *, doubted: Iterable[str] = ()) -> Any:
    found = Lettering(Fonts(), doubted=frozenset(doubted)).text(text, longest)
    return found if isinstance(found, str) else found["parts"]


def test_the_parts_of_a_text() -> None:
    assert parts_of("Plain words, naïve") == "Plain words, naïve"
    assert parts_of("a 株式 b") == ["a ", {"boxes": 2, "alt": "株式"}, " b"]
    assert parts_of("株" * 8) == [{"boxes": 6, "alt": "株" * 8}, {"boxes": 2, "alt": ""}]
    assert parts_of("one é", doubted="é") == ["one ", {"boxes": 1, "alt": "é"}]
    assert parts_of("a Responsibilities b", 15) == [
        "a ",
        {"word": "Responsibilities", "broken": "Res\u00adpon\u00adsi\u00adbi\u00adli\u00adties"},
        " b",
    ]
    assert Lettering(Fonts()).text("سلام") == {"parts": ["سلام"], "rtl": True, "bold": False}


@pytest.mark.parametrize(
    ("words", "tags", "language"),
    [
        ("株式会社アクメ", ("zh-CN", "ja"), ("ja", "")),
        ("北京客户", ("en-GB", "zh-Hant", "ja"), ("zh", "TW")),
        ("北京客户", ("zh",), ("zh", "CN")),
        ("北京客户", ("ko-KR",), ("ko", "KR")),
        ("سلام", ("en-GB", "he", "fa", "ar"), ("fa", "")),
        ("हिन्दी Acme", ("mr-IN", "hi"), ("mr", "IN")),
        ("Ελλάδα", ("el",), ("el", "")),
        ("北京客户", ("ar", "en"), None),
        ("Zürich", ("de", "fr"), None),
        ("Plain", ("ja",), None),
        ("北京", (), None),
    ],
)
def test_a_text_in_other_letters_is_in_the_clients_language_of_that_script(
    words: str, tags: tuple[str, ...], language: tuple[str, str] | None
) -> None:
    said = Lettering(Fonts(), tags).text(words)
    found = (said["lang"], said["region"]) if isinstance(said, dict) and "lang" in said else None
    assert found == language


def test_the_language_of_a_text_is_in_the_pdf(workspace: Path) -> None:
    write(workspace, MODULE, STATEMENT, "statement: پاسخ می دهد")
    tagged = [checklist_pdf(composed(workspace), "a4")]
    write(
        workspace,
        POLICY,
        "    - {tag: en-GB, cover: full}",
        "    - {tag: fa, cover: none}\n    - {tag: en-GB, cover: full}",
    )
    tagged.append(checklist_pdf(composed(workspace), "a4"))
    assert [b"/Lang" in unpacked and b"(fa" in unpacked for unpacked in map(everything_in, tagged)] == [False, True]


def everything_in(pdf: bytes) -> bytes:
    """The bytes of a PDF with its compressed parts as they are."""
    parts = [pdf]
    for found in re.finditer(rb"stream\r?\n", pdf):
        engine = zlib.decompressobj()
        with suppress(zlib.error):
            parts.append(engine.decompress(pdf[found.end() :]))
    return b"\n".join(parts)


def test_headings_are_listed_with_the_letters_that_are_boxes(workspace: Path) -> None:
    write(workspace, MODULE, "title: First steps", "title: 株式 Responsibilities 会")
    write(workspace, MODULE, "title: Sets the priority", "title: 会 Sets the priority")
    write(workspace, ROTATION, "title: Competence and dispersal", "title: 社")
    with pypdfium2.PdfDocument(checklist_pdf(composed(workspace), "a4")) as document:
        titles = [bookmark.get_title() for bookmark in document.get_toc()]
    wanted = ["Trainee task book", "Level asked at each gate", "株式 Responsibilities 会", "FST-1 会 Sets the priority"]
    assert titles[:4] == wanted
    assert titles[titles.index("Graduation checklist") + 1] == "社"


LONG = "Kraftfahrzeughaftpflichtversicherungsgesellschaft"
ADDRESS = "https://status.acme.example/incidents/2026-11-20/update"


WORDS = [LONG, ADDRESS, "z" * 60, "W" * 13, "W" * 20, "a1" * 30, "ЩЖ" * 30, "क्षा" * 20, "س" * 60, "株" * 40]


def letters_of(workspace: Path, word: str, number: int) -> list[tuple[float, float]]:
    """Left and right edge, in mm, of each letter of a word on a page."""
    with pypdfium2.PdfDocument(checklist_pdf(composed(workspace), "a4")) as document:
        page = document[number].get_textpage()
        boxes = [(page.get_text_range(n, 1), *page.get_charbox(n)) for n in range(page.count_chars())]
    mm = 25.4 / 72
    return [(box[1] * mm, box[3] * mm) for box in boxes if box[0] in word and 60 < box[2] < 770]


@pytest.mark.parametrize("word", WORDS)
def test_a_long_word_stays_in_its_column(workspace: Path, word: str) -> None:
    put_font(workspace, font("株"))
    plain = len(letters_of(workspace, word, 1))
    write(workspace, ROTATION, "title: Live under supervision", f'title: "{word}"')
    write(workspace, ROTATION, "title: Mentor", f'title: "{word}"')
    letters = letters_of(workspace, word, 1)
    assert len(letters) - plain >= 2 * len(word)
    columns = [(16, 47), (47, 78)]
    outside = [box for box in letters if not any(left <= box[0] and box[1] <= right for left, right in columns)]
    assert len(outside) <= plain


@pytest.mark.parametrize("word", WORDS)
def test_a_long_word_of_a_sentence_stays_on_the_page(workspace: Path, word: str) -> None:
    put_font(workspace, font("株"))
    write(workspace, MODULE, STATEMENT, f'statement: "{word * 3} {word}"')
    letters = letters_of(workspace, word, 1)
    assert len(letters) >= 2 * len(word)
    assert [box for box in letters if not 16 <= box[0] < box[1] <= 194] == []


def test_words_that_fit_are_not_broken_and_hold_no_hidden_hyphen(workspace: Path) -> None:
    write(workspace, MODULE, STATEMENT, "statement: Takes responsibilities internationalisation.")
    with pypdfium2.PdfDocument(checklist_pdf(composed(workspace), "a4")) as document:
        words = document[1].get_textpage().get_text_range()
    assert "Takes responsibilities internationalisation." in words


def test_texts_from_right_to_left_begin_at_the_right(workspace: Path) -> None:
    write(workspace, MODULE, STATEMENT, 'statement: "שלום לכולם (24/7)."')
    write(workspace, ROTATION, "title: Mentor", 'title: "מנחה (א)"')
    with pypdfium2.PdfDocument(checklist_pdf(composed(workspace), "a4")) as document:
        page = document[1].get_textpage()
        boxes = {page.get_text_range(n, 1): page.get_charbox(n) for n in reversed(range(page.count_chars()))}
    column_right = 194 * 72 / 25.4
    shin, final, seven = boxes["ש"], boxes["ם"], boxes["7"]
    assert column_right - 8 < shin[2] < column_right
    assert seven[2] < final[0] < shin[0]
    assert unicodedata.bidirectional("ש") == "R"


def test_lettering_leaves_numbers_and_shapes_alone() -> None:
    given = {"a": [1, True, "x", {"b": "株"}], "c": None}
    assert Lettering(Fonts()).all_of(given) == {
        "a": [1, True, "x", {"b": {"parts": [{"boxes": 1, "alt": "株"}], "rtl": False, "bold": False}}],
        "c": None,
    }


def test_built_in_fonts_print_what_the_main_font_lacks(workspace: Path) -> None:
    assert {printer for _, _, printer in Fonts().beyond("سلام हिन्दी")} == {BUILT_IN}
    write(workspace, MODULE, STATEMENT, "statement: سلام हिन्दी")
    assert "हिन्दी" in words_of(checklist_pdf(composed(workspace), "a4"))
