"""The hosts show the pages they are given: the same in MkDocs, in Zensical, in a build and in a preview."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from immerse import pipeline
from immerse.hosts import mkdocs_plugin
from immerse.hosts.export import MARKER, export_site
from immerse.hosts.mkdocs_build import build_site
from immerse.hosts.serving import Preview, serve_client
from immerse.hosts.site_config import settings_yaml, site_settings
from immerse.model.edition import View
from immerse.model.page import NavItem, RenderedSite
from immerse.output.html_page import read_page
from immerse.problems import ContentProblems, ImmerseError, Location, Problem, Severity
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from rendered_site import EPOCH, SITE, with_files, with_page, with_pages

REPOSITORY = Path(__file__).parents[1]
DAY = date(2026, 12, 1)


def titles(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): read_page(path.read_text("utf-8")).title.strip()
        for path in folder.rglob("*.html")
        if path.name != "404.html"
    }


def article(folder: Path, name: str) -> str:
    html = (folder / name).read_text("utf-8")
    found = re.search(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
    assert found
    return found.group(1)


def page_texts(folder: Path, name: str) -> list[str]:
    return [text for text in read_page(f"<article>{article(folder, name)}</article>").texts if text != "¶"]


def test_the_configuration_is_plain_data_whatever_a_title_says() -> None:
    site = replace(SITE, title="!!python/object/apply:os.system [id]", description="&a *a !ENV X: y # z")
    text = settings_yaml(site_settings(site))
    settings = yaml.safe_load(text)
    assert settings["site_name"] == site.title
    assert settings["site_description"] == site.description
    assert not [
        token for token in yaml.scan(text) if isinstance(token, (yaml.TagToken, yaml.AnchorToken, yaml.AliasToken))
    ]


def test_the_description_can_stand_in_an_attribute() -> None:
    assert site_settings(SITE)["site_description"] == "Training for 'Northgate' mobile"


def test_a_language_that_the_theme_speaks_is_used_and_another_is_english() -> None:
    assert site_settings(replace(SITE, language="pl"))["theme"]["language"] == "pl"
    assert site_settings(replace(SITE, language="pt-BR"))["theme"]["language"] == "pt-BR"
    german = site_settings(replace(SITE, language="de-AT"))
    assert (german["theme"]["language"], german["plugins"]) == ("de", [{"search": {"lang": ["de"]}}])
    assert site_settings(replace(SITE, language="tlh"))["theme"]["language"] == "en"
    assert site_settings(replace(SITE, language="../../x"))["theme"]["language"] == "en"


@pytest.mark.parametrize(
    ("site", "message"),
    [
        (replace(SITE, title="<script>"), "the title '<script>' holds '<', which the theme would not escape"),
        (replace(SITE, nav=(NavItem("A", children=(NavItem('"x"', "index.md"),)),)), "holds '\"'"),
        (with_pages({"templates/x.md": "x"}), "'templates/x.md' cannot be the address of a page"),
        (with_pages({"../x.md": "x"}), "cannot be the address of a page"),
        (with_pages({".x.md": "x"}), "cannot be the address of a page"),
        (with_pages({"a/../x.md": "x"}), "cannot be the address of a page"),
        (with_files({"x.md": b"x"}), "cannot be the address of a file"),
        (with_files({"/etc/x": b"x"}), "cannot be the address of a file"),
        (
            with_pages({"a.md": "x", "a/index.md": "y"}),
            "'a.md' and 'a/index.md' would both be written to 'a/index.html'",
        ),
        (with_pages({"a.md": "x", "A.md": "y"}), "would both be written to"),
        (with_pages({"a/README.md": "x", "a.md": "y"}), "would both be written to"),
        (with_files({"checklist/index.html": b"x"}), "would both be written to"),
        (replace(SITE, address="javascript:alert(1)"), "must begin with https://"),
    ],
)
def test_what_an_engine_would_get_wrong_in_silence_is_refused(site: RenderedSite, message: str) -> None:
    with pytest.raises(ImmerseError) as caught:
        site_settings(site)
    assert message in str(caught.value)


class _PreviewLoader(yaml.SafeLoader):
    """Reads `!ENV [NAME, default]` as its default."""


_PreviewLoader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


def test_the_checked_in_configuration_says_the_same_as_ours() -> None:
    written = yaml.load((REPOSITORY / "mkdocs.yml").read_text("utf-8"), _PreviewLoader)
    ours = site_settings(replace(SITE, language="en", logo=""))
    for key in ("theme", "markdown_extensions", "validation", "use_directory_urls", "extra"):
        assert written[key] == ours[key], key
    assert written["plugins"][0] == ours["plugins"][0]
    assert (written["site_dir"], written["docs_dir"]) == ("build/preview", "docs/preview")
    options = mkdocs_plugin.ImmerseOptions()
    options.load_dict(written["plugins"][1]["immerse"])
    assert options.validate() == ([], [])


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same export, built by two engines as their users would."""
    folder = tmp_path_factory.mktemp("engines") / "export"
    export_site(SITE, folder)
    tools = Path(sys.executable).parent
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    for command in (["mkdocs", "build", "--strict", "-d", "mkdocs-site"], ["zensical", "build", "--strict"]):
        done = subprocess.run(
            [tools / command[0], *command[1:]], cwd=folder, capture_output=True, text=True, env=environment
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return {"mkdocs": folder / "mkdocs-site", "zensical": folder / "site"}


def test_mkdocs_and_zensical_build_the_same_pages(engines: dict[str, Path]) -> None:
    assert titles(engines["mkdocs"]) == titles(engines["zensical"])
    assert len(titles(engines["mkdocs"])) == len(SITE.markdown)
    for name in titles(engines["mkdocs"]):
        assert page_texts(engines["mkdocs"], name) == page_texts(engines["zensical"], name)


def test_an_export_asks_no_other_host_for_anything(engines: dict[str, Path]) -> None:
    for folder in engines.values():
        for path in folder.rglob("*.html"):
            loaded = [link for tag, link in read_page(path.read_text("utf-8")).links if tag not in ("a", "link")]
            assert not [link for link in loaded if re.match(r"(https?:)?//", link)]
            assert "fonts.g" not in path.read_text("utf-8")


def test_our_own_build_shows_the_same_pages_as_the_export(engines: dict[str, Path], tmp_path: Path) -> None:
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    assert titles(tmp_path / "site") == titles(engines["mkdocs"])


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_export_again_changes_what_changed_and_nothing_else(tmp_path: Path) -> None:
    export_site(SITE, tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("mine")
    before = snapshot(tmp_path)
    changed = with_pages({"index.md": "# New\n\nText\n", "learn/pl/pl-l1.md": "# More\n\nText\n"})
    export_site(changed, tmp_path)
    export_site(with_pages({"index.md": "# New\n\nText\n"}), tmp_path)
    after = snapshot(tmp_path)
    assert before.keys() == after.keys()
    assert {name for name in after if after[name] != before[name]} == {"docs/index.md", MARKER}
    assert not (tmp_path / "docs" / "learn" / "pl").exists()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (
            lambda folder: (folder.mkdir(), (folder / "thesis.txt").write_text("mine")),
            "files that immerse did not write",
        ),
        (lambda folder: folder.write_text("mine"), "is not a folder"),
        (lambda folder: (folder.mkdir(), (folder / MARKER).write_text("{")), "is damaged"),
    ],
)
def test_an_export_into_something_else_is_refused(tmp_path: Path, prepare: Any, message: str) -> None:
    prepare(tmp_path / "out")
    before = snapshot(tmp_path)
    with pytest.raises(ImmerseError, match=message):
        export_site(SITE, tmp_path / "out")
    assert snapshot(tmp_path) == before


