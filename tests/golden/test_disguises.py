"""Another client's word is found however it is spelt, and what only looks like one is not taken for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from case_files import read_case_file
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.site_config import theme_folder
from immerse.leaks.owned_word import OwnedWord
from immerse.leaks.package_words import is_ours
from immerse.leaks.proof import Proof
from immerse.leaks.site_scan import scan
from immerse.model.identifying import WordKind
from immerse.output.finishing import finish
from proofs import proof_against, proof_against_words
from rendered_site import EPOCH, SITE


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site of another client."""
    folder = tmp_path_factory.mktemp("leaks") / "site"
    build_site(SITE, folder, offline=False, epoch=EPOCH)
    finish(folder)
    return folder


TRICKS = read_case_file(Path(__file__).parents[1] / "cases" / "leaks" / "disguises.yml")
TRICKED = {
    "hearthline": [
        "Hearthline Home Insurance",
        "Agnieszka Żółkowska",
        "duty@hearthline.example",
        "We answer every storm claim before the rain stops, at any hour of the day.",
        "Kilnware",
    ]
}


@pytest.mark.parametrize(("trick", "name", "content"), TRICKS, ids=[trick[0] for trick in TRICKS])
def test_a_disguised_word_is_found(tmp_path: Path, trick: str, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert [leak.file for leak in scan(tmp_path, proof_against(TRICKED)).leaks][:1] == [name], trick


@pytest.mark.parametrize(
    "content",
    [
        "<p>The hearth line of a kiln; ware, and nothing else. Kiln, ware.</p>",
        "<p>At home, insurance is dull.</p>",
        "<p>We answer every storm claim before the sun</p>",
        "<p>any hour of the day before the rain stops at noon</p>",
        "<p>Stay away from the north gate.</p>",
    ],
)
def test_what_only_looks_like_a_word_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.html").write_text(content, "utf-8")
    assert scan(tmp_path, proof_against({"h": [*TRICKED["hearthline"], "Northgate"]})).leaks == ()


@pytest.mark.parametrize("name", ["Progress", "Slate", "Total", "Orange", "Search", "Article"])
def test_an_everyday_name_is_not_looked_for_in_finished_files(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text(f"<p class='{name.lower()}'>{name} of the day</p>", "utf-8")
    assert scan(tmp_path, proof_against({"other": [name]})).leaks == ()


@pytest.mark.parametrize("name", ["Calibri", "xlsxwriter", "apple-system", "prefers-color-scheme"])
def test_what_the_package_says_itself_is_no_leak(site: Path, name: str) -> None:
    assert scan(site, proof_against({"other": [name]}), theme=theme_folder()).leaks == ()


def test_a_person_is_never_the_package_s(site: Path) -> None:
    (word,) = proof_against({"other": ["Calibri"]}).registry.words_of("other").words
    assert not is_ours(replace(word, kind=WordKind.PERSON), word.key) and is_ours(word, word.key)


def an_account(name: str) -> Proof:
    """What a site may not say where another client has this account."""
    return proof_against_words([OwnedWord("other", WordKind.ACCOUNT, name, is_named=True, is_private=True)])


@pytest.mark.parametrize("name", ["@import", "@charset", "@sidebar", "@localStorage", "@querySelector", "@keyframes"])
def test_an_account_called_like_a_word_of_our_scripts_stops_no_site(site: Path, name: str) -> None:
    assert scan(site, an_account(name), theme=theme_folder()).leaks == ()


@pytest.mark.parametrize("name", ["@charsethelp", "@QuaysideHelp", "sidebar_of_quayside"])
def test_any_other_account_is_found(site: Path, tmp_path: Path, name: str) -> None:
    assert scan(site, an_account(name), theme=theme_folder()).leaks == ()
    (tmp_path / "a.html").write_text(f"<p>Ask {name} first.</p>", "utf-8")
    assert [leak.word for leak in scan(tmp_path, an_account(name)).leaks] == [name]
