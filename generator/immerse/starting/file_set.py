"""Writes several files together: each atomically, existing ones last, and none if one fails."""

from pathlib import Path

from immerse.output.writing import write_whole
from immerse.problems import ImmerseError


def write_all(texts: dict[Path, str]) -> list[Path]:
    """Write the files and their folders.

    Existing files are changed last, so that they never name a file that does not exist. If a file cannot be written,
    those that were created before are removed.

    Returns:
        The files, in the order of `texts`.

    Raises:
        ImmerseError: a file cannot be written; nothing was changed.
    """
    made: list[Path] = []
    file = Path()
    try:
        for file in sorted(texts, key=lambda path: path.exists()):
            missing = [folder for folder in file.parents if not folder.exists()]
            made += reversed(missing)
            made += [] if file.exists() else [file]
            write_whole(file, texts[file].encode("utf-8"))
    except BaseException as error:
        _remove(made)
        if isinstance(error, OSError):
            message = f"{file} cannot be written: {error.strerror or error}; nothing was changed"
            raise ImmerseError(message) from error
        raise
    return list(texts)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        try:
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        except OSError:  # the folder is not empty, or the disk is gone
            continue
