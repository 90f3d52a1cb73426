"""Everything a finished site must prove before it is put in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from immerse.leaks import Proof
from immerse.leaks.site import scan
from immerse.output.crawling import bare_headings, dead_links
from immerse.output.csp import HEADERS_FILE, page_policy_faults
from immerse.output.html_page import HtmlPage, read_page
from immerse.output.unresolved import JUDGED, file_leftovers, page_leftovers
from immerse.texts.leftovers import Leftovers


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a finished site, one sentence each."""

    faults: tuple[str, ...]
    pages: int


def judge(
    folder: Path,
    proof: Proof | None,
    *,
    expected: frozenset[str] | None = None,
    address: str = "",
    offline: bool = False,
    theme: Path | None = None,
    written: Callable[[], Iterable[str]] = tuple,
) -> Verdict:
    """Search a finished site for other clients' words, unfilled text, dead links, bare headings, doubled
    ids, wrong policies.

    Args:
        folder: The finished site.
        proof: What it may not say of other clients; None where there are none.
        expected: Every path that the site should hold beside the theme's; any other is a fault. None: not judged.
        address: Where the site will stand; its path is what an absolute link must begin with.
        offline: The site is read from a disk.
        theme: The installed theme, whose own files are not searched.
        written: Gives the texts of authors in which what looks like a leftover is what they wrote.
    """
    leftovers = Leftovers(written)
    found = scan(folder, proof or Proof.of_nobody(), theme=theme)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {name: read_page((folder / name).read_text("utf-8")) for name in files if name.endswith(".html")}
    faults = [str(leak) for leak in found.leaks]
    faults += [f"{entry}; nobody can say what is in it" for entry in found.unreadable]
    if expected is not None:
        faults += [f"{name}: nobody asked for this file" for name in _strangers(files, expected, theme)]
    faults += [f"{name}: {fault}" for name, fault in _page_faults(pages, leftovers)]
    faults += [f"{name}: {fault}" for name, fault in _file_faults(folder, files, leftovers)]
    base = urlsplit(address).path or "/"
    faults += [f"{name}: {fault}" for name, fault in dead_links(pages, frozenset(files), base=base, offline=offline)]
    faults += [f"{name}: {fault}" for name, fault in bare_headings(pages)]
    return Verdict(tuple(faults), len(pages))


def _strangers(files: Iterable[str], expected: frozenset[str], theme: Path | None) -> Iterator[str]:
    for name in files:
        if name not in expected and name != HEADERS_FILE and not (theme and (theme / name).is_file()):
            yield name


def _page_faults(pages: Mapping[str, HtmlPage], leftovers: Leftovers) -> Iterator[tuple[str, str]]:
    for name, page in pages.items():
        for fault in (*page_policy_faults(page), *page_leftovers(page, leftovers), *_shape_faults(page)):
            yield name, fault


def _shape_faults(page: HtmlPage) -> Iterator[str]:
    for identifier in dict.fromkeys(page.doubled_ids):
        yield f"has the id {identifier!r} more than once"
    if page.templates:
        yield "has a <template>, whose content nobody judges"
    for words in page.without_address:
        yield f"has a link without an address, {words[:40]!r}"


def _file_faults(folder: Path, files: Iterable[str], leftovers: Leftovers) -> Iterator[tuple[str, str]]:
    for name in (name for name in files if name.endswith(JUDGED)):
        try:
            for fault in file_leftovers(name, (folder / name).read_bytes(), leftovers):
                yield name, fault
        except ValueError as error:
            yield name, f"cannot be read as what its name says ({error})"
