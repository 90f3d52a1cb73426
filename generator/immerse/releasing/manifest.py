"""What a release was made of and what came of it, as `manifest.json` in its folder. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from immerse.model.edition import View
from immerse.problems import Refused

MANIFEST = "manifest.json"
SCHEMA = "immerse.release/1"


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a finished site."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release was made of and what came of it."""

    client: str
    version: str
    effective: date
    made_by: Mapping[str, Any]
    """`core` and `policy`: the versions that the client's policy names; `immerse`, and `libraries` by name."""
    inputs: Mapping[str, str]
    """Path of each file in the workspace -> its sha256."""
    outputs: Mapping[View, Mapping[str, Output]]
    """View -> path of each file of its site -> what it is."""
    leaks: Mapping[str, int]
    """What was searched for in both views, and what was found."""

    @property
    def epoch(self) -> int:
        """Seconds since 1970 of midnight, UTC, of the day from which it holds."""
        return epoch_of(self.effective)

    def to_bytes(self) -> bytes:
        """The file, sorted, one entry a line."""
        outputs = {
            view.value: {path: [one.sha256, one.size] for path, one in sorted(files.items())}
            for view, files in sorted(self.outputs.items())
        }
        parts = {
            "schema": SCHEMA,
            "client": self.client,
            "version": self.version,
            "effective": self.effective.isoformat(),
            "epoch": self.epoch,
            "made_by": self.made_by,
            "leaks": self.leaks,
            "inputs": dict(sorted(self.inputs.items())),
            "outputs": outputs,
        }
        return lines_of(parts)


def epoch_of(day: date) -> int:
    """Seconds since 1970 of midnight, UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def lines_of(value: Mapping[str, Any]) -> bytes:
    """JSON with each entry of a mapping on its own line, and a list on one."""
    return ("".join(_pieces(value, "")) + "\n").encode()


def _pieces(value: Any, indent: str) -> list[str]:
    if not isinstance(value, Mapping) or not value:
        return [json.dumps(value, ensure_ascii=False)]
    inner = f"{indent} "
    pieces = ["{\n"]
    for number, (key, entry) in enumerate(value.items()):
        pieces += [",\n" if number else "", inner, json.dumps(key, ensure_ascii=False), ": ", *_pieces(entry, inner)]
    return [*pieces, "\n", indent, "}"]


def read_manifest(content: bytes, place: str) -> Manifest:
    """The manifest of a release.

    Raises:
        Refused: a newer immerse wrote it, or it is none.
    """
    try:
        parts = json.loads(content)
        schema = parts["schema"]
        if schema != SCHEMA:
            raise Refused(f"{place} has the format {schema!r}, which this immerse cannot read; install a newer one")
        outputs = {
            View(view): {path: Output(*one) for path, one in files.items()} for view, files in parts["outputs"].items()
        }
        day = date.fromisoformat(parts["effective"])
        return Manifest(
            parts["client"], parts["version"], day, parts["made_by"], parts["inputs"], outputs, parts["leaks"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{place} is no manifest of a release") from error
