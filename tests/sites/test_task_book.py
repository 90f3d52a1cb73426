"""The task book on paper: no letter stops it, one that no font has is a box, and no word leaves its column."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import typst
from command_line import Immerse
from composed import made as made_edition
from immerse.building.site import build_client
from immerse.exporting.printed_texts import texts_in
from immerse.exporting.task_book_pdf import checklist_pdf, task_book, template_of
from immerse.exporting.typesetting import Typesetter
from immerse.hosts.live_pages import LivePages
from immerse.leaks.containers import pdf_text
from immerse.leaks.site_scan import scan
from immerse.lettering.clusters import is_ignorable
from immerse.lettering.fonts import MAIN, Fonts, built_in
from immerse.lettering.judging import printed_texts
from immerse.model.site_view import View
from immerse.pipeline.following import Follower
from immerse.preview.live_site import LiveSite
from immerse.problems import ImmerseError
from immerse.storage.store import Store
from proofs import proof_against
from site_fixtures import DAY, STARTER_CLIENT
from small_fonts import font, install_fonts
from task_books import MODULE, POLICY, ROTATION, STATEMENT, composed, put_font, warnings, words_of, write

TEMPLATE = template_of("immerse.exporting", "task_book.typ")
KANJI = "株式会社アクメ"


def test_a_client_named_in_japanese_is_built_exported_and_previewed(workspace: Path, immerse: Immerse) -> None:
    write(workspace, POLICY, "name: Acme Works", f"name: {KANJI}")
    said = "the task book's fonts have no 株 (U+682A), 式 (U+5F0F), 会 (U+4F1A), 社 (U+793E) and 3 more"
    assert warnings(workspace) == [(f"{POLICY}:5:9", said)]
    result = build_client(workspace, STARTER_CLIENT, View.TRAINEE, DAY, workspace / "site")
    assert [problem.rule for problem in result.problems] == ["L-84"]
    pdf = (result.folder / "downloads" / "checklist-a4.pdf").read_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert KANJI not in words_of(pdf) and KANJI in pdf_text(pdf)
    assert immerse("export", STARTER_CLIENT, "out", "--on", "2026-12-01").code == 0
    followed = Follower(workspace, STARTER_CLIENT, View.MENTOR, DAY).look()
    site = LiveSite(followed, LivePages(followed.site))
    home, book = site.answer("index.html"), site.answer("downloads/checklist-a4.pdf")
    assert home and book and KANJI in home.content.decode() and KANJI in pdf_text(book.content)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Answers a 👍 with words.", "👍"),
        ("Writes to 👩\u200d💻 and ❤\ufe0f\u200d🔥 alike.", "👩\u200d💻"),
        ("می\u200cخواهم بدانم (24/7).", ""),
        ("हर उत्तर में दिखाता है कि कौन बोल रहा है।", ""),
        ("በእያንዳንዱ መልስ ማን እንደሚናገር ያሳያል።", "በ"),
        ("แสดงว่าใครพูด", "แ"),
        ("প্রতিটি উত্তরে দেখায়", "প্র"),
        ("ＡＢＣ full width", "Ａ"),
        ("Ελληνικά, русский, עברית, ქართული, Հայերեն, ᏣᎳᎩ", ""),
        ("\U00012000\U0001f9ff \ue123 \U000f1234", "\U00012000"),
    ],
)
def test_letters_of_any_script_are_printed_or_boxed(words: str, missing: str) -> None:
    book = task_book(made_edition())
    book["modules"] = book["modules"][:1]
    book["modules"][0]["items"][0]["statement"] = words
    book["modules"][0]["title"] = words
    pdf = Typesetter(TEMPLATE, 0).pdf(book, paper="a4")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    found = [words[slice(*place)] for place in Fonts().missing(words)]
    assert found[:1] == ([missing] if missing else [])
    shown, described = words_of(pdf), pdf_text(pdf)
    drawn = ["".join(one for one in letter if not is_ignorable(one)) for letter in found]
    assert all(letter not in shown and letter in described for letter in drawn)


def test_no_text_of_random_letters_stops_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(11)
    known = [chr(code) for start, end in built_in()[MAIN].ranges() for code in range(start, end + 1)]
    marks = [chr(code) for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    others = [chr(code) for code in range(0xA0, 0x20000) if unicodedata.category(chr(code)) not in ("Cc", "Cs")]
    others = [one for one in others if one not in "\u2028\u2029\ufeff" and ord(one) & 0xFFFE != 0xFFFE]
    pools = (known, others, marks, ["\u200c", "\u200d", "\ufe0f", " ", " ", "👩", "क्"])
    texts = ["".join(dice.choice(dice.choice(pools)) for _ in range(dice.randrange(1, 30))) for _ in range(300)]
    book = task_book(made_edition())
    item = book["modules"][0]["items"][0]
    made = [item | {"statement": one, "gate": other, "attesters": one} for one, other in pairwise(texts)]
    book["modules"] = [{"title": text, "items": made[number::20]} for number, text in enumerate(texts[:20])]
    compile, compiled = typst.compile, []
    monkeypatch.setattr(typst, "compile", lambda template, **how: compiled.append(template) or compile(template, **how))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in Typesetter(TEMPLATE, 0).pdf(book, paper="a4")
    assert compiled == [TEMPLATE]  # what the fonts are said to have is enough: nothing was tried


EVERYWHERE = (
    (POLICY, "name: Acme Works", "Acme Works"),
    (MODULE, "title: First steps", "First steps"),
    (MODULE, "criterion: Forty of forty sampled replies show it.", "Forty of forty sampled replies show it."),
    (ROTATION, "name: Independent", "Independent"),
    (ROTATION, "title: Live under supervision", "Live under supervision"),
    (ROTATION, "title: Mentor", "Mentor"),
    (ROTATION, "title: Live queue", "Live queue"),
    (ROTATION, "title: Observed shift", "Observed shift"),
    (ROTATION, "title: Competence and dispersal", "Competence and dispersal"),
    (ROTATION, "statement: Final signature.", "Final signature."),
)
"""Each place by which a text of a file reaches the paper: file, source, and the words that are replaced."""


@pytest.mark.parametrize(("path", "source", "words"), EVERYWHERE, ids=[words for _, _, words in EVERYWHERE])
def test_check_names_the_letter_wherever_it_reaches_the_paper(
    workspace: Path, path: str, source: str, words: str
) -> None:
    write(workspace, path, source, source.replace(words, f"{words} 株"))
    text = (workspace / path).read_text("utf-8")
    before = text[: text.index("株")]
    place = f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert warnings(workspace) == [(place, "the task book's fonts have no 株 (U+682A)")]
    assert "株" in pdf_text(checklist_pdf(composed(workspace), "us-letter"))


def test_every_text_of_the_book_is_judged(workspace: Path) -> None:
    for path in (MODULE, ROTATION, POLICY):
        text = (workspace / path).read_text("utf-8")
        marked = re.sub(r"\b((?:title|name|statement|criterion): [^,}\n]*[a-z])\b", r"\1ж", text)
        (workspace / path).write_text(marked, "utf-8")
    edition = composed(workspace)
    judged = " ".join(str(text) for _, text in printed_texts(edition)).casefold()
    printed = texts_in({key: value for key, value in task_book(edition).items() if key != "digest"})
    marked_words = {word.strip(".,()").casefold() for text in printed for word in text.split() if "ж" in word}
    assert len(marked_words) > 20
    assert {word for word in marked_words if word not in judged} == set()


def test_a_letter_that_a_placeholder_gives_is_named_at_the_placeholder(workspace: Path) -> None:
    write(workspace, MODULE, STATEMENT, 'statement: "Says {{ policy.client.words.hub }} to all."')
    policy = (workspace / POLICY).read_text("utf-8")
    (workspace / POLICY).write_text(
        policy.replace("  name: Acme Works", "  name: Acme Works\n  words: {hub: ハブ}"), "utf-8"
    )
    place = f"{MODULE}:24:22"
    assert warnings(workspace) == [
        (place, f"the task book's fonts have no ハ (U+30CF), ブ (U+30D6), which is in a value of {STARTER_CLIENT}")
    ]


def test_the_clients_name_is_named_once_however_often_it_is_printed(workspace: Path) -> None:
    write(workspace, POLICY, "name: Acme Works", "name: 株 Co")
    write(workspace, MODULE, STATEMENT, 'statement: "Speaks for {{ policy.client.name }}."')
    assert [place for place, _ in warnings(workspace)] == [f"{POLICY}:5:9"]
    write(workspace, MODULE, "Speaks for {{", "Speaks 式 for {{")
    assert [place for place, _ in warnings(workspace)] == [f"{MODULE}:24:24", f"{POLICY}:5:9"]


def test_the_warning_says_how_to_get_the_letter_and_can_be_waived(
    workspace: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workspace, MODULE, "title: First steps", "title: First 株 steps")
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert (
        "install immerse[fonts], or put a font that has it into site_config/fonts/; until then a box is printed\n"
        in done.out
    )
    install_fonts(workspace / "installed", {"there.ttf": b""}, monkeypatch)
    assert "    put a font that has it into site_config/fonts/" in immerse("check", "--on", "2026-12-01").out
    waiver = "waivers:\n  - {rule: L-84, subject: FST, owner: lead, reason: a box will do, expires: 2027-01-31}\n"
    (workspace / "site_config" / "waivers.yml").write_text(waiver, "utf-8")
    assert immerse("check", "--on", "2026-12-01").code == 0


def test_a_book_names_its_release_or_says_that_there_is_none(workspace: Path) -> None:
    edition = composed(workspace)
    said = [pdf_text(checklist_pdf(edition, "a4", release=release)) for release in ("", "1.2.0")]
    assert ["Not released." in text for text in said] == [True, False]
    assert ["release 1.2.0" in text for text in said] == [False, True]


def test_a_font_of_the_agency_prints_what_it_has_and_is_taken_only_then(workspace: Path) -> None:
    put_font(workspace, font(KANJI, "Agency Kanji"))
    put_font(workspace, font("👍 0123456789abcdefghij", "Agency Signs"), "signs.ttf")
    plain = checklist_pdf(composed(workspace), "a4")
    assert b"Agency" not in plain
    write(workspace, POLICY, "name: Acme Works", f"name: {KANJI}")
    assert warnings(workspace) == []
    pdf = checklist_pdf(composed(workspace), "a4")
    assert KANJI in words_of(pdf)
    assert b"AgencyKanji" in pdf.replace(b" ", b"") and b"AgencySigns" not in pdf.replace(b" ", b"")
    assert checklist_pdf(composed(workspace), "a4") == pdf


def test_no_font_is_opened_where_no_letter_needs_one(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_font(workspace, font(KANJI))
    install_fonts(workspace / "installed", {"there.ttf": font(KANJI)}, monkeypatch)
    compile, read_bytes, given, opened = typst.compile, Path.read_bytes, [], []
    monkeypatch.setattr(
        typst, "compile", lambda template, **how: given.append(how["font_paths"]) or compile(template, **how)
    )
    edition = composed(workspace)
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or read_bytes(path))
    assert checklist_pdf(edition, "a4")
    assert given == [[]] and [name for name in opened if name.endswith(".ttf")] == []


def test_a_font_is_copied_where_links_are_refused(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_font(workspace, font("株"))
    write(workspace, POLICY, "name: Acme Works", "name: 株 Works")
    linked = checklist_pdf(composed(workspace), "a4")

    def refuse(*_: object) -> None:
        raise OSError("a required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert checklist_pdf(composed(workspace), "a4") == linked
    assert "株" in words_of(linked)


def test_a_book_is_set_anew_where_anything_that_it_is_made_of_has_changed(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    store, own = Store.of(tmp_path / "kept"), font("株")
    put_font(workspace, own)
    write(workspace, POLICY, "name: Acme Works", "name: 株 Works")
    edition = composed(workspace)
    first = checklist_pdf(edition, "a4", store)
    store.flush()

    monkeypatch.setattr(typst, "compile", lambda *_, **__: b"set anew")
    assert checklist_pdf(edition, "a4", store) == first
    assert checklist_pdf(edition, "us-letter", store) == b"set anew"
    moved = replace(edition, book=replace(edition.book, effective="2027-01-31"))
    assert checklist_pdf(moved, "a4", store) == b"set anew"
    put_font(workspace, font("株式"))
    assert checklist_pdf(composed(workspace), "a4", store) == b"set anew"
    put_font(workspace, own)
    assert checklist_pdf(composed(workspace), "a4", store) == first
    write(workspace, POLICY, "name: 株 Works", "name: 株 Mills")
    assert checklist_pdf(composed(workspace), "a4", store) == b"set anew"


def test_what_a_font_only_says_that_it_has_is_boxed_all_the_same(workspace: Path) -> None:
    whole = font("株式")
    broken = bytearray(whole)
    at = broken.index(b"head") + 8
    start = int.from_bytes(broken[at : at + 4], "big")
    broken[start : start + 54] = bytes(54)
    put_font(workspace, bytes(broken))
    write(workspace, POLICY, "name: Acme Works", "name: 株 Works é")
    assert warnings(workspace) == []
    pdf = checklist_pdf(composed(workspace), "a4")
    assert "株" not in words_of(pdf) and "Works é" in words_of(pdf) and "株" in pdf_text(pdf)


def test_a_book_that_the_compiler_refuses_with_boxes_too_is_a_sentence() -> None:
    broken = Typesetter(b"#panic()", 0)
    with pytest.raises(ImmerseError, match="the PDF compiler cannot make the task book with no font but its own: "):
        broken.pdf(task_book(made_edition()), paper="a4")


@pytest.mark.parametrize("name", [KANJI, "Kraftfahrzeughaftpflichtversicherungsgesellschaft", "Internationalisation"])
def test_the_scan_for_words_of_others_reads_boxes_and_broken_words(workspace: Path, name: str) -> None:
    write(workspace, ROTATION, "title: Live under supervision", f"title: {name}")
    site = workspace / "site"
    site.mkdir()
    (site / "list.pdf").write_bytes(checklist_pdf(composed(workspace), "a4"))
    (leak,) = scan(site, proof_against({"other": [name]})).leaks
    assert (leak.file, leak.word) == ("list.pdf", name)