def test_an_export_does_not_write_or_delete_outside_its_folder(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x").write_text("mine")
    folder.mkdir()
    (folder / MARKER).write_text('{"files": ["../elsewhere/x", "/etc/x", "docs/../../elsewhere/x"]}')
    export_site(SITE, folder)
    assert (elsewhere / "x").read_text() == "mine"
    (folder / "docs" / "learn").rename(folder / "kept")
    (folder / "docs" / "learn").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ImmerseError, match="is a symbolic link"):
        export_site(with_page("changed"), folder)
    assert [path.name for path in elsewhere.iterdir()] == ["x"]


def test_a_build_leaves_the_environment_and_the_log_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate, list(logger.handlers))
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    with pytest.raises(ContentProblems):
        build_site(with_page("[x](nowhere.md)"), tmp_path / "other", offline=False, epoch=EPOCH)
    assert "SOURCE_DATE_EPOCH" not in os.environ
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_a_build_says_all_warnings_of_the_engine_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentProblems) as caught:
        build_site(
            with_page("[a](no.md) [b](/abs) [c](no-such) [d](#no)"), tmp_path / "site", offline=False, epoch=EPOCH
        )
    assert [problem.message for problem in caught.value.problems] == [
        "Doc file 'learn/tri/tri-l2.md' contains a link '#no', but there is no such anchor on this page",
        "Doc file 'learn/tri/tri-l2.md' contains a link 'no.md', but the target 'learn/tri/no.md' is not found among "
        "documentation files",
        "Doc file 'learn/tri/tri-l2.md' contains an absolute link '/abs', it was left as is",
        "Doc file 'learn/tri/tri-l2.md' contains an unrecognized relative link 'no-such', it was left as is",
    ]


