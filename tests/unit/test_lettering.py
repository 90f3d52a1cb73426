"""Which letters the task book's fonts have, what is drawn as one, which way a text runs, where a word may be broken."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import built_in_fonts
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from immerse.lettering import fonts as lettering
from immerse.lettering import installed
from immerse.lettering.breaking import SOFT_HYPHEN, pieces
from immerse.lettering.clusters import clusters
from immerse.lettering.font_files import letters_of
from immerse.lettering.fonts import BUILT_IN, Fonts, built_in, is_bold
from immerse.lettering.scripts import is_right_to_left
from immerse.model.fonts import FontFile, Letters
from small_fonts import font, install_fonts


def font_file(letters: str, name: str = "own.ttf") -> FontFile:
    return FontFile(name, Path(name), letters_of(font(letters)))


def who_prints(text: str, *own: FontFile) -> dict[str, object]:
    return {text[start:end]: printer for start, end, printer in Fonts(own).beyond(text)}


def test_what_is_known_of_the_compilers_fonts_is_what_they_are() -> None:
    assert built_in_fonts.DATA.read_text("ascii") == built_in_fonts.data(), "run make reference"


def test_the_compiler_prints_every_letter_that_its_fonts_are_said_to_have() -> None:
    for family, letters in built_in().items():
        said = [chr(code) for start, end in letters.ranges() for code in range(start, end + 1)]
        said = [one for one in said if one not in "\u2028\u2029\ufeff"]
        setting = f'font: "{family.removesuffix(", bold")}", weight: {700 if family.endswith("bold") else 400}'
        source = f"""#set document(title: "x")
            #set text({setting}, fallback: false)
            = #text(font: "{lettering.MAIN}")[Letters]
            #json(bytes(sys.inputs.letters)).join(" ")"""
        given = {"letters": json.dumps(said)}
        pdf = typst.compile(source.encode(), pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs=given)
        assert isinstance(pdf, bytes) and len(said) > 2_000


def test_what_is_not_looked_up_is_in_the_main_font_in_both_weights() -> None:
    known = [chr(code) for code in range(0x21, 0x3000) if not lettering.BEYOND.search(chr(code))]
    assert len(known) > 200
    assert [one for one in known if one not in built_in()[lettering.MAIN] or not is_bold(one)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ab", ["a", "b"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("क्षा म", ["क्षा", " ", "म"]),
        ("👩\u200d💻!", ["👩\u200d💻", "!"]),
        ("❤\ufe0f👍🏽", ["❤\ufe0f", "👍🏽"]),
        ("🇫🇷🇩🇪🇨", ["🇫🇷", "🇩🇪", "🇨"]),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
        ("می\u200cخواهم", ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]),
        ("\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"]),
        ("", []),
    ],
)
def test_what_is_drawn_as_one_stays_together(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in clusters(text)] == parts


def test_a_letter_is_printed_by_the_main_font_then_the_agencys_then_the_others() -> None:
    mine, other = font_file("سaé株"), font_file("株", "other.ttf")
    assert who_prints("aé Ж", mine) == {}
    assert who_prints("س株", mine, other) == {"س": mine, "株": mine}
    assert who_prints("س株", other, mine) == {"س": mine, "株": other}
    assert who_prints("س株") == {"س": BUILT_IN, "株": None}


def test_a_font_prints_a_letter_with_all_its_marks_or_not_at_all() -> None:
    letters, whole = font_file("กข"), font_file("กข\u0e38")
    assert who_prints("ก\u0e38ข", letters) == {"ก\u0e38": None, "ข": letters}
    assert who_prints("ก\u0e38ข", letters, whole) == {"ก\u0e38": whole, "ข": letters}
    composed = font_file("\U0001109a")
    assert who_prints("\U00011099\U000110ba", composed) == {"\U00011099\U000110ba": composed}


