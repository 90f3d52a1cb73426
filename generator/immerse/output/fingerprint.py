"""The digests of a finished site, and its manifest."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from immerse.storage.listing import files_in

MANIFEST = "site-manifest.json"
"""The name of the manifest, which is part of the site. It names only files of this site."""


def file_digests(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Path inside the folder -> sha256 in hex, for every file but the manifest itself, sorted by path.

    `known` are the digests of some of them.
    """
    names = (name for name in files_in(folder) if name != MANIFEST)
    return {name: (known or {}).get(name) or file_digest(folder / name) for name in names}


def file_digest(path: Path) -> str:
    """sha256 in hex of the bytes of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree_digest(digests: dict[str, str]) -> str:
    """One digest over paths and contents: `sha256:` and 64 hex digits."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def write_manifest(folder: Path, digests: dict[str, str]) -> str:
    """Write the manifest of a finished site, whose files have these digests; the site's digest."""
    digest = tree_digest(digests)
    path = folder / MANIFEST
    path.write_text(_manifest(digest, digests), "utf-8")
    path.chmod(0o644)
    return digest


def _manifest(digest: str, digests: dict[str, str]) -> str:
    manifest = {"schema": "immerse.site/1", "made_by": "immerse", "digest": digest, "files": digests}
    return json.dumps(manifest, indent=1) + "\n"


def is_site(folder: Path) -> bool:
    """Whether immerse made this folder: it has our manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("made_by") == "immerse"


def is_as_written(folder: Path, digest: str) -> bool:
    """Whether a folder holds the site with this digest, file by file, and its manifest, and nothing else."""
    digests = file_digests(folder)
    try:
        manifest = (folder / MANIFEST).read_text("utf-8")
    except (OSError, ValueError):
        return False
    return tree_digest(digests) == digest and manifest == _manifest(digest, digests)


def changed_files(folder: Path, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Files that differ from the manifest: changed, added or gone.

    `known` are the digests of some of them.

    Raises:
        ValueError: the folder has no readable manifest.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        expected = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{folder} has no readable {MANIFEST}") from error
    digests = file_digests(folder, known)
    return tuple(sorted(path for path in expected | digests if expected.get(path) != digests.get(path)))
