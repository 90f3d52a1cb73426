"""Exports pages with a configuration, which MkDocs and Zensical build without immerse.

Pages get addresses that end in `.html`: with directory addresses, one engine resolves a link in HTML from the place of
the page, the other from that of its source.
"""

import json
from pathlib import Path, PurePosixPath

from immerse.hosts.pages import markdown_of
from immerse.hosts.site_config import settings_yaml, site_settings
from immerse.leaks.proof import Proof
from immerse.leaks.site_scan import export_faults
from immerse.model.page import RenderedSite
from immerse.output.writing import remove_file, write_whole
from immerse.problems import ImmerseError, Refused

MARKER = ".immerse-export.json"
"""Lists the exported files, so that the next export removes stale ones and changes nothing else."""


def export_site(site: RenderedSite, folder: Path, proof: Proof | None = None) -> None:
    """Write `docs/`, `mkdocs.yml` and our theme partials into `folder`; each file appears complete.

    An earlier export is updated: stale files of ours are removed, other files (a `.git`, a note) stay, and a file that
    did not change keeps its time.

    Raises:
        Refused: the pages contain words of another client in `proof`; nothing is written.
        ImmerseError: the folder contains something else, or the site cannot be written safely.
        OSError: the disk refused.
    """
    contents = _contents(site)
    if proof and (faults := export_faults(contents, proof)):
        raise Refused("\n  ".join(["nothing is exported; the pages hold what they must not:", *faults]))
    before = _written_before(folder)
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    listed = sorted(set(before) | set(contents))
    _write(root, MARKER, _marker(listed))  # written before the first file, so that a killed export can be resumed
    for path, content in contents.items():
        _write(root, path, content)
    for path in before:
        if path not in contents:
            remove_file(root, _inside(root, path))
    _write(root, MARKER, _marker(sorted(contents)))


def _contents(site: RenderedSite) -> dict[str, bytes]:
    settings = site_settings(site, directory_urls=False)
    pages = {address: markdown_of(page, address, directory_urls=False) for address, page in site.pages.items()}
    contents = {f"docs/{address}": page.encode() for address, page in pages.items()}
    contents |= {f"docs/{path}": content for path, content in site.files.items()}
    note = "# Written by immerse export; an edit here is lost at the next one.\n"
    return contents | {"mkdocs.yml": (note + settings_yaml(settings)).encode()}


def _marker(paths: list[str]) -> bytes:
    return (json.dumps({"made_by": "immerse", "files": paths}, indent=1) + "\n").encode()


def _written_before(folder: Path) -> list[str]:
    """The files of an earlier export; raises ImmerseError where the folder contains something else."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise ImmerseError(f"{folder} is not a folder; name one that is empty or not there yet")
    marker = folder / MARKER
    if not marker.is_file() or marker.is_symlink():
        if any(folder.iterdir()):
            raise ImmerseError(f"{folder} holds files that immerse did not write; name an empty or a new folder")
        return []
    try:
        paths = json.loads(marker.read_text("utf-8"))["files"]
        return [path for path in paths if _is_inside(path)]
    except (ValueError, KeyError, TypeError) as error:
        raise ImmerseError(f"{marker} is damaged; empty {folder} and export again") from error


def _is_inside(path: object) -> bool:
    return isinstance(path, str) and not {"..", ""} & set(path.split("/")) and "\\" not in path


def _inside(root: Path, path: str) -> Path:
    """The file below `root`; raises ImmerseError where a symbolic link leads out of it."""
    target = root.joinpath(*PurePosixPath(path).parts)
    for part in (target, *target.parents):
        if part == root:
            return target
        if part.is_symlink():
            raise ImmerseError(f"{part} is a symbolic link; remove it, an export does not write through links")
    raise ImmerseError(f"{path!r} lies outside {root}")


def _write(root: Path, path: str, content: bytes) -> None:
    target = _inside(root, path)
    if target.is_file() and target.read_bytes() == content:
        return
    write_whole(target, content)
