"""The checks that a finished site must pass before it is placed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from immerse.leaks.proof import Proof
from immerse.leaks.site_scan import scan
from immerse.output.csp import HEADERS_FILE, policy_faults
from immerse.output.dead_links import Crawled, bare_headings, crawled, dead_links, targets_digest
from immerse.output.html_page import HtmlPage, read_page
from immerse.output.search_index import INDEX, IndexEntries
from immerse.output.unresolved import JUDGED, file_leftovers, page_leftovers
from immerse.storage.listing import files_in
from immerse.texts.leftovers import Leftovers


class CleanFile(NamedTuple):
    """A file that has no faults whatever the rest of the site contains; a named tuple, because a site has thousands."""

    digest: str
    """The digest of its bytes, as in the manifest."""
    page: Crawled | None = None
    """Its links and ids; None for a file that is not a page."""
    entries: frozenset[bytes] = frozenset()
    """The digests of the entries of the search index, each of which was checked by itself; empty for other files."""


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The results of an earlier check of a site's files, by the same rules and for the same words."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """Path -> digest of each file as it is now."""
    judged: Mapping[str, CleanFile] = field(default_factory=dict)
    targets: bytes = b""
    """A digest of all possible targets of links of the earlier site."""
    linking: Collection[str] = ()
    """Pages of the earlier site, with the same bytes, whose links were judged."""

    def __contains__(self, name: str) -> bool:
        return name in self.judged and self.judged[name].digest == self.digests.get(name)


NOTHING_KNOWN = KnownFiles()


@dataclass(frozen=True, slots=True)
class SiteFaults:
    """The faults of a finished site, one sentence each."""

    faults: tuple[str, ...]
    pages: int
    judged: Mapping[str, CleanFile] = field(default_factory=dict)
    """Path -> result that holds as long as the file and the words of other clients are the same."""
    targets: bytes = b""
    """A digest of all possible targets of links of the site."""


def judge(
    folder: Path,
    proof: Proof | None,
    *,
    expected: frozenset[str] | None = None,
    address: str = "",
    offline: bool = False,
    is_version: bool = False,
    theme: Path | None = None,
    written: Callable[[], Iterable[str]] = tuple,
    known: KnownFiles = NOTHING_KNOWN,
) -> SiteFaults:
    """Search a finished site for other clients' words, unfilled text, dead links, bare headings, doubled
    ids, wrong policies.

    Args:
        folder: The finished site.
        proof: The words of other clients that it must not contain; None where there are none.
        expected: Every path of the site beside the theme's; any other is a fault. None: not checked.
        address: Address of the site; absolute links must begin with its path.
        offline: The site is read from a disk.
        is_version: The site is one version among others.
        theme: The installed theme, whose own files are not searched.
        written: Gives the authors' texts, in which apparent leftovers are intended.
        known: The verdicts of an earlier check with the same `proof`; only changed files are read again.
    """
    proof = proof or Proof.of_nobody()
    judging = _Judging(folder, known, Leftovers(written), proof.registry.pdf_text)
    scanned = scan(folder, proof, theme=theme, instead=judging.instead)
    faults = [str(leak) for leak in scanned.leaks]
    faults += [f"{entry}; its content cannot be checked" for entry in scanned.unreadable]
    if expected is not None:
        faults += [f"{name}: this file is not expected" for name in _strangers(judging.files, expected, theme)]
    faults += [f"{name}: {fault}" for name, fault in (*judging.page_faults(), *judging.file_faults())]
    base, pages, files = urlsplit(address).path or "/", judging.crawled, frozenset(judging.files)
    targets = targets_digest(pages, files, base, offline, is_version)
    but = known.linking if targets == known.targets else ()
    dead = dead_links(pages, files, base=base, offline=offline, is_version=is_version, but=but)
    faults += [f"{name}: {fault}" for name, fault in (*dead, *bare_headings(judging.pages))]
    return SiteFaults(tuple(faults), len(pages), judging.judged(), targets)


class _Judging:
    """The files of a site, each checked by itself; known files are not opened."""

    def __init__(self, folder: Path, known: KnownFiles, leftovers: Leftovers, pdf_text: Callable[[bytes], str]) -> None:
        self._folder = folder
        self._pdf_text = pdf_text
        self._known = known
        self._leftovers = leftovers
        self._excused: set[str] = set()
        """Files with apparent leftovers that an author intended."""
        self.files = sorted(files_in(folder))

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """The pages that are not known, read."""
        return {name: read_page(content) for name, content in self._contents.items()}

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        """The bytes of these pages, which are searched too."""
        names = (name for name in self.files if name.endswith(".html") and name not in self._known)
        return {name: (self._folder / name).read_bytes() for name in names}

    @cached_property
    def crawled(self) -> dict[str, Crawled]:
        """The links and ids of every page."""
        known = {name: self._known.judged[name].page for name in self.files if name in self._known}
        read = {name: crawled(page) for name, page in self.pages.items()}
        return {name: page for name in self.files if (page := read.get(name) or known.get(name))}

    @cached_property
    def _index(self) -> IndexEntries:
        return IndexEntries((self._folder / INDEX).read_bytes())

    @cached_property
    def instead(self) -> dict[str, bytes | None]:
        """The content to search of pages, and of files that are known completely (None) or in part."""
        known: dict[str, bytes | None] = {name: None for name in self.files if name in self._known}
        if INDEX in self._known.judged and INDEX in self.files and INDEX not in known:
            known[INDEX] = self._index.without(self._known.judged[INDEX].entries)
        return known | self._contents

    def page_faults(self) -> Iterator[tuple[str, str]]:
        """(page, fault) of each page by itself."""
        for name, page in self.pages.items():
            asked = self._leftovers.asked
            for fault in (*policy_faults(page), *page_leftovers(page, self._leftovers), *_shape_faults(page)):
                yield name, fault
            if self._leftovers.asked != asked:
                self._excused.add(name)

    def file_faults(self) -> Iterator[tuple[str, str]]:
        """(path, fault) of each other file that people read."""
        for name in (name for name in self.files if name.endswith(JUDGED) and name not in self._known):
            asked = self._leftovers.asked
            content = self.instead.get(name) or (self._folder / name).read_bytes()
            try:
                for fault in file_leftovers(name, content, self._leftovers, self._pdf_text):
                    yield name, fault
            except ValueError as error:
                yield name, f"cannot be read as what its name says ({error})"
            if self._leftovers.asked != asked:
                self._excused.add(name)

    def judged(self) -> dict[str, CleanFile]:
        """The results that the next check can use, without files that depend on texts of other files."""
        digests, clean = self._known.digests, {}
        for name in (name for name in self.files if name in digests and name not in self._excused):
            if name in self._known:
                clean[name] = self._known.judged[name]
                continue
            entries = self._index.digests if name == INDEX else frozenset()
            clean[name] = CleanFile(digests[name], self.crawled.get(name), entries)
        return clean


def _strangers(files: Iterable[str], expected: frozenset[str], theme: Path | None) -> Iterator[str]:
    for name in files:
        if name not in expected and name != HEADERS_FILE and not (theme and (theme / name).is_file()):
            yield name


def _shape_faults(page: HtmlPage) -> Iterator[str]:
    for identifier in dict.fromkeys(page.doubled_ids):
        yield f"has the id {identifier!r} more than once"
    if page.templates:
        yield "has a <template>, whose content is not checked"
    for words in page.without_address:
        yield f"has a link without an address, {words[:40]!r}"
