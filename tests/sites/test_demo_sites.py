"""The four invented clients, built: what differs for whom, what nobody may find, and what everybody does."""

from __future__ import annotations

import io
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typst
import xlsxwriter
import yaml
from artefacts import found_keys, mentors_keys
from engines import articles, built_by_engines, differences
from immerse.hosts.export import export_site
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.pages import html_of
from immerse.model.drill import Drill, Inject
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.pipeline.prepare import prepare
from immerse.planning.site import plan_site
from immerse.rendering import render_site
from looping import some
from site_fixtures import CLIENTS, DAY, REPOSITORY, ReadPage, Sites, edition, files_of, pages, read, source

DIFFERENCES = yaml.safe_load((REPOSITORY / "tests/cases/sites/visible_differences.yml").read_text("utf-8"))
LETTERS = dict(zip("ABCD", CLIENTS, strict=True))
BOTH = [(client, view) for client in CLIENTS for view in View]
MODULES = ("lis", "tri", "rsp", "rel", "cri")
PLAYBOOKS = tuple(f"pb-{number:02}" for number in range(1, 13))
RESERVED_FOR_MENTORS = ("mentor/director/index.html", "mentor/brief/index.html", "mentor/coverage/index.html")

each_site = pytest.mark.parametrize(("client", "view"), BOTH, ids=[f"{client}-{view.value}" for client, view in BOTH])
each_client = pytest.mark.parametrize("client", CLIENTS)


@pytest.mark.parametrize("page", DIFFERENCES)
def test_a_page_shows_each_client_what_its_policy_says(demo_sites: Sites, page: str) -> None:
    texts = {letter: pages(demo_sites.folder(client))[f"{page}/index.html"].text for letter, client in LETTERS.items()}
    shown = {phrase: "".join(letter for letter in texts if phrase in texts[letter]) for phrase in DIFFERENCES[page]}
    assert shown == DIFFERENCES[page]
    assert {letter for letters in shown.values() if len(letters) == 1 for letter in letters} == set(LETTERS)


@each_site
def test_a_site_has_its_home_and_every_promised_page(demo_sites: Sites, client: str, view: View) -> None:
    found = pages(demo_sites.folder(client, view))
    expected = {"index.html", "404.html", "about/index.html", "changes/index.html", "checklist/graduation/index.html"}
    expected |= {f"playbooks/{id}/index.html" for id in PLAYBOOKS}
    expected |= {f"learn/{id}/{name}index.html" for id in MODULES for name in ("", "drills/", "checks/")}
    assert expected <= found.keys()
    assert bool(set(RESERVED_FOR_MENTORS) & found.keys()) == (view is View.MENTOR)


@each_site
def test_every_page_foots_with_versions_review_date_and_a_place_to_complain(
    demo_sites: Sites, client: str, view: View
) -> None:
    policy = edition(client, view).client.policy
    assert policy.site.release
    release = policy.site.release
    wanted = (f"Draft · core {release.core_version}", f"policy {release.policy_version}", "reviewed by ")
    faults = []
    for name, page in some(pages(demo_sites.folder(client, view)).items()):
        footer = " ".join("".join(page.footer).split())
        complaints = [link for tag, link in page.links if tag == "a" and link.startswith(str(policy.site.feedback_url))]
        if name != "404.html" and not (all(text in footer for text in wanted) and complaints):
            faults.append(f"{name}: {footer}")
    assert faults == []


@each_client
def test_the_trainee_site_has_no_way_to_the_mentors(demo_sites: Sites, client: str) -> None:
    for name, page in some(pages(demo_sites.folder(client)).items()):
        assert not [link for _, link in page.links if "mentor" in link], name


@cache
def keys_of(client: str) -> dict[str, str]:
    return mentors_keys(edition(client, View.MENTOR))


@each_client
def test_no_trainee_artefact_says_what_only_mentors_read(demo_sites: Sites, client: str) -> None:
    keys = keys_of(client)
    assert len(keys) > 300
    assert {re.sub(r"\d", "", owner.split("-")[1]) for owner in keys.values()} >= {"L", "D", "I", "K"}
    assert found_keys(demo_sites.folder(client), keys) == []


@each_client
def test_an_assessed_question_is_not_even_mentioned_to_trainees(demo_sites: Sites, client: str) -> None:
    assessed = [str(check.id) for check in edition(client, View.MENTOR).programme.checks() if check.use == "assessed"]
    assert assessed
    trainees, mentors = pages(demo_sites.folder(client)), pages(demo_sites.folder(client, View.MENTOR))
    for id in assessed:
        name = f"learn/{id.split('-')[0].lower()}/checks/index.html"
        assert id.lower() not in trainees[name].ids
        assert id.lower() in mentors[name].ids


