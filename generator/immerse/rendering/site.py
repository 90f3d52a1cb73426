"""The rendered site: pages by address, style sheets, modules, logo. No site generator is involved."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from string import Template

from immerse.model.base import walk_texts
from immerse.model.edition import Edition
from immerse.model.made_of import MadeOf
from immerse.model.page import Plan, RenderedPage, RenderedSite
from immerse.model.release import LATEST, SHEET
from immerse.model.site_view import View
from immerse.model.text import Text
from immerse.rendering.change_marks import words_in
from immerse.rendering.page_digests import PageDigests
from immerse.rendering.renderer import Renderer, SettingsHtml
from immerse.texts.leftovers import written_in

ASSETS = "assets/immerse"
_SHEETS = "type frame parts lists exercises callouts pictures pages tasks narrow print sheet signing own sign"
"""Style sheets, in the order in which they are joined into the one that the browser gets."""
_OF_RELEASES = ("release.css", "changes.mjs", "versions.mjs", "versions-state.mjs")
"""Files that only a release uses."""
_MODULES = ("page.mjs", "checks/page.mjs", "checklist.mjs", "practice/page.mjs")
"""ES modules that every page loads; each does nothing where it finds nothing."""
_OF_MENTORS = ("reading/", "sign/")
"""The folders of those that the pages of mentors load; `page.mjs` in each does nothing where it finds nothing. A
trainee's checklist loads from `sign/` what verifies and shows what others signed."""


def render_site(
    edition: Edition, plan: Plan, made_of: MadeOf | None = None, settings_html: SettingsHtml | None = None
) -> RenderedSite:
    """All pages of a plan as parts, with the files that the browser needs. Downloads are added by the pipeline.

    `made_of` are the files of the edition, without which pages have no digests; `settings_html` is as of `Renderer`.
    """
    renderer = Renderer(edition, plan, settings_html)
    digest = PageDigests(edition, plan, made_of).of if made_of else None
    return replace(
        empty_site(edition, plan),
        pages={page.address: renderer.render(page) for page in plan.pages},
        made_of={page.address: digest(page) for page in plan.pages} if digest else {},
    )


def empty_site(edition: Edition, plan: Plan) -> RenderedSite:
    """The site without any content on its pages."""
    assets = {path: content for path, content in _assets().items() if edition.release or path not in _OF_RELEASES}
    if edition.view is View.TRAINEE:
        assets = {path: content for path, content in assets.items() if not path.startswith("reading/")}
    sheet = Template(files("immerse.rendering").joinpath("look.css").read_text("utf-8"))
    assets["look.css"] = sheet.substitute(vars(edition.client.look)).encode()
    logo = ""
    if edition.client.logo:
        file, content = edition.client.logo
        logo = f"{ASSETS}/{file}"
        assets[file] = content
    policy = edition.client.policy
    # The client first: a narrow screen shows only the beginning.
    name = policy.client.name or edition.client.id
    title = f"{name}: {edition.programme.curriculum.title}"
    modules = [*_MODULES, *(("changes.mjs", "versions.mjs") if edition.release else ())]
    modules += [f"{folder}page.mjs" for folder in _OF_MENTORS] if edition.view is View.MENTOR else []
    of_version = (f"{ASSETS}/release.css", f"../{SHEET}") if edition.release else ()
    return RenderedSite(
        title=title,
        description=f"Training site of {name}",
        pages={page.address: RenderedPage(page.title, (), page.search, page.hide) for page in plan.pages},
        files={f"{ASSETS}/{path}": content for path, content in sorted(assets.items())},
        nav=plan.nav,
        language="en",
        # A page of a version is also found below `latest/`, an address that stays.
        address=f"{edition.root}{LATEST}/" if edition.root and edition.release else edition.root,
        release=edition.release.version if edition.release else "",
        scripts=tuple(f"{ASSETS}/{name}" for name in modules),
        styles=(f"{ASSETS}/look.css", f"{ASSETS}/immerse.css", *of_version),
        logo=logo,
        search_targets=plan.search_targets,
        written=lambda: written_in(_shown_texts(edition)),
    )


def _shown_texts(edition: Edition) -> Iterator[Text]:
    """Every text that a page or a file to take away may show."""
    texts = (edition.texts, walk_texts(edition.client.policy), walk_texts(edition.client.overlay))
    return chain(*texts, map(Text, words_in(edition.release)))


@cache
def _assets() -> dict[str, bytes]:
    """The ES modules and style sheets of the package, read once for all sites."""
    folder = files("immerse") / "theme" / "assets" / "immerse"
    styles = {name: (folder / name).read_bytes() for name in _OF_RELEASES if name.endswith(".css")}
    sheets = b"\n".join((folder / f"{name}.css").read_bytes() for name in _SHEETS.split())
    return dict(_modules(folder)) | styles | {"immerse.css": sheets}


def _modules(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    """ES modules of a folder and of those in it, by their path."""
    for item in folder.iterdir():
        if item.is_dir():
            yield from _modules(item, f"{path}{item.name}/")
        elif item.name.endswith(".mjs"):
            yield f"{path}{item.name}", item.read_bytes()
