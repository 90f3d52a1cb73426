"""A client's signers.yml: read, judged with its new content, and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from immerse.checking.signers import signer_problems
from immerse.loading.layout import CLIENTS, client_ids
from immerse.loading.programme import load_programme
from immerse.loading.workspace import load_file, load_source
from immerse.model.public_keys import fingerprint
from immerse.model.signers import Signer, SignersFile
from immerse.output.writing import write_whole
from immerse.problems import ContentProblems, ImmerseError, Problem

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Register:
    """The signers of one client."""

    root: Path
    client: str
    content: bytes
    """The file as it is; empty if there is none yet."""
    signers: tuple[Signer, ...]

    @property
    def path(self) -> str:
        """The file, in the workspace."""
        return f"{CLIENTS}/{self.client}/signers.yml"

    def place_of(self, key: str) -> int:
        """The index of the key whose name or fingerprint begins with `key`.

        Raises:
            ImmerseError: none does, or several do, or `key` is too short.
        """
        places = [place for place, signer in enumerate(self.signers) if _is_called(signer, key)]
        if len(key) < _SHORTEST:
            raise ImmerseError(f"{key!r} is too short to name a key; write at least its first {_SHORTEST} characters")
        if len(places) != 1:
            count = f"{len(places)} keys begin" if places else "no key begins"
            raise ImmerseError(f"{count} with {key!r} in {self.path}; they are listed by immerse signers list")
        return places[0]


def _is_called(signer: Signer, key: str) -> bool:
    aloud = key.upper().replace(" ", "").replace("-", "")
    digits = fingerprint(signer.key).replace(" ", "")
    return str(signer.key).startswith(key) or (len(aloud) >= _SHORTEST and digits.startswith(aloud))


def read_register(root: Path, client: str) -> Register:
    """The signers of a client that exists.

    Raises:
        ContentProblems: the file has errors.
    """
    path = root / CLIENTS / client / "signers.yml"
    file, problems = load_file(root, f"{CLIENTS}/{client}/signers.yml", SignersFile)
    if problems:
        raise ContentProblems(problems)
    return Register(root, client, path.read_bytes() if path.is_file() else b"", file.signers if file else ())


def write_register(register: Register, content: bytes) -> Path:
    """Write the file with its new content; nothing is written if this raises.

    Raises:
        ContentProblems: L-94 refuses the content, or a role or module does not exist.
        ImmerseError: the same of the new key, which has no place yet; or somebody changed the file meanwhile.
        OSError: it cannot be written.
    """
    _judge(register, content)
    place = register.root / register.path
    if (place.read_bytes() if place.is_file() else b"") != register.content:
        raise ImmerseError(f"{register.path} was changed meanwhile; nothing was written, so try again")
    write_whole(place, content)
    return place


def _judge(register: Register, content: bytes) -> None:
    file, problems = load_source(content, register.path, SignersFile)
    if file is None:
        raise _refusal(register, problems)
    programme, programme_problems = load_programme(register.root)
    if programme is None:
        raise ContentProblems(programme_problems)
    clients = [client for client in client_ids(register.root) if client != register.client]
    files = {client: _signers_of(register.root, client) for client in clients}
    problems += signer_problems(programme, {**files, register.client: file})
    if new_problems := [problem for problem in problems if problem.location.path == register.path]:
        raise _refusal(register, new_problems)


def _refusal(register: Register, problems: Sequence[Problem]) -> ImmerseError:
    """The problems of the new content; without their lines if the file does not have them, as those of a new key."""
    if any(problem.location.line <= len(register.content.splitlines()) for problem in problems):
        return ContentProblems(problems)
    sentences = "\n".join(str(problem).removeprefix(f"{problem.location}: ") for problem in problems)
    return ImmerseError(f"nothing was written to {register.path}: {sentences}")


def _signers_of(root: Path, client: str) -> SignersFile:
    """The signers of another client; none if its file has errors, which immerse check reports."""
    file, _ = load_file(root, f"{CLIENTS}/{client}/signers.yml", SignersFile)
    return file or SignersFile()
