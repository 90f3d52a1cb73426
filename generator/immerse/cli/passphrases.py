"""Passphrases of key cards: from a file, or asked for on the terminal."""

import sys
from pathlib import Path

import click

from immerse.problems import ImmerseError

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    help="Read the passphrase from the first line of a file, - for stdin, instead of the terminal.",
)


def new_passphrase(file: Path | None) -> str:
    """A new passphrase: the first line of a file, else asked for twice on the terminal.

    Raises:
        ImmerseError: it is too short, or there is no terminal.
    """
    from immerse.records.page_texts import say
    from immerse.signing.passphrases import is_long_enough

    passphrase = given_passphrase(file, confirm=True)
    if not is_long_enough(passphrase):
        raise ImmerseError(say("record.fault.passphrase-short"))
    return passphrase


def given_passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """A passphrase: the first line of a file, else asked for on the terminal.

    Args:
        file: The file; `-` is stdin.
        confirm: Ask for it twice.

    Raises:
        ImmerseError: the file cannot be read, or there is no terminal.
    """
    if file is None:
        if not sys.stdin.isatty():
            raise ImmerseError("there is no terminal to ask for the passphrase on; name a file with --passphrase-file")
        text: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
        return text
    try:
        content = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
        return content.decode().partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise ImmerseError(f"{file} cannot be read: {reason}") from error
