"""MkDocs run in this process, from a rendered site into a folder."""

import json
import logging
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from immerse.hosts.mkdocs_site import BuildPages, without_search
from immerse.hosts.reused_files import NOTHING_REUSED, ReusedFiles
from immerse.hosts.site_config import site_settings, theme_settings
from immerse.hosts.theme_files import BuildTheme
from immerse.model.page import RenderedSite
from immerse.output.bare_page import bare_page
from immerse.output.finishing import finished_page
from immerse.problems import ContentProblems, ImmerseError, Location, Problem

_PAGE = re.compile(r"(?:Doc file|page) '([^']+)'")


def build_site(
    site: RenderedSite, out: Path, *, offline: bool, epoch: int, reused: ReusedFiles = NOTHING_REUSED
) -> None:
    """Build the site into `out`, which must be empty or absent and private: MkDocs writes page by page.

    The parent folder must be private too: the inputs of MkDocs are written there during the build.

    Args:
        site: Pages, files, navigation.
        out: Folder for the finished site.
        offline: Pages at `.html` addresses, which open from the disk.
        epoch: Seconds since 1970 that stand for "now" in what is written (the sitemap's dates).
        reused: Files of an earlier build that are not made again.

    Raises:
        ContentProblems: MkDocs warned about something, each warning one problem.
        ImmerseError: the site cannot be built safely, or the folder is not empty.
    """
    if epoch < 0:
        raise ImmerseError(f"the time of the build must be 0 or more seconds since 1970, is {epoch}")
    if out.exists() and any(out.iterdir()):
        raise ImmerseError(f"{out} is not empty; a site is built into a folder of its own")
    scratch = tempfile.TemporaryDirectory(prefix=".immerse-", dir=out.parent)
    with _complaints() as complaints, scratch as folder:
        try:
            _run(configured(site, Path(folder), out, directory_urls=not offline, epoch=epoch, reused=reused))
        except (Abort, MkDocsException, RecursionError) as error:
            complaints.append(str(error) or type(error).__name__)
    if complaints:
        raise ContentProblems(_problem(text) for text in complaints)
    if not site.address:
        _without_address(site, out)
    if site.release:  # no host looks for it in the folder of a version
        (out / "404.html").unlink()


def _without_address(site: RenderedSite, out: Path) -> None:
    """Remove the sitemap, and write a page for missing addresses that needs no address.

    A host shows that page at any depth, so its relative links would be dead, and the root of the site is unknown.
    """
    (out / "sitemap.xml").unlink()
    (out / "sitemap.xml.gz").unlink()
    words = "This site has no page at this address. Go back, or open the address that you were given for this site."
    page = bare_page(site.title, "Page not found", Markup(f"<p>{words}</p>"), language=theme_settings(site)["language"])
    (out / "404.html").write_text(finished_page(page), "utf-8")


def _run(config: MkDocsConfig) -> None:
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def configured(
    site: RenderedSite,
    scratch: Path,
    out: Path,
    *,
    directory_urls: bool = True,
    epoch: int = 0,
    reused: ReusedFiles = NOTHING_REUSED,
) -> MkDocsConfig:
    """The configuration of a site's build into `out`; `scratch` is an empty folder that MkDocs takes for its project.

    Raises:
        ImmerseError: an address or a title could harm the theme, which escapes nothing.
    """
    settings = site_settings(site, directory_urls=directory_urls)
    (scratch / "docs").mkdir()
    (scratch / "mkdocs.yml").touch()  # an empty file: YAML takes long to write and to read
    settings = json.loads(json.dumps(settings))  # MkDocs changes its arguments
    config = load_config(str(scratch / "mkdocs.yml"), site_dir=str(out.absolute()), **settings)
    config.site_name = Markup(config.site_name)  # the text is escaped for an attribute already
    config.theme = BuildTheme(config.theme)
    config.theme.static_templates.difference_update(reused.files)
    config.plugins["immerse/pages"] = BuildPages(site, reused, datetime.fromtimestamp(epoch, UTC).date())
    without_search(config.plugins)
    config.plugins.on_startup(command="build", dirty=False)
    return config


def _problem(text: str) -> Problem:
    match = _PAGE.search(text)
    return Problem(Location(match.group(1)) if match else Location("mkdocs.yml"), "host", text.rstrip("."))


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collect the message."""
        self.texts.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect the warnings and errors that MkDocs logs, and keep its log off the terminal meanwhile."""
    logger = logging.getLogger("mkdocs")
    handler = _Complaints()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler.texts
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