def plant(folder: Path, kind: str, key: str) -> None:
    """A file of one kind that says a key, in a way in which such files do."""
    middle = key.index(" ") + 1
    if kind == "html":
        text = f"<article><p>{escape(key[:middle])}<b>{escape(key[middle:])}</b></p></article>"
        (folder / "index.html").write_text(text, "utf-8")
    elif kind == "attribute":
        (folder / "index.html").write_text(f'<article><input data-why="{escape(key)}"></article>', "utf-8")
    elif kind == "json":
        (folder / "search_index.json").write_text(json.dumps({"docs": [{"text": f"<p>{escape(key)}</p>"}]}), "utf-8")
    elif kind == "pdf":
        pdf = typst.compile(b"#sys.inputs.key", format="pdf", sys_inputs={"key": key}, ignore_system_fonts=True)
        assert isinstance(pdf, bytes)
        (folder / "list.pdf").write_bytes(pdf)
    else:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer) as book:
            book.add_worksheet().write_string(3, 3, key)
        (folder / "list.xlsx").write_bytes(buffer.getvalue())


@pytest.mark.parametrize("kind", ["html", "attribute", "json", "pdf", "xlsx"])
def test_a_planted_key_is_found_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    programme = edition("northgate", View.MENTOR).programme
    assessed = next(check for check in programme.checks() if check.use == "assessed")
    plant(tmp_path, kind, re.sub(r"[*_]", "", str(assessed.question)))
    assert {found.split(": ")[1] for found in found_keys(tmp_path, keys_of("northgate"))} == {str(assessed.id)}


def test_an_edition_that_was_not_cut_is_found_by_all_its_keys(tmp_path: Path) -> None:
    uncut = replace(edition("northgate", View.MENTOR), view=View.TRAINEE)
    pages = render_site(uncut, plan_site(uncut)[0]).pages
    for name, page in pages.items():
        (tmp_path / f"{name.replace('/', '-')}.html").write_text(f"<article>{html_of(page)}</article>", "utf-8")
    found = {found.split(": ")[1] for found in found_keys(tmp_path, keys_of("northgate"))}
    drills: tuple[Drill | Inject, ...] = (*uncut.programme.drills(), *uncut.programme.injects())
    # Notes and questions for mentors are left out by the pages too; a key of a drill is held back by the cut alone.
    assert {str(drill.id) for drill in drills if drill.use == "assessed"} <= found


UNRESOLVED = re.compile(
    r"\{\{|\}\}|\{%|%\}|\[object Object\]|\bundefined\b|^\s*(?:None|nan)\s*$|\bTODO\b|[Ll]orem ipsum", re.M
)
CONDITION = re.compile(r"\bpolicy\.[a-z_]+\.[a-z_]+")
MARKDOWN = re.compile(r"^\s*(?:\|.*\||> .*|[-*] \S.*|#+ \S.*|```.*)$|\*\*\w|\]\([a-z]+[:/]", re.M)


@each_site
def test_nothing_on_a_page_is_left_unresolved(demo_sites: Sites, client: str, view: View) -> None:
    faults = []
    for name, page in pages(demo_sites.folder(client, view)).items():
        visible = "".join(page.article)
        marks = [UNRESOLVED] + ([CONDITION] if view is View.TRAINEE else [])  # mentors see why a block is shown
        faults += [f"{name}: {found.group()}" for mark in marks for found in mark.finditer(visible)]
    assert faults == []