@pytest.fixture
def extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Packages like those of `immerse[fonts]`, and the names of the files that were read of them."""
    scripts = {"Emoji.ttf": "👍አ", "Ethiopic.ttf": "አ", "Sans-Italic.ttf": "ለ"}
    packages = zip(installed.PACKAGES, (scripts, {"C.ttf": "株"}), strict=True)
    for package, fonts in packages:
        files = {name: font(letters) for name, letters in fonts.items()}
        install_fonts(tmp_path, files | {"Broken.otf": b"OTTO"}, monkeypatch, package)
    read: list[str] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path.name), real(path))[1])
    return read


def test_installed_fonts_are_read_when_a_letter_is_looked_for_in_them(extra: list[str]) -> None:
    fonts = Fonts()
    assert not list(fonts.beyond("Plain words, naïve Žižek…")) and extra == []
    (printed,) = fonts.beyond("አ")
    assert isinstance(printed[2], FontFile) and printed[2].name == f"{installed.PACKAGES[0]}/Ethiopic.ttf"
    assert extra == ["Broken.otf", "Ethiopic.ttf"]
    assert [end for _, end in fonts.missing("👍ለ株")] == [2]
    assert "C.ttf" in extra and "Sans-Italic.ttf" not in extra
    assert installed.is_installed()


def test_a_package_that_is_not_installed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not installed.is_installed() and list(installed.installed_fonts()) == []
    install_fonts(tmp_path, {"C.ttf": font("株")}, monkeypatch, installed.PACKAGES[1])
    assert installed.is_installed() and len(list(installed.installed_fonts())) == 1


SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 9)).map(lambda pair: (pair[0], sum(pair))))


@given(SPANS, SPANS)
def test_sets_of_letters_behave_as_sets(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    first, second = Letters(one), Letters(other)
    of_first, of_second = ({code for a, z in spans for code in range(a, z + 1)} for spans in (one, other))
    for made, wanted in ((first & second, of_first & of_second), (first | second, of_first | of_second)):
        assert {code for code in range(110) if chr(code) in made} == wanted
        assert len(made) == len(wanted)
    assert (first == second) is (of_first == of_second)
    assert 65 not in first  # a number is no letter


@pytest.mark.parametrize("text", ["مرحبا (24/7)", "שלום", "… «سلام» and more", "24 ساعت", "\U0001e900"])
def test_a_text_runs_from_right_to_left_by_its_first_letter(text: str) -> None:
    assert is_right_to_left(text)


@pytest.mark.parametrize("text", ["", "24/7", "Acme مرحبا", "株 שלום", "हिन्दी سلام"])
def test_any_other_text_runs_from_left_to_right(text: str) -> None:
    assert not is_right_to_left(text)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Gesellschaftsrecht", "Gesell-schafts-recht"),
        ("Versicherungsgesellschaft", "Ver-si-che-rungs-ge-sell-schaft"),
        ("Достопримечательности", "Дос-топ-ри-ме-ча-тель-ности"),
        ("Donaudampfschifffahrtskapitän", "Donau-dampf-schiff-fahrts-ka-pi-tän"),
        ("zzzzzzzzzzzzzzzzzzzzzz", "zzzzzzzz-zzzzzzzz-zzzzzz"),
        ("12345678901234567890", "12345678|90123456|7890"),
        ("https://status.acme.example/x_y", "https://|status.|acme.|example/|x_|y"),
        ("a1b2c3d4e5f6a7b8c9d0", "a1b2c3d4|e5f6a7b8|c9d0"),
        ("....................", "........|........|...."),
        ("株式会社「アクメ」、北ー", "株|式|会|社|「ア|ク|メ」、|北ー"),
        ("क्षायज", "क्षा|य|ज"),
        ("short", "short"),
    ],
)
def test_a_word_is_broken_where_readers_expect_it(word: str, parts: str) -> None:
    assert "|".join(pieces(word)).replace(f"{SOFT_HYPHEN}|", "-") == parts


@given(st.text(min_size=1))
def test_the_pieces_of_a_word_are_the_word(word: str) -> None:
    whole = word.replace(SOFT_HYPHEN, "")
    found = pieces(whole)
    assert "".join(found).replace(SOFT_HYPHEN, "") == whole
    assert all(not unicodedata.category(piece[0]).startswith("M") for piece in found[1:])
