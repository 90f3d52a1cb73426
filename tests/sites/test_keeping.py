"""Of a site that is built again only what is new is judged; and nothing passes that would not pass the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calls import Call, calls_of
from immerse.building.keeping import Keeper
from immerse.building.site import build_rendered
from immerse.leaks.proof import Proof
from immerse.model.page import RenderedSite
from immerse.output.fingerprint import file_digests
from immerse.output.html_page import read_page
from immerse.output.search_index import INDEX, IndexEntries
from immerse.problems import Refused
from immerse.storage.store import Store
from placed import NAME
from proofs import proof_against
from rendered_site import EPOCH, SITE, with_files, with_page
from site_fixtures import files_of

HOME = "index.html"
LESSON = "learn/tri/tri-l2/index.html"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of this user's programs, in which the key of the store lies."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))


def build(root: Path, site: RenderedSite = SITE, proof: Proof | None = None, **how: Any) -> Path:
    store = Store.of(root)
    keeper = Keeper(store, b"site", forget=how.pop("force", False))
    built = build_rendered(site, root / "site", NAME, epoch=EPOCH, proof=proof or proof_against({}), keeper=keeper)
    keeper.keep()
    store.flush()
    return built.folder


@pytest.fixture
def read() -> Iterator[list[Call]]:
    """The pages that are read to be judged."""
    with calls_of(read_page) as calls:
        yield calls


def test_a_page_is_judged_again_only_where_it_changed(tmp_path: Path, read: list[Call]) -> None:
    build(tmp_path)
    first = len(read)
    read.clear()
    changed = with_page("<p>A zebra at the gate.</p>")
    folder = build(tmp_path, changed)
    assert first > 3 and len(read) == 1 and b"zebra" in read[0].given["html"]
    assert files_of(folder) == files_of(build(tmp_path / "other", changed))


def test_a_download_is_taken_over_only_where_it_is_as_it_would_be_made(tmp_path: Path) -> None:
    names = ("downloads/checklist.json", "downloads/list.json", "downloads/other.json")
    files = with_files(dict.fromkeys(names, b'{"same": 1}'))
    folder = build(tmp_path, files)
    before = [(folder / name).stat().st_ino for name in names]
    (folder / names[1]).unlink()
    (folder / names[1]).write_text('{"same": 2}', "utf-8")
    (folder / names[2]).unlink()
    (folder / names[2]).symlink_to(folder / names[0])
    folder = build(tmp_path, files)
    after = [(folder / name).lstat().st_ino for name in names]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, False]
    assert {(folder / name).read_bytes() for name in names} == {b'{"same": 1}'}
    assert not (folder / names[2]).is_symlink() and len({*after}) == 3


@pytest.mark.parametrize("how", [{"force": True}, {"proof": proof_against({"other": ["Zebra Holdings"]})}])
def test_all_of_it_is_judged_again_by_force_and_for_other_words(
    tmp_path: Path, read: list[Call], how: dict[str, Any]
) -> None:
    build(tmp_path)
    first = len(read)
    build(tmp_path, **how)
    assert len(read) == 2 * first


def build_view(root: Path, view: bytes, site: RenderedSite, proof: Proof, beside: Keeper | None = None) -> Keeper:
    keeper = Keeper(Store.of(root), view, beside=beside)
    build_rendered(site, root / "site", f"c/{view.decode()}", epoch=EPOCH, proof=proof, keeper=keeper)
    return keeper


def test_what_both_views_have_in_common_is_judged_once(tmp_path: Path, read: list[Call]) -> None:
    proof = proof_against({})
    trainee = build_view(tmp_path, b"trainee", SITE, proof)
    first = len(read)
    build_view(tmp_path, b"mentor", with_page("<p>A zebra at the gate.</p>"), proof, trainee)
    assert len(read) == first + 1 and b"zebra" in read[-1].given["html"]


@pytest.mark.parametrize("word", ["Northgate training", "Recognises every trigger", "Quokka ledger"])
def test_the_other_view_is_judged_for_other_words(tmp_path: Path, word: str) -> None:
    trainee = build_view(tmp_path, b"trainee", SITE, proof_against({}))
    with pytest.raises(Refused, match=word):
        build_view(tmp_path, b"mentor", SITE, proof_against({"other": [word]}), trainee)


WORDS = {
    "of a page": ("Northgate training", HOME),
    "of the search index": ("Recognises every trigger", INDEX),
    "of a file": ("Quokka ledger", "downloads/checklist.json"),
}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_is_now_another_client_s_is_found_in_what_did_not_change(tmp_path: Path, word: str) -> None:
    said, where = WORDS[word]
    before = files_of(build(tmp_path))
    with pytest.raises(Refused, match=where):
        build(tmp_path, proof=proof_against({"other": [said]}))
    assert files_of(tmp_path / "site" / NAME) == before


def test_a_word_that_nobody_answers_for_any_more_is_found(tmp_path: Path) -> None:
    proof = proof_against({"other": ["Recognises every trigger"]})
    build(tmp_path, proof=replace(proof, waived=frozenset({("other", "Recognises every trigger")})))
    with pytest.raises(Refused, match="Recognises every trigger"):
        build(tmp_path, proof=proof)


def test_a_word_of_the_core_excuses_only_as_long_as_it_stands_there(tmp_path: Path) -> None:
    proof = proof_against({})
    build(tmp_path, proof=proof)
    proof.registry.cores["TRI-L2"] = "decidewithinminutes"
    digests = file_digests(build(tmp_path, proof=proof))
    assert proof.registry.same_cores({"TRI-L2": "decidewithinminutes"})
    other = proof_against({})
    other.registry.cores["TRI-L2"] = "decidelater"
    keeper = Keeper(Store.of(tmp_path), b"site")
    assert keeper.judged(proof, digests) and not keeper.judged(other, digests)


def test_what_only_a_text_elsewhere_excuses_is_judged_each_time(tmp_path: Path) -> None:
    site = with_page("<p>Write {{ name }} as it is.</p>")
    build(tmp_path, replace(site, written=lambda: ("Write {{ name }} as it is.",)))
    with pytest.raises(Refused, match=r"\{\{"):
        build(tmp_path, site)


def test_a_link_into_a_page_that_changed_is_found_where_nothing_did(tmp_path: Path) -> None:
    build(tmp_path)
    lesson = SITE.pages["learn/tri/tri-l2.md"]
    heads = tuple(
        part._replace(id="later") if getattr(part, "id", "") == "after-hours" else part for part in lesson.parts
    )
    site = replace(SITE, pages=SITE.pages | {"learn/tri/tri-l2.md": replace(lesson, parts=heads)})
    with pytest.raises(Refused, match=f"{HOME}: has the link 'learn/tri/tri-l2/#after-hours'"):
        build(tmp_path, site)


@pytest.mark.parametrize(
    ("site", "fault"),
    [
        (with_page("<p>{{ policy.x }}</p>"), "shows '{{'"),
        (with_page('<p>x<a href="page:nowhere.md">y</a></p>'), "no such page"),
        (with_files({"downloads/checklist.json": b'{"a": "{{ b }}"}'}), "downloads/checklist.json"),
        (with_files({"downloads/list.json": b"{}"}), ""),
    ],
)
def test_what_is_new_is_judged(tmp_path: Path, site: RenderedSite, fault: str) -> None:
    build(tmp_path)
    if fault:
        with pytest.raises(Refused, match=fault):
            build(tmp_path, site)
    else:
        build(tmp_path, site)


INDEX_OF = b'{"config":{"lang":["en"]},"docs":[%s]}'
ENTRIES = [b'{"location":"a/","text":"}],{","title":"A"}', b'{"location":"b/","text":"x","title":"B"}']


def test_entries_of_the_index_are_judged_one_by_one() -> None:
    index = INDEX_OF % b",".join(ENTRIES)
    known = IndexEntries(INDEX_OF % ENTRIES[0]).digests
    assert IndexEntries(index).without(known) == INDEX_OF % ENTRIES[1]
    assert IndexEntries(index).without(IndexEntries(index).digests) == INDEX_OF % b""
    assert IndexEntries(index).without(()) == index


@pytest.mark.parametrize(
    "harm",
    [
        lambda index: index[:-3],
        lambda index: index + b" word",
        lambda index: index.replace(b"},{", b"} ,{"),
        lambda index: index.replace(b'"docs":', b'"docs" :'),
        lambda index: index.replace(b"x", "ü".encode()),
    ],
)
def test_of_an_index_of_another_form_everything_is_judged(harm: Callable[[bytes], bytes]) -> None:
    index = INDEX_OF % b",".join(ENTRIES)
    assert IndexEntries(harm(index)).without(IndexEntries(index).digests) == harm(index)
