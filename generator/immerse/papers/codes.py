"""The code of a certificate: which record it is of, under which release, and the dossier that was signed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immerse.problems import ImmerseError

_CODE = re.compile(
    r"immerse-certificate:1:(?P<rot>[0-9a-f]{32}):(?P<ver>[0-9]+\.[0-9]+\.[0-9]+):(?P<dossier>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Code:
    """The content of a certificate's code."""

    rot: str
    ver: str
    dossier: str

    def __str__(self) -> str:
        return f"immerse-certificate:1:{self.rot}:{self.ver}:{self.dossier}"


def read_code(text: str) -> Code:
    """Read a code that was scanned or typed; blanks and line breaks are ignored.

    Raises:
        ImmerseError: it is not the code of a certificate.
    """
    match = _CODE.fullmatch("".join(text.split()))
    if match is None:
        example = "immerse-certificate:1:RECORD:RELEASE:DOSSIER"
        raise ImmerseError(f"{text[:60]!r} is not the code of a certificate; it has the form {example}")
    return Code(**match.groupdict())


def disagreements(code: Code, rot: str, fold: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for each difference between a certificate and a record with this `rot` and fold."""
    graduation = fold["graduation"] or {}
    if code.rot != rot:
        yield f"the certificate is of another record: {code.rot}, and this is {rot}"
    elif not graduation.get("event"):
        yield "the record holds no graduation that counts"
    else:
        if code.ver != fold["ver"]:
            yield f"the certificate says release {code.ver}, and the record {fold['ver']}"
        if code.dossier != graduation["dossier"]:
            yield f"the certificate says dossier {code.dossier}, and the record {graduation['dossier']}"


def in_groups(text: str) -> list[str]:
    """A long word in groups of sixteen characters, so that people can compare it and a line can break."""
    return [text[at : at + 16] for at in range(0, len(text), 16)]
