"""The plugin of MkDocs: the pages of one client in place of what lies in the folder, one sentence for a mistake."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Any

import pytest
from built_pages import titles
from engines import articles, differences
from immerse.hosts import mkdocs_plugin
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.site_config import settings_yaml, site_settings
from immerse.model.page import RenderedSite
from immerse.model.site_view import View
from immerse.problems import Location, Problem, Severity
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from rendered_site import EPOCH, SITE
from site_fixtures import DAY, REPOSITORY
from stand_in import PROBLEM, Workspace, stand_in
from typed_site import RICH


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return stand_in(tmp_path)


def plugin_build(workspace: Workspace, options: dict[str, Any], *, strict: bool = False) -> Path:
    """What `mkdocs build` does with the plugin."""
    root = workspace.root
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "README.md").write_text("# Not a page\n\n[dead](nowhere.md)\n")
    (root / "docs" / "thesis.pdf").write_text("mine")
    (root / "mkdocs.yml").write_text(settings_yaml(site_settings(RenderedSite("preview", "", {}))))
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "built"), strict=strict)
    plugin = mkdocs_plugin.ImmersePlugin(workspace.prepare)
    errors, warnings = plugin.load_config(options, config.config_file_path)
    assert (errors, warnings) == ([], [])
    plugin.on_startup(command="build", dirty=False)
    config.plugins["immerse"] = plugin
    build(config)
    return root / "built"


def test_the_plugin_removes_every_file_that_it_did_not_make(workspace: Workspace) -> None:
    built = plugin_build(workspace, {"client": "northgate", "day": "2026-12-01"}, strict=True)
    assert len(titles(built)) == len(SITE.pages)
    assert not list(built.rglob("thesis.pdf"))
    assert workspace.asked == [(workspace.root, "northgate", View.TRAINEE, DAY)]
    assert 'rel="canonical" href="https://training.northgate.example/"' in (built / "index.html").read_text()


def test_the_pages_of_a_preview_are_those_of_our_own_build(workspace: Workspace, tmp_path: Path) -> None:
    workspace.site = RICH
    built = plugin_build(workspace, {"client": "northgate", "day": "2026-12-01"}, strict=True)
    build_site(RICH, tmp_path / "own", offline=False, epoch=EPOCH)
    assert len(articles(built)) == len(RICH.pages)
    assert differences(articles(tmp_path / "own"), articles(built)) == []


def test_the_plugin_takes_the_client_from_the_environment(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMERSE_CLIENT", "hearthline")
    plugin_build(workspace, {"view": "mentor"})
    assert workspace.asked[0][1:3] == ("hearthline", View.MENTOR)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"client": "northgate"}, PROBLEM, "curriculum/triage/module.yml:4:5: unknown name <b>x</b> [L-72]"),
        ({}, None, "no client is named; set IMMERSE_CLIENT, or client: under the plugin in mkdocs.yml"),
        (
            {"client": "northgate", "day": "tomorrow"},
            None,
            "day: 'tomorrow' is not a day; write year-month-day, as 2027-03-31",
        ),
    ],
)
def test_a_build_with_a_mistake_ends_in_one_sentence(
    workspace: Workspace,
    options: dict[str, Any],
    error: Exception | None,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("IMMERSE_CLIENT", raising=False)
    workspace.error = error
    with pytest.raises(SystemExit) as caught:  # MkDocs ends the process for a PluginError, without a traceback
        plugin_build(workspace, options)
    assert isinstance(caught.value.__context__, PluginError)
    assert str(caught.value.__context__) == message


def test_a_warning_about_the_content_is_one_for_mkdocs(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    workspace.warnings = (Problem(Location("playbooks/PB-01.yml"), "L-11", "old law", Severity.WARNING),)
    with pytest.raises(SystemExit):
        plugin_build(workspace, {"client": "northgate"}, strict=True)
    assert "playbooks/PB-01.yml:1:1: warning: old law [L-11]" in caplog.text


def test_mkdocs_finds_the_plugin_by_its_name() -> None:
    declared = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    assert 'immerse = "immerse.hosts.mkdocs_plugin:ImmersePlugin"' in declared
    point = importlib.metadata.EntryPoint("immerse", "immerse.hosts.mkdocs_plugin:ImmersePlugin", "mkdocs.plugins")
    assert point.load() is mkdocs_plugin.ImmersePlugin
