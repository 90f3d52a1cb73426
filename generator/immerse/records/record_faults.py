"""Faults of files that are not usable records: a code, a place, and values for a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from immerse.problems import ImmerseError
from immerse.records.page_texts import say


@dataclass(frozen=True, slots=True)
class RecordFault:
    """The fault of a file; its sentence in the catalogue is `record.fault.` and the code."""

    code: str
    place: str = ""
    """`line:column`, counted from 1 in characters, or the path of a member (`entries[3].at`); empty if the whole file
    is meant."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    """The values in the sentence."""

    @property
    def message(self) -> str:
        """The sentence of the fault, without the place."""
        values = dict(self.values)
        if "wanted" in values:
            values["wanted"] = say(f"record.wanted.{values['wanted']}")
        return say(f"record.fault.{self.code}", **values)

    def __str__(self) -> str:
        return say("record.at", place=self.place, sentence=self.message) if self.place else self.message


class RecordRefused(ImmerseError):
    """A file is not a usable record, or two records are not of one rotation."""

    def __init__(self, fault: RecordFault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def refused(code: str, place: str = "", **values: str | int) -> RecordRefused:
    """The exception for a fault."""
    return RecordRefused(RecordFault(code, place, values))
