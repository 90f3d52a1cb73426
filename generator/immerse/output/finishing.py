"""The last step of a build, before the site is checked: policies, headers, equal modes, files that are removed."""

from pathlib import Path

from immerse.output.csp import HEADERS, HEADERS_FILE, with_policy

_GENERATOR = '<meta name="generator"'


def finish(folder: Path) -> None:
    """Make a built site ready for readers.

    Each page gets its content security policy and loses the versions of our tools; the compressed sitemap goes (it
    contains a time, and its bytes depend on the zlib); modes are 644 and 755 whatever the umask; `_headers` is added.
    """
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    (folder / HEADERS_FILE).write_text(HEADERS, "utf-8")
    for path in (folder, *folder.rglob("*")):
        if path.suffix == ".map":
            path.unlink()
            continue
        if path.suffix == ".html":
            path.write_bytes(finished_page(path.read_bytes().decode("utf-8")).encode("utf-8"))
        path.chmod(0o755 if path.is_dir() else 0o644)


def finished_page(html: str) -> str:
    """A page of a site with its content security policy, and without the versions of our tools."""
    return with_policy(_without_generator(html))


def _without_generator(html: str) -> str:
    """The page without the line of its head that names our tools."""
    before, generator, after = html.partition(_GENERATOR)
    return before.rstrip(" \t") + after.partition(">")[2].removeprefix("\n") if generator else html
