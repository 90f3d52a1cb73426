"""A preview shows the pages as they are now, the last good ones under a mistake, and serves them on one address."""

from __future__ import annotations

import logging
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from built_pages import article, titles
from immerse.hosts.serving import Preview, serve_client
from immerse.model.edition import View
from immerse.problems import ImmerseError
from rendered_site import SITE, page_of, with_pages
from site_fixtures import DAY
from stand_in import PROBLEM, Workspace, stand_in


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def preview(workspace: Workspace, tmp_path: Path) -> Preview:
    (tmp_path / "scratch").mkdir()
    return Preview(tmp_path / "scratch", workspace.root, "northgate", View.MENTOR, DAY)


def test_a_preview_shows_the_pages_and_asks_for_one_client(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    assert len(titles(preview.folder)) == len(SITE.pages)
    assert workspace.asked == [(workspace.root, "northgate", View.MENTOR, DAY)]
    html = (preview.folder / "index.html").read_text("utf-8")
    assert 'src="assets/immerse/checklist.mjs" type="module"' in html
    assert 'href="assets/immerse/site.css"' in html


def test_a_preview_follows_a_change(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    workspace.site = with_pages({"index.md": page_of("Changed", "<p>Text</p>")}, replace(SITE, title="Another title"))
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


@pytest.mark.parametrize(
    ("error", "words"), [(PROBLEM, "curriculum/triage/module.yml:4:5: unknown name"), (RuntimeError("a bug"), "a bug")]
)
def test_a_mistake_from_the_start_is_shown_until_it_is_mended(
    workspace: Workspace, preview: Preview, error: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.error = error
    preview.build()
    shown = article(preview.folder, "index.html")
    assert words in shown
    assert "there is no page to show yet" in shown and "there are no pages yet" in caplog.text
    assert "last good" not in shown + caplog.text and "overflow-wrap: anywhere" in shown
    workspace.error = None
    preview.build()
    assert len(titles(preview.folder)) == len(SITE.pages)


def test_a_page_that_is_not_found_is_the_sites_own(workspace: Workspace, preview: Preview) -> None:
    preview.build()
    assert b"404 - Not found" in (preview.error_page(404) or b"")
    assert preview.error_page(418) is None


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
