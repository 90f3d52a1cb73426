"""A build by MkDocs inside this process: what it says, what it leaves behind, what it never lets through."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from immerse.hosts.mkdocs_build import build_site
from immerse.model.page import NavItem
from immerse.problems import ContentProblems, ImmerseError
from rendered_site import EPOCH, SITE, with_page, with_pages


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
