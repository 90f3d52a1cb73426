"""Finds names of persons in finished files. Only the agency knows them, and no site may contain them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from immerse.leaks.decoder import DecodedText, Decoder, TooLarge
from immerse.problems import ImmerseError


class NameInFile(NamedTuple):
    """A file that contains the name of a person."""

    path: Path
    person: str


def persons_named(folder: Path, names: Mapping[str, str]) -> Iterator[NameInFile]:
    """Files below a folder that contain names, in any packing or encoding; by path, then by person.

    Args:
        names: Person -> name.

    Raises:
        ImmerseError: a file is too large to unpack.
    """
    wanted = {person: re.compile(rf"(?<!\w){re.escape(_plain(name))}(?!\w)") for person, name in sorted(names.items())}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            texts = [_plain(view.text) for view in _views(path)]
            yield from (NameInFile(path, person) for person, name in wanted.items() if any(map(name.search, texts)))


def _views(path: Path) -> Iterator[DecodedText]:
    try:
        yield from Decoder().views(path.read_bytes())
    except TooLarge as error:
        raise ImmerseError(f"{path} {error}, so it cannot be searched for names; remove it") from error


def _plain(text: str) -> str:
    """A text in which capitals and kinds of blanks make no difference."""
    return " ".join(text.casefold().split())