def test_a_build_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    build_site(SITE, tmp_path / "site", offline=False, epoch=EPOCH)
    assert capfd.readouterr() == ("", "")


def test_a_build_keeps_nothing_of_the_site_before(tmp_path: Path) -> None:
    build_site(
        with_pages({"secret.md": "x"}, replace(SITE, nav=(*SITE.nav, NavItem("S", "secret.md")))),
        tmp_path / "a",
        offline=False,
        epoch=EPOCH,
    )
    build_site(SITE, tmp_path / "b", offline=False, epoch=EPOCH)
    build_site(SITE, tmp_path / "c", offline=False, epoch=EPOCH)
    assert "secret" not in (tmp_path / "b" / "search" / "search_index.json").read_text()
    assert {path.relative_to(tmp_path / "b") for path in (tmp_path / "b").rglob("*")} == {
        path.relative_to(tmp_path / "c") for path in (tmp_path / "c").rglob("*")
    }


def test_an_offline_build_has_no_folder_addresses(tmp_path: Path) -> None:
    build_site(SITE, tmp_path / "site", offline=True, epoch=EPOCH)
    assert (tmp_path / "site" / "learn" / "tri" / "tri-l2.html").is_file()
    assert "unpkg" not in (tmp_path / "site" / "index.html").read_text()


@pytest.mark.parametrize(("epoch", "message"), [(-1, "must be 0 or more seconds")])
def test_a_wrong_time_is_refused_before_anything_is_written(tmp_path: Path, epoch: int, message: str) -> None:
    with pytest.raises(ImmerseError, match=message):
        build_site(SITE, tmp_path / "site", offline=False, epoch=epoch)
    assert not (tmp_path / "site").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("live")
    with pytest.raises(ImmerseError, match="is not empty"):
        build_site(SITE, tmp_path, offline=False, epoch=EPOCH)
    assert (tmp_path / "index.html").read_text() == "live"


def test_what_runs_in_markdown_is_gone_from_the_page_the_search_index_and_the_contents(tmp_path: Path) -> None:
    text = (
        '## A <img src=x onerror=alert(1)> b {: onclick="alert(1)" }\n\n'
        "<script>alert(1)</script>\n\n[x](javascript:alert(1))"
    )
    build_site(with_page(text), tmp_path / "site", offline=False, epoch=EPOCH)
    for name in ("learn/tri/tri-l2/index.html", "search/search_index.json"):
        content = (tmp_path / "site" / name).read_text("utf-8")
        assert not re.search(r"onerror|onclick|javascript:|alert\(1\)", content)


