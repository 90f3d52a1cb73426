"""How much there is of everything, counted where readers and editors find it and not in the sources."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from immerse.cli import program
from site_fixtures import CLIENTS, Sites, read


def explained(option: str) -> str:
    done = CliRunner().invoke(program, ["explain", *([option] if option else [])])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("client", CLIENTS)
def test_a_site_has_the_whole_programme(demo_sites: Sites, client: str) -> None:
    folder = demo_sites.folder(client)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("index.html")}
    lessons = {name for name in found if re.fullmatch(r"learn/([a-z]{3})/\1-l\d+/index\.html", name)}
    playbooks = {name for name in found if re.fullmatch(r"playbooks/pb-\d\d/index\.html", name)}
    assert len(lessons) == 30
    assert playbooks == {f"playbooks/pb-{number:02}/index.html" for number in range(1, 13)}


@pytest.mark.parametrize("client", CLIENTS)
def test_the_book_has_every_competency_and_every_line_of_the_graduation(demo_sites: Sites, client: str) -> None:
    book = json.loads((demo_sites.folder(client) / "downloads" / "checklist.json").read_text("utf-8"))
    ids = {
        kind: [item["id"] for item in book["items"] if item["kind"] == kind] for kind in ("competency", "graduation")
    }
    strand = [id for id in ids["competency"] if id.startswith("ROT-")]
    assert strand == [f"ROT-{number}" for number in range(1, 6)]
    assert len(ids["competency"]) - len(strand) == 38
    assert ids["graduation"] == [f"GC-{number:02}" for number in range(1, 31)]


def test_the_contract_has_at_least_eighty_seven_settings_and_a_site_shows_nearly_all(demo_sites: Sites) -> None:
    named = set(re.findall(r"^### ([a-z_]+\.[a-z_]+)$", explained("--settings"), re.M))
    assert len(named) >= 87
    for client in CLIENTS:
        found = map(read, demo_sites.folder(client).glob("reference/policy/*/index.html"))
        assert len({id for page in found for id in page.ids if id.startswith("setting-")}) >= 80, client


def test_there_are_at_least_sixty_one_rules() -> None:
    listed = [line.split()[0] for line in explained("").splitlines() if re.match(r"[A-Za-z]", line)]
    written = re.findall(r"^## (\S+)", explained("--all"), re.M)
    assert len(set(listed)) >= 61 and set(listed) <= {*written, *re.findall(r"\*\*(L-\d+)\*\*", explained("--all"))}
