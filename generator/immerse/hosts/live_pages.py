"""Makes single pages of a site on request, byte for byte as a build writes them."""

from dataclasses import replace
from pathlib import Path
from threading import Lock

from jinja2 import Environment
from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from immerse.hosts.mkdocs_build import configured
from immerse.hosts.pages import FinishedPage
from immerse.model.page import RenderedPage, RenderedSite, place_of
from immerse.storage.scratch import temporary_folder


class LivePages:
    """The theme around the pages of one site, with the theme's own files."""

    def __init__(self, site: RenderedSite) -> None:
        """Uses the page titles and the navigation of `site`; the content of a page is given to `html`.

        Raises:
            ImmerseError: an address or a title could harm the theme, which escapes nothing.
        """
        self._site = _around(site)
        self._alone = Lock()  # the theme marks the page in the navigation while it renders the page
        with temporary_folder() as scratch:
            self._config = _ready(site, scratch)
            self._files, self._nav, self._environment = _laid_out(self._config)
        self.places = {place_of(address): address for address in site.pages}
        """Path of each page in the site, as a build writes it -> its address."""

    def fits(self, site: RenderedSite) -> bool:
        """Whether the pages of another site have the same surroundings."""
        return self._site == _around(site)

    def html(self, address: str, page: RenderedPage) -> str:
        """A page as a build writes it."""
        config, files = self._config, self._files
        file = files.get_file_from_path(address)
        assert file is not None and isinstance(file.page, FinishedPage)
        shown = file.page
        with self._alone:
            shown.show(page)
            shown.read_source(config)
            shown.markdown = config.plugins.on_page_markdown("", page=shown, config=config, files=files)
            shown.render(config, files)
            shown.content = config.plugins.on_page_content(shown.content or "", page=shown, config=config, files=files)
            shown.active = True
            try:
                context = get_context(self._nav, files, config, shown)
                context = config.plugins.on_page_context(context, page=shown, config=config, nav=self._nav)
                output = self._environment.get_template("main.html").render(context)
                return config.plugins.on_post_page(output, page=shown, config=config)
            finally:
                shown.active = False

    def theme_file(self, path: str) -> bytes | None:
        """A file of the theme by its path in the site; None where it has none there."""
        file = self._files.get_file_from_path(path)
        return None if file is None or file.is_documentation_page() else file.content_bytes


def search_index(site: RenderedSite) -> bytes:
    """The index of a site that was rendered whole, as a build writes it."""
    with temporary_folder() as scratch:
        plugins = _ready(site, scratch).plugins.values()
    plugin = next(plugin for plugin in plugins if isinstance(plugin, SearchPlugin))
    index: str = plugin.search_index.generate_search_index(None)
    return index.encode()


def _around(site: RenderedSite) -> RenderedSite:
    """The parts of a site that are visible around a page."""
    pages = {address: RenderedPage(page.title, (), page.search, page.hide) for address, page in site.pages.items()}
    return replace(site, pages=pages, files={}, search_targets=())


def _ready(site: RenderedSite, scratch: Path) -> MkDocsConfig:
    """The configuration of a site, with every plugin ready for its pages."""
    config = configured(replace(site, files={}), scratch, scratch / "site")
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    return config


def _laid_out(config: MkDocsConfig) -> tuple[Files, Navigation, Environment]:
    """Every file of the site and the theme, the navigation, and the theme's templates."""
    environment = config.theme.get_env()
    files = get_files(config)
    files.add_files_from_theme(environment, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        assert file.page is not None
        file.page.read_source(config)  # the navigation of the other pages needs it
    return files, nav, config.plugins.on_env(environment, config=config, files=files)