def test_front_matter_cannot_reach_the_theme_as_markup(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>"
    text = f'---\ntitle: "{bad}"\ndescription: \'">{bad}\'\ntemplate: x.html\n---\n\n# T\n\nx\n'
    build_site(with_pages({"checklist.md": text}), tmp_path / "site", offline=False, epoch=EPOCH)
    html = (tmp_path / "site" / "checklist" / "index.html").read_text("utf-8")
    assert "<script>alert" not in html


def test_lists_nested_too_deep_end_in_a_sentence(tmp_path: Path) -> None:
    deep = "\n".join("    " * level + "- x" for level in range(400))
    with pytest.raises(ContentProblems):
        build_site(with_page(deep), tmp_path / "site", offline=False, epoch=EPOCH)


class Workspace:
    """Stands for the pipeline: what it gives, and whether it fails."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = SITE
        self.error: Exception | None = None
        self.warnings: tuple[Problem, ...] = ()
        self.asked: list[tuple[Any, ...]] = []

    def prepare(self, *asked: Any) -> Any:
        self.asked.append(asked)
        if self.error:
            raise self.error
        return SimpleNamespace(site=self.site, problems=self.warnings)


PROBLEM = ContentProblems([Problem(Location("curriculum/triage/module.yml", 4, 5), "L-72", "unknown name <b>x</b>")])


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = Workspace(tmp_path)
    monkeypatch.setattr(pipeline, "prepare", made.prepare)
    for name in ("curriculum", "site_config"):
        (tmp_path / name).mkdir()
    return made


@pytest.fixture
def preview(workspace: Workspace, tmp_path: Path) -> Preview:
    (tmp_path / "scratch").mkdir()
    return Preview(tmp_path / "scratch", workspace.root, "northgate", View.MENTOR, DAY)


def test_a_preview_shows_the_pages_and_asks_for_one_client(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    assert len(titles(preview.folder)) == len(SITE.markdown)
    assert workspace.asked == [(workspace.root, "northgate", View.MENTOR, DAY)]
    html = (preview.folder / "index.html").read_text("utf-8")
    assert 'src="assets/immerse/checklist.mjs" type="module"' in html
    assert 'href="assets/immerse/site.css"' in html


def test_a_preview_follows_a_change(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    workspace.site = with_pages({"index.md": "# Changed\n\nText\n"}, replace(SITE, title="Another title"))
    preview.build()
    html = (preview.folder / "index.html").read_text("utf-8")
    assert "Changed" in html and "Another title" in html
    assert not (preview.folder / "README").exists()


@pytest.mark.parametrize("error", [PROBLEM, RuntimeError("a bug <b>x</b>")], ids=["content", "bug"])
def test_a_mistake_keeps_the_last_good_pages_with_the_problem_on_top(
    workspace: Workspace, preview: Preview, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    preview.build()
    workspace.error = error
    preview.build()
    for name in titles(preview.folder):
        shown = article(preview.folder, name)
        assert 'role="alert"' in shown.partition("<h1")[0]
        assert "&lt;b&gt;x&lt;/b&gt;" in shown and "<b>x</b>" not in shown
    assert "Decide within minutes" in article(preview.folder, "learn/tri/tri-l2/index.html")
    assert "<b>x</b>" in caplog.text
    workspace.error = None
    preview.build()
    assert "alert" not in article(preview.folder, "index.html")


def test_a_mistake_from_the_start_is_shown_until_it_is_mended(workspace: Workspace, preview: Preview) -> None:
    workspace.error = PROBLEM
    preview.build()
    assert "curriculum/triage/module.yml:4:5: unknown name" in article(preview.folder, "index.html")
    workspace.error = None
    preview.build()
    assert len(titles(preview.folder)) == len(SITE.markdown)


def test_a_page_that_is_not_found_is_the_sites_own(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    assert b"404 - Not found" in (preview.error_page(404) or b"")
    assert preview.error_page(418) is None


def plugin_build(root: Path, options: dict[str, Any], *, strict: bool = False) -> Path:
    """What `mkdocs build` does with the plugin."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "README.md").write_text("# Not a page\n\n[dead](nowhere.md)\n")
    (root / "docs" / "thesis.pdf").write_text("mine")
    (root / "mkdocs.yml").write_text(settings_yaml(site_settings(RenderedSite("preview", "", {}))))
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "built"), strict=strict)
    plugin = mkdocs_plugin.ImmersePlugin()
    errors, warnings = plugin.load_config(options, config.config_file_path)
    assert (errors, warnings) == ([], [])
    plugin.on_startup(command="build", dirty=False)
    config.plugins["immerse"] = plugin
    build(config)
    return root / "built"


