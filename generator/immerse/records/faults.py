"""Why a file is no record that can be used: a code, a place, and what its sentence needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from immerse.problems import ImmerseError
from immerse.records.page_texts import sentence_of


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file; its sentence in the catalogue is `record.fault.` and the code."""

    code: str
    place: str = ""
    """`line:column`, counted from 1 in characters, or the path of a member (`entries[3].at`); empty where the whole
    file is meant."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What is filled into the sentence."""


class RecordRefused(ImmerseError):
    """Raised where a file is no record that can be used, or two records are none of one rotation; says it in a
    sentence."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(sentence_of(fault))


def refused(code: str, place: str = "", **values: str | int) -> RecordRefused:
    """The exception for a fault."""
    return RecordRefused(Fault(code, place, values))
