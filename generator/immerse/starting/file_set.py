"""Several files written together: each whole, those that are there already last, and none of them where one fails."""

from __future__ import annotations

from pathlib import Path

from immerse.output.writing import write_whole
from immerse.problems import ImmerseError


def write_all(texts: dict[Path, str]) -> list[Path]:
    """Write the files and the folders they lie in.

    A file that was there is changed when all new ones are in place, so that it never names what is not. Where a file
    cannot be written, what was made before it is taken away again.

    Returns:
        The files, in the order of `texts`.

    Raises:
        ImmerseError: a file cannot be written; everything is as it was.
    """
    made: list[Path] = []
    here = Path()
    try:
        for here in sorted(texts, key=lambda path: path.exists()):
            made += _folders_to_make(here)
            made += [] if here.exists() else [here]
            write_whole(here, texts[here].encode("utf-8"))
    except BaseException as error:
        _take_away(made)
        if isinstance(error, OSError):
            message = f"{here} cannot be written: {error.strerror or error}; nothing was changed"
            raise ImmerseError(message) from error
        raise
    return list(texts)


def _folders_to_make(path: Path) -> list[Path]:
    """The folders above a file that are not there yet, outermost first."""
    missing: list[Path] = []
    for folder in path.parents:
        if folder.exists():
            break
        missing.insert(0, folder)
    return missing


def _take_away(made: list[Path]) -> None:
    for path in reversed(made):
        try:
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        except OSError:  # somebody put something into the folder, or the disk is gone
            continue