def test_the_plugin_removes_every_file_that_it_did_not_make(workspace: Workspace) -> None:
    built = plugin_build(workspace.root, {"client": "northgate", "day": "2026-12-01"}, strict=True)
    assert len(titles(built)) == len(SITE.markdown)
    assert not list(built.rglob("thesis.pdf"))
    assert workspace.asked == [(workspace.root, "northgate", View.TRAINEE, DAY)]
    assert 'rel="canonical" href="https://training.northgate.example/latest/"' in (built / "index.html").read_text()


def test_the_plugin_takes_the_client_from_the_environment(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMERSE_CLIENT", "hearthline")
    plugin_build(workspace.root, {"view": "mentor"})
    assert workspace.asked[0][1:3] == ("hearthline", View.MENTOR)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"client": "northgate"}, PROBLEM, "curriculum/triage/module.yml:4:5: unknown name <b>x</b> [L-72]"),
        ({}, None, "no client is named; set IMMERSE_CLIENT, or client: under the plugin in mkdocs.yml"),
        ({"client": "northgate", "day": "tomorrow"}, None, "day: 'tomorrow' is not a day; write it as 2026-12-01"),
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
        plugin_build(workspace.root, options)
    assert isinstance(caught.value.__context__, PluginError)
    assert str(caught.value.__context__) == message


def test_a_warning_about_the_content_is_one_for_mkdocs(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    workspace.warnings = (Problem(Location("playbooks/PB-01.yml"), "L-11", "old law", Severity.WARNING),)
    with pytest.raises(SystemExit):
        plugin_build(workspace.root, {"client": "northgate"}, strict=True)
    assert "playbooks/PB-01.yml:1:1: warning: old law [L-11]" in caplog.text


@pytest.fixture
def quiet_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    before = list(logger.handlers)
    yield
    assert logger.handlers == before


def test_serving_answers_on_the_local_address_and_follows_edits(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, quiet_server: None
) -> None:
    seen: list[str] = []

    def browse(server: Any, **_: Any) -> None:
        """In place of waiting for Ctrl-C: ask for a page, change a file's world, build, ask again."""
        server.server_bind()
        server.server_activate()
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        address = f"http://127.0.0.1:{server.server_port}"
        seen.append(urllib.request.urlopen(f"{address}/learn/tri/tri-l2/").read().decode())
        seen.extend(sorted(server._watched_paths))
        server.serve_thread = serving
        raise KeyboardInterrupt

    monkeypatch.setattr("mkdocs.livereload.LiveReloadServer.serve", browse)
    serve_client(workspace.root, "northgate", View.TRAINEE, DAY, "127.0.0.1", 0)
    page, *watched = seen
    assert "Decide within minutes" in page
    assert watched == [str(workspace.root / "curriculum"), str(workspace.root / "site_config")]


def test_an_address_in_use_ends_in_a_sentence(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(server: Any, **_: Any) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("mkdocs.livereload.LiveReloadServer.serve", taken)
    with pytest.raises(
        ImmerseError, match=r"cannot listen at 127.0.0.1:8000 \(Address already in use\); choose another --port"
    ):
        serve_client(workspace.root, "northgate", View.TRAINEE, DAY, "127.0.0.1", 8000)


def test_mkdocs_finds_the_plugin_by_its_name() -> None:
    declared = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    assert 'immerse = "immerse.hosts.mkdocs_plugin:ImmersePlugin"' in declared
    point = importlib.metadata.EntryPoint("immerse", "immerse.hosts.mkdocs_plugin:ImmersePlugin", "mkdocs.plugins")
    assert point.load() is mkdocs_plugin.ImmersePlugin
