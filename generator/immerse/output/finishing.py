"""The last step of a build, before the site is checked: policies, headers, equal modes, a file that is removed."""

from pathlib import Path

from immerse.output.csp import HEADERS, HEADERS_FILE, with_policy

_GENERATOR = '<meta name="generator"'


def finish(folder: Path) -> None:
    """Make a built site, whose pages are finished, ready for readers.

    The compressed sitemap goes (it contains a time, and its bytes depend on the zlib); modes are 644 and 755 whatever
    the umask; `_headers` is added.
    """
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    (folder / HEADERS_FILE).write_text(HEADERS, "utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def finished_page(html: str) -> str:
    """A page of a site with its content security policy, and without the versions of our tools."""
    return with_policy(_without_generator(html))


def _without_generator(html: str) -> str:
    """The page without the line of its head that names our tools."""
    before, generator, after = html.partition(_GENERATOR)
    return before.rstrip(" \t") + after.partition(">")[2].removeprefix("\n") if generator else html
