"""From a workspace of two clients to two sites, neither of which knows of the other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from immerse.building.site import build_client, build_rendered, release_time
from immerse.hosts.site_config import theme_folder
from immerse.leaks.proof import prove
from immerse.leaks.site_scan import scan
from immerse.leaks.word_registry import WordRegistry
from immerse.model.site_view import View
from immerse.output.fingerprint import changed_files
from immerse.pipeline.prepare import compose_client, prepare
from immerse.problems import Refused, Severity
from site_fixtures import starter

DAY = date(2026, 12, 1)
OURS, THEIRS = "acme-works", "boreal-foods"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter, with a second client whose every word of its own is another."""
    root = tmp_path_factory.mktemp("agency") / "workspace"
    starter(root)
    clients = root / "site_config" / "clients"
    (clients / THEIRS).mkdir()
    for path in (clients / OURS).iterdir():
        text = path.read_text("utf-8").replace("Acme Works", "Boreal Foods").replace(OURS, THEIRS)
        text = re.sub(r"Most people who write .*", "They write from their kitchens, and dinner waits.", text)
        (clients / THEIRS / path.name).write_text(text.replace("feedback.example", "ask.boreal.example"), "utf-8")
    return root


@pytest.fixture(scope="module")
def sites(workspace: Path) -> Path:
    out = workspace.parent / "site"
    for client in (OURS, THEIRS):
        for view in View:
            build_client(workspace, client, view, DAY, out)
    return out


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_each_client_gets_both_its_sites(workspace: Path, sites: Path) -> None:
    found = {path.parent.relative_to(sites).as_posix() for path in sites.glob("*/*/index.html")}
    assert found == {f"{client}/{view.value}" for client in (OURS, THEIRS) for view in View}
    for client in (OURS, THEIRS):
        assert pages(sites / client / "trainee") < pages(sites / client / "mentor")


def test_no_word_of_one_client_is_in_the_others_site_and_each_finds_its_own(workspace: Path, sites: Path) -> None:
    for client, other in ((OURS, THEIRS), (THEIRS, OURS)):
        proof = prove(WordRegistry(workspace), client)
        assert len(proof.registry.words_of(other).words) >= 3
        for view in View:
            assert scan(sites / client / view.value, proof, theme=theme_folder()).leaks == ()
            seen = {leak.word for leak in scan(sites / other / view.value, proof, theme=theme_folder()).leaks}
            assert len(seen) >= 3  # the scan can see what it looks for


def test_the_same_workspace_gives_the_same_bytes(workspace: Path, sites: Path, tmp_path: Path) -> None:
    again = build_client(workspace, OURS, View.TRAINEE, DAY, tmp_path)
    assert f'"digest": "{again.digest}"' in (sites / OURS / "trainee" / "site-manifest.json").read_text("utf-8")
    assert changed_files(sites / OURS / "trainee") == ()
    assert again.files == len([path for path in again.folder.rglob("*") if path.is_file()])
    assert again.bytes == sum(path.stat().st_size for path in again.folder.rglob("*") if path.is_file())


def test_an_offline_site_opens_from_the_disk(workspace: Path, tmp_path: Path) -> None:
    result = build_client(workspace, OURS, View.MENTOR, DAY, tmp_path, offline=True)
    assert len(list(result.folder.rglob("*.html"))) == result.pages + 1  # and the page for what is not found
    assert (result.folder / "about.html").is_file()


def test_a_leak_is_refused_and_the_earlier_site_stays(workspace: Path, tmp_path: Path) -> None:
    folder = build_client(workspace, OURS, View.TRAINEE, DAY, tmp_path).folder
    prepared = prepare(workspace, OURS, View.TRAINEE, DAY)
    files = prepared.site.files | {"downloads/notes.json": b'{"about": "Boreal\\u0020Foods"}'}
    leaking = replace(prepared.site, files=files)
    with pytest.raises(
        Refused, match=r"downloads/notes.json: holds 'Boreal Foods' of client boreal-foods \(as it is or escaped\)"
    ):
        name = f"{OURS}/{View.TRAINEE.value}"
        build_rendered(leaking, tmp_path, name, epoch=release_time(prepared.edition), proof=prepared.proof)
    assert changed_files(folder) == ()
    assert not (folder / "downloads" / "notes.json").exists()


def test_another_clients_broken_file_is_named_and_stops_nothing(workspace: Path, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    starter(root)
    broken = root / "site_config" / "clients" / THEIRS / "policy.yml"
    broken.parent.mkdir()
    broken.write_text("client:\n\tname: Boreal Foods\n", "utf-8")
    result = build_client(root, OURS, View.TRAINEE, DAY, tmp_path / "site")
    (problem,) = [problem for problem in result.problems if problem.rule == "yaml"]
    assert problem.severity is Severity.WARNING
    assert problem.location.path == f"site_config/clients/{THEIRS}/policy.yml"


def test_now_is_the_day_that_the_edition_applies_from(workspace: Path) -> None:
    edition = compose_client(workspace, OURS, View.TRAINEE, DAY)
    release = edition.client.policy.site.release
    assert release is not None
    assert datetime.fromtimestamp(release_time(edition), UTC).isoformat() == f"{release.effective}T00:00:00+00:00"
