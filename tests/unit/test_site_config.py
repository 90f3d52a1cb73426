"""The configuration that hosts are given: plain data, a language, and addresses that no engine gets wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from immerse.hosts import mkdocs_plugin
from immerse.hosts.site_config import settings_yaml, site_settings
from immerse.model.page import NavItem, RenderedSite
from immerse.problems import ImmerseError
from rendered_site import SITE, page_of, with_files, with_pages
from site_fixtures import REPOSITORY

PAGE = page_of("X", "<p>x</p>")


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
        (with_pages({"templates/x.md": PAGE}), "'templates/x.md' cannot be the address of a page"),
        (with_pages({"../x.md": PAGE}), "cannot be the address of a page"),
        (with_pages({".x.md": PAGE}), "cannot be the address of a page"),
        (with_pages({"a/../x.md": PAGE}), "cannot be the address of a page"),
        (with_files({"x.md": b"x"}), "cannot be the address of a file"),
        (with_files({"/etc/x": b"x"}), "cannot be the address of a file"),
        (
            with_pages({"a.md": PAGE, "a/index.md": PAGE}),
            "'a.md' and 'a/index.md' would both be written to 'a/index.html'",
        ),
        (with_pages({"a.md": PAGE, "A.md": PAGE}), "would both be written to"),
        (with_pages({"a/README.md": PAGE, "a.md": PAGE}), "would both be written to"),
        (with_files({"checklist/index.html": b"x"}), "would both be written to"),
        (with_pages({"orphan.md": PAGE}), "the page 'orphan.md' is missing from the navigation"),
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
