"""The inputs and outputs of a release, as `manifest.json` in its folder. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from immerse.model.site_view import View
from immerse.releasing.ledger_json import nested_lines, read_json

MANIFEST = "manifest.json"
SCHEMA = "immerse.release/1"


class Output(NamedTuple):
    """One file of a finished site."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The inputs and outputs of a release."""

    client: str
    version: str
    effective: date
    made_by: Mapping[str, Any]
    """`core` and `policy`: the versions that the client's policy names; `immerse`, and `libraries` by name."""
    inputs: Mapping[str, str]
    """Path in the workspace -> sha256 of the file."""
    outputs: Mapping[View, Mapping[str, Output]]
    """View -> path in its site -> the file."""
    leaks: Mapping[str, int]
    """Numbers of the search for other clients' words: clients, words found, waived, and too short to look for."""

    def to_bytes(self) -> bytes:
        """The file, sorted, one entry a line."""
        parts = {
            "schema": SCHEMA,
            "client": self.client,
            "version": self.version,
            "effective": self.effective.isoformat(),
            "epoch": epoch_of(self.effective),
            "made_by": self.made_by,
            "leaks": self.leaks,
            "inputs": dict(sorted(self.inputs.items())),
            "outputs": {view.value: dict(sorted(files.items())) for view, files in sorted(self.outputs.items())},
        }
        return nested_lines(parts)


def epoch_of(day: date) -> int:
    """Seconds since 1970 of midnight, UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def read_manifest(content: bytes, place: str) -> Manifest:
    """The manifest of a release; raises Refused where it is damaged or has another schema."""
    return read_json(content, SCHEMA, Manifest, place)
