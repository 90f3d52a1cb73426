"""Files that commands write to a place that somebody named, and the errors for a place that cannot be written."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click

from immerse.cli.options import workspace_if_any
from immerse.cli.streams import OutputRefused
from immerse.problems import ImmerseError, Refused


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Report that a file or folder that somebody named cannot be written.

    Raises:
        ImmerseError: in place of the OSError.
    """
    try:
        yield
    except OutputRefused:
        raise  # writing to stdout failed, not writing to the file
    except OSError as error:
        raise unwritable(place, error) from error


def unwritable(place: Path, error: OSError) -> ImmerseError:
    """The error for a file or folder that somebody named and that cannot be written."""
    why = "a file stands where a folder is needed" if isinstance(error, _NO_FOLDER) else error.strerror
    return ImmerseError(f"{place} cannot be written: {why}; name another place")


@contextmanager
def changing(place: Path, state: str = "it is unchanged. Make it writable and try again") -> Iterator[None]:
    """Report that a file of the workspace cannot be written.

    Args:
        place: The file, or the workspace if the error itself names the file.
        state: The state of the workspace in this case, and what to do.

    Raises:
        ImmerseError: in place of the OSError.
    """
    try:
        yield
    except OutputRefused:
        raise
    except OSError as error:
        raise ImmerseError(f"{error.filename or place} cannot be written: {error.strerror}; {state}") from error


def changing_releases(root: Path) -> AbstractContextManager[None]:
    """Report that the ledger or the published files cannot be written."""
    return changing(root, "earlier releases are unchanged, and the next command completes or undoes this one")


SOURCES = ("curriculum", "playbooks", "site_config")
_DEVICES, _MEMORY = Path("/dev"), Path("/dev/shm")
_NO_FOLDER = (FileExistsError, NotADirectoryError)


def outside_content(root: Path | None, place: Path) -> None:
    """Refuse a place among the sources, where the next check would find it, and a symbolic link.

    Raises:
        ImmerseError: the place is one of these.
    """
    if place.is_symlink():
        raise ImmerseError(f"{place} is a symbolic link; name the place that it leads to")
    whole = place.resolve()
    for above in filter(None, (root, workspace_if_any(whole))):
        for folder in SOURCES:
            if whole.is_relative_to((above / folder).resolve()):
                raise ImmerseError(f"{place} lies in {folder}/, where only content belongs; name another place")


def outside_workspace(place: Path, way_out: str = "keep it where the records are kept") -> None:
    """Refuse a place of keys, or of what is said about people, in a workspace or a site; else as `outside_content`."""
    from immerse.output.fingerprint import is_site

    outside_content(None, place)
    above = place.resolve().parents
    site = next(filter(is_site, above), None)
    if found := site or workspace_if_any(above[0]):
        where = f"the {'site' if site else 'workspace'} {found.name}"
        raise Refused(f"{place} is in {where}, where it is easily committed or published; {way_out}")


def write_file(out: Path, content: bytes, *, aside: bool = False, of_people: bool = False) -> None:
    """Write the file of `--out`, whole or not at all, and print its path.

    `-` is stdout. A place that is no regular file (a pipe, a device) is opened and written to.

    Args:
        aside: Print the path on stderr, because stdout has the report of the command.
        of_people: Refuse a place in a workspace or a site, because the content says something about people.

    Raises:
        ImmerseError, Refused: the place is one of the sources or a symbolic link, is refused, or cannot be written.
    """
    from immerse.output.writing import write_whole

    if out == Path("-"):
        click.echo(content, nl=False)
        return
    through = (_DEVICES in out.parents and _MEMORY not in out.parents) or (out.exists() and not out.is_file())
    with writing(out):
        if through:
            out.write_bytes(content)
        else:
            outside_content(workspace_if_any(), out)
            if of_people:
                outside_workspace(out)
            write_whole(out, content)
    click.echo(str(out), err=through or aside)


def write_or_print(content: bytes, out: Path | None) -> None:
    """Write a file, or print its content; on a console without the byte order mark for spreadsheets."""
    if out:
        write_file(out, content)
    else:
        click.echo(content.decode("utf-8-sig") if sys.stdout.isatty() else content, nl=False)