@each_site
def test_no_page_shows_markdown_as_it_is_typed(demo_sites: Sites, client: str, view: View) -> None:
    found = {
        name: MARKDOWN.findall("".join(page.article)) for name, page in pages(demo_sites.folder(client, view)).items()
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


@each_site
def test_no_id_stands_twice_on_a_page(demo_sites: Sites, client: str, view: View) -> None:
    for name, page in pages(demo_sites.folder(client, view)).items():
        assert [id for id, count in Counter(page.ids).items() if count > 1] == [], name


def dead_links(folder: Path, found: dict[str, ReadPage]) -> list[str]:
    dead = []
    for name, page in found.items():
        for _, link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name == "404.html":
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            if not parts.path:
                target = name
            if (folder / target).is_dir():
                target = posixpath.normpath(f"{target}/index.html")
            anchored = not parts.fragment or target not in found or unquote(parts.fragment) in found[target].ids
            if not (folder / target).is_file() or not anchored:
                dead.append(f"{name}: {link}")
    return dead


@each_site
def test_every_link_inside_a_site_arrives(demo_sites: Sites, client: str, view: View) -> None:
    folder = demo_sites.folder(client, view)
    assert dead_links(folder, pages(folder)) == []


def test_a_planted_dead_link_and_a_planted_dead_anchor_are_found(tmp_path: Path) -> None:
    html = '<p id="a"><a href="#a"><a href="#b"><a href="x/"><a href="index.html#a">'
    (tmp_path / "index.html").write_text(html, "utf-8")
    assert dead_links(tmp_path, {"index.html": read(tmp_path / "index.html")}) == ["index.html: #b", "index.html: x/"]


@each_client
def test_the_book_holds_the_whole_programme(demo_sites: Sites, client: str) -> None:
    book = json.loads((demo_sites.folder(client) / "downloads" / "checklist.json").read_text("utf-8"))
    kinds = ("competency", "graduation")
    ids = {kind: [item["id"] for item in book["items"] if item["kind"] == kind] for kind in kinds}
    strand = [f"ROT-{number}" for number in range(1, 6)]
    assert [id for id in ids["competency"] if id.startswith("ROT-")] == strand
    assert len(ids["competency"]) == 38 + len(strand)
    assert ids["graduation"] == [f"GC-{number:02}" for number in range(1, 31)]
    assert (book["schema"], book["client"]) == ("immerse.book/1", client)
    found = pages(demo_sites.folder(client))
    assert sorted(found["checklist/progress/index.html"].items) == sorted(ids["competency"])
    assert sorted(found["checklist/graduation/index.html"].items) == sorted(ids["graduation"])


@each_client
def test_the_book_is_the_same_in_both_views(demo_sites: Sites, client: str) -> None:
    trainees, mentors = demo_sites.folder(client), demo_sites.folder(client, View.MENTOR)
    for name in ("checklist.json", "checklist.xlsx", "checklist-a4.pdf", "checklist-letter.pdf"):
        assert (trainees / "downloads" / name).read_bytes() == (mentors / "downloads" / name).read_bytes(), name


@each_client
@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_lessons_drills_injects_and_questions(demo_sites: Sites, client: str, module: str) -> None:
    found = pages(demo_sites.folder(client, View.MENTOR))
    lessons = [name for name in found if re.fullmatch(rf"learn/{module}/{module}-l\d+/index.html", name)]
    drills, checks = found[f"learn/{module}/drills/index.html"], found[f"learn/{module}/checks/index.html"]

    def count(page: ReadPage, letter: str) -> int:
        return sum(bool(re.fullmatch(rf"{module}-{letter}\d+", id)) for id in page.ids)

    assert len(lessons) >= 3
    assert (count(drills, "d") >= 2, count(drills, "i") >= 3, count(checks, "k") >= 5) == (True, True, True)


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes_in_another_process_place_and_time_zone(
    demo_sites: Sites, tmp_path: Path
) -> None:
    workspace = tmp_path / "elsewhere"
    for name in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / name, workspace / name)
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    command = [sys.executable, "-m", "immerse", "build", "--client", "hearthline", "--on", "2026-12-01"]
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, other = files_of(workspace / "site" / "hearthline" / "trainee"), files_of(demo_sites.folder("hearthline"))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.slow
def test_an_export_is_built_by_two_engines_with_the_pages_of_our_own_build(tmp_path: Path) -> None:
    site = prepare(source(REPOSITORY), "northgate", View.TRAINEE, DAY).site
    build_site(site, tmp_path / "own", offline=True, epoch=0)
    export_site(site, tmp_path / "export")
    ours = articles(tmp_path / "own")
    assert len(ours) == len(site.pages) > 70
    for engine, folder in built_by_engines(tmp_path / "export").items():
        assert differences(ours, articles(folder)) == [], engine
        assert titles_of(folder) == titles_of(tmp_path / "own"), engine


def titles_of(folder: Path) -> dict[str, str]:
    return {name: page.title.strip() for name, page in pages(folder).items() if name != "404.html"}


def test_an_edition_is_complete_for_every_client() -> None:
    editions: list[Edition] = [edition(client, View.TRAINEE) for client in CLIENTS]
    assert len({made.book.digest for made in editions}) == len(CLIENTS)
