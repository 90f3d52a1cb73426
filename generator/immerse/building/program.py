"""The versions of this program and its libraries, which tell whether two machines build the same bytes."""

import hashlib
import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import immerse


@cache
def program_versions() -> dict[str, str]:
    """Name -> version: Python, immerse with a digest of its files, and the libraries on which it stands."""
    versions = {"Python": platform.python_version(), "immerse": f"{immerse.__version__} ({_digest_of_files()})"}
    for name in _libraries():
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def difference(ours: dict[str, str], other: dict[str, str]) -> str:
    """The first difference of another machine, as a sentence with a hint; empty where there is none."""
    for name in {**ours, **other}:
        if ours.get(name) != other.get(name):
            has, wanted = other.get(name, "no version of it"), ours.get(name, "no version of it")
            return f"{name} {has}, this machine {wanted}; install the same there, from requirements.lock"
    return ""


def _libraries() -> list[str]:
    try:
        wanted = requires("immerse") or []
    except PackageNotFoundError:
        return []
    named = (re.match(r"[\w.-]+", line) for line in wanted if "extra ==" not in line)
    return sorted(name[0] for name in named if name)


def _digest_of_files() -> str:
    """Eight digits of a digest of every file of the package."""
    digest = hashlib.sha256()
    folder = Path(immerse.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
