"""Every page has a policy that lets its own scripts run and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from immerse.hosts.mkdocs_build import build_site
from immerse.output.bare_page import STYLE, bare_page
from immerse.output.csp import policy_faults, source_hash, with_policy
from immerse.output.finishing import finish
from immerse.output.html_page import read_page
from immerse.problems import ImmerseError
from looping import some
from rendered_site import EPOCH, SITE

PAGE = '<!doctype html><html><head>\n<meta charset="utf-8">\n<title>x</title>{head}</head><body>{body}</body></html>'


def faults_of(html: str) -> list[str]:
    return list(policy_faults(read_page(html)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csp") / "site"
    build_site(SITE, folder, offline=False, epoch=EPOCH)
    finish(folder)
    return folder


def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_no_finished_page_breaks_its_policy(site: Path) -> None:
    assert len(pages(site)) == 5
    assert {name: faults for name, html in pages(site).items() if (faults := faults_of(html))} == {}


def test_the_policy_comes_right_after_the_character_set_and_names_no_unsafe_source(site: Path) -> None:
    for html in some(pages(site).values()):
        head = html.partition('<meta charset="utf-8">')[2]
        assert head.startswith(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'"
        )
        assert "unsafe-" not in html
        assert "frame-ancestors" not in html  # of no effect in a <meta>


def test_tool_versions_and_the_compressed_sitemap_are_gone(site: Path) -> None:
    assert not [name for name, html in pages(site).items() if 'name="generator"' in html]
    assert not (site / "sitemap.xml.gz").exists()
    assert not list(site.rglob("*.map"))


def test_hosts_are_told_who_may_frame_a_page(site: Path) -> None:
    headers = (site / "_headers").read_text("utf-8")
    assert "frame-ancestors 'none'" in headers
    assert "X-Content-Type-Options: nosniff" in headers


def test_the_hash_is_the_one_that_browsers_compute() -> None:
    # from the CSP specification's own example
    assert source_hash("alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda html: re.sub(r"(<script>var palette=)", r"\1 ", html), "does not fit its inline scripts"),
        (lambda html: html.replace("</body>", "<script>alert(1)</script></body>"), "does not fit its inline scripts"),
        (lambda html: html.replace("</body>", "<p onclick='x()'>x</p></body>"), "a script in an attribute (onclick)"),
        (lambda html: html.replace("</body>", '<p style="top:0">x</p></body>'), 'an inline style (style="top:0")'),
        (lambda html: html.replace("</head>", "<style>p{}</style></head>"), "an inline style (<style>)"),
        (
            lambda html: html.replace("</article>", "<svg><style>p{}</style></svg></article>"),
            "an inline style (<style>)",
        ),
        (lambda html: html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"), "unsafe- source"),
        (lambda html: html.replace("; base-uri 'none'", ""), "does not fit its inline scripts"),
        (lambda html: re.sub(r"<meta http-equiv[^>]*>", "", html), "has 0 content security policies"),
        (lambda html: re.sub(r"(<meta http-equiv[^>]*>)", r"\1\1", html), "has 2 content security policies"),
        (
            lambda html: re.sub(r"(<meta http-equiv[^>]*>)(.*?)(</head>)", r"\2\1\3", html, flags=re.S),
            "not right after",
        ),
        (lambda html: html.replace('"utf-8">', '"utf-8"><script src="a.js"></script>', 1), "not right after"),
        (lambda html: html.replace('"utf-8">', '"utf-8"><p>', 1), "not right after"),  # a browser begins the body there
    ],
)
def test_a_planted_fault_is_seen(site: Path, change: object, fault: str) -> None:
    html = (site / "index.html").read_text("utf-8")
    changed = change(html)  # type: ignore[operator]
    assert changed != html
    assert any(fault in found for found in faults_of(changed))


def test_data_scripts_and_linked_scripts_need_no_hash() -> None:
    html = PAGE.format(head='<script src="a.js"></script>', body='<script type="application/json">{"a": 1}</script>')
    assert "sha256-" not in with_policy(html)
    assert faults_of(with_policy(html)) == []


def test_a_module_script_needs_one() -> None:
    html = with_policy(PAGE.format(head="", body='<script type="module">let a = 1 < 2;\n</script>'))
    assert source_hash("let a = 1 < 2;\n") in html
    assert faults_of(html) == []


def test_the_style_of_bare_pages_is_named_by_its_hash_and_no_other_is_allowed_beside_it() -> None:
    html = with_policy(bare_page("Acme", "Page not found", "words"))
    assert f"style-src 'self' '{source_hash(STYLE)}'" in html
    assert faults_of(html) == []
    assert faults_of(html.replace("</head>", "<style>p{}</style></head>")) == [
        "has an inline style (<style>), which the policy refuses"
    ]
    assert len(faults_of(html.replace("margin: 0;", "margin: 1px;"))) == 2


def test_a_page_without_a_character_set_is_refused() -> None:
    with pytest.raises(ImmerseError, match="no <meta charset>"):
        with_policy("<html><head></head></html>")
