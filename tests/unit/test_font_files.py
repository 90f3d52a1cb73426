"""Which letters a font file has, and what is said of a file that is none."""

from __future__ import annotations

import random
from pathlib import Path
from struct import pack, pack_into, unpack_from

import pytest
from calls import calls_of
from command_line import Immerse
from immerse.lettering.font_files import BadFont, letters_of
from immerse.loading.fonts import load_fonts
from immerse.model.fonts import Letters
from immerse.storage.store import Store
from small_fonts import collection, font


def characters(letters: Letters) -> str:
    return "".join(chr(code) for start, end in letters.ranges() for code in range(start, end + 1))


def place_of(content: bytes, tag: bytes) -> int:
    """Where a part of a font begins."""
    (offset,) = unpack_from(">I", content, content.index(tag) + 8)
    return int(offset)


@pytest.mark.parametrize("form", [None, 4, 6, 12])
def test_a_font_has_the_letters_that_are_in_its_table(form: int | None) -> None:
    assert characters(letters_of(font("ABCZ株式会社", form=form))) == " ABCZ会式株社"


def test_letters_beyond_the_first_plane_and_in_old_tables_are_found() -> None:
    assert characters(letters_of(font("a👍𒀀"))) == " a𒀀👍"
    assert characters(letters_of(font("abz", form=0))) == " abz"


def test_a_letter_that_is_drawn_as_a_missing_one_is_none() -> None:
    content = bytearray(font("ab", form=12))
    groups = place_of(content, b"cmap") + 12 + 16
    pack_into(">III", content, groups, 0x20, 0x62, 0)
    assert " " not in letters_of(bytes(content)) and "b" in letters_of(bytes(content))


def test_a_collection_has_the_letters_of_all_its_fonts() -> None:
    assert characters(letters_of(collection(font("株", "One"), font("式", "Two")))) == " 式株"


def without(tag: bytes) -> bytes:
    return font("a").replace(tag, tag[:2] + b"__", 1)


def for_symbols() -> bytes:
    content = bytearray(font("a", form=4))
    pack_into(">HH", content, place_of(content, b"cmap") + 4, 3, 0)
    return bytes(content)


def nameless() -> bytes:
    """A font whose name for programs is one of another kind."""
    content = bytearray(font("a"))
    table = place_of(content, b"name")
    (count,) = unpack_from(">H", content, table + 2)
    for at in range(table + 6, table + 6 + 12 * count, 12):
        if unpack_from(">H", content, at + 6) == (6,):
            pack_into(">H", content, at + 6, 5)
    return bytes(content)


def repeated() -> bytes:
    """Segments that each say all letters."""
    content = bytearray(font("ace", form=4))
    table = place_of(content, b"cmap") + 12
    (doubled,) = unpack_from(">H", content, table + 6)
    pack_into(f">{doubled // 2}H", content, table + 14, *([0xFFFF] * (doubled // 2)))
    pack_into(f">{doubled // 2}H", content, table + 16 + doubled, *([0] * (doubled // 2)))
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "this is not a TTF, OTF or TTC font"),
        (b"<svg/>", "this is not a TTF, OTF or TTC font"),
        (b"wOF2" + bytes(40), "this is a font for web pages (WOFF2)"),
        (b"OTTO\0\x10", "the file is damaged: it ends too early"),
        (b"ttcf\0\1\0\0" + pack(">I", 900_000_000), "the file is damaged: it claims to contain 900,000,000 fonts"),
        (b"ttcf\0\1\0\0" + pack(">II", 1, 8), "the file is damaged: there is no font where one should begin"),
        (font("a")[:500], "the file is damaged: its part 'glyf' ends beyond the file"),
        (without(b"hmtx"), "the file is damaged: it has no part 'hmtx'"),
        (without(b"glyf"), "the font has no shapes for its letters"),
        (nameless(), "the font has no name, so the PDF compiler ignores it"),
        (for_symbols(), "the font has no characters of Unicode"),
        (repeated(), "the file is damaged: its table of characters has some of them many times"),
    ],
)
def test_what_is_no_font_is_said(content: bytes, why: str) -> None:
    with pytest.raises(BadFont) as refused:
        letters_of(content)
    assert str(refused.value) == why


def test_a_damaged_font_is_read_or_refused_and_nothing_else() -> None:
    dice = random.Random(7)
    whole = font("abc株式会社")
    refused = 0
    for _ in range(2_000):
        content = bytearray(whole)
        for _ in range(dice.choice((1, 2, 8))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            letters_of(bytes(content[: dice.choice((len(content), dice.randrange(len(content))))]))
        except BadFont:
            refused += 1
    assert 500 < refused < 2_000


def put(root: Path, name: str, content: bytes) -> None:
    path = root / "site_config" / "fonts" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def test_fonts_of_a_workspace_are_read_in_the_order_of_their_names(workspace: Path) -> None:
    assert load_fonts(workspace) == ((), ())
    put(workspace, "b.ttf", font("式"))
    put(workspace, "A.otf", font("株"))
    put(workspace, "c.ttc", collection(font("会")))
    fonts, problems = load_fonts(workspace)
    assert problems == ()
    assert [(one.name, characters(one.letters)) for one in fonts] == [
        ("site_config/fonts/A.otf", " 株"),
        ("site_config/fonts/b.ttf", " 式"),
        ("site_config/fonts/c.ttc", " 会"),
    ]


def test_the_letters_of_a_font_are_kept_by_its_bytes(workspace: Path) -> None:
    put(workspace, "own.ttf", font("株"))
    put(workspace, "torn.ttf", font("株")[:300])
    store = Store.of(workspace)
    read = load_fonts(workspace, store)
    store.flush()
    with calls_of(letters_of) as calls:
        assert load_fonts(workspace, Store.of(workspace)) == read
    assert [len(call.given["content"]) for call in calls] == [300]
    put(workspace, "own.ttf", font("式"))
    (changed,) = load_fonts(workspace, Store.of(workspace))[0]
    assert characters(changed.letters) == " 式"


def test_check_names_the_file_that_is_no_font(workspace: Path, immerse: Immerse) -> None:
    put(workspace, "good.ttf", font("株"))
    put(workspace, "torn.ttf", font("株")[:300])
    put(workspace, "web.woff2", b"wOF2")
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert "site_config/fonts/torn.ttf:1:1: the file is damaged: its part" in done.out
    assert "replace it with a valid TTF, OTF or TTC file, or delete it" in done.out
    assert "site_config/fonts/web.woff2:1:1: warning: the file 'web.woff2' does not belong here" in done.out
    assert "good.ttf" not in done.out
    assert immerse("build", "--on", "2026-12-01").code == 1


def test_a_licence_may_lie_beside_a_font_and_a_link_may_not(workspace: Path, immerse: Immerse) -> None:
    put(workspace, "a.ttf", font("株"))
    put(workspace, "OFL.txt", b"The licence.")
    assert immerse("check", "--on", "2026-12-01").code == 0
    (workspace / "site_config" / "fonts" / "b.ttf").symlink_to(workspace / "site_config" / "fonts" / "a.ttf")
    done = immerse("check", "--on", "2026-12-01")
    assert "site_config/fonts/b.ttf:1:1: this is a link; links are not followed" in done.out
