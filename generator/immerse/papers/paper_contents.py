"""The contents of the papers of a record, as plain values for the templates."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import segno

from immerse.papers.codes import Code, in_groups
from immerse.problems import ImmerseError
from immerse.records import Record
from immerse.records.page_texts import say
from immerse.records.record_text import ERASED
from immerse.roster.rotations import Read
from immerse.signing.events_text import short
from immerse.signing.telling import gap_phrase, refusal_sentence, rule_note, warning_sentence

Contents = dict[str, Any]
TextsByName = Mapping[str, str]
"""Person -> name, for those whose names are known."""


class Papers:
    """The papers of one record."""

    def __init__(self, record: Record, read: Read, names: TextsByName) -> None:
        """Take a record and its content on a day.

        Raises:
            ImmerseError: nobody opened the rotation, so there is nothing to print.
        """
        if not read.opened:
            raise ImmerseError("nobody has opened this rotation, so nothing in the record counts yet")
        self._opened = read.opened
        self._texts = record["texts"]
        self._read, self._names = read, names
        self._roles: TextsByName = read.book["roles"]

    def certificate(self) -> Contents:
        """The graduate, the release, the signatory and the code of the graduation.

        Raises:
            ImmerseError: the record holds no graduation that counts.
        """
        graduated = self._read.rotation.graduated
        if graduated is None:
            raise ImmerseError(
                "this record holds no graduation that counts; immerse records fold says what is missing, and "
                "immerse records verify why an event does not count"
            )
        body = graduated["body"]
        code = str(Code(self._read.rot, self._read.fold["ver"], body["dossier"]))
        gates = [f"{name} {self._gate(name)}" for name in self._read.rotation.passed]
        return {
            **self._head(),
            "signed": f"{self._person(graduated['by'])}, {self._role(body['role'])}, on {graduated['at'][:10]}",
            "from": body["day"],
            "until": body["until"],
            "events": len(body["events"]),
            "gates": gates,
            "statement": self._text(body["statement"]),
            "dossier": in_groups(body["dossier"]),
            "code": in_groups(code),
            "qr": qr_squares(code),
        }

    def graduation(self) -> Contents:
        """The graduation checklist with what was signed, and rows for what is missing."""
        titles = {part["id"]: part["title"] for part in self._read.book.get("parts", ())}
        return {
            **self._head(),
            "gates": self._gates(),
            "parts": self._grouped("graduation", titles),
            "missing": self._phrases(self._read.fold["graduation"]["gaps"]),
            "notes": self._notes(),
        }

    def book(self) -> Contents:
        """Everything that was signed, by module, with the sentences; the evidence; the evaluation records."""
        titles = {module["id"]: module["title"] for module in self._read.book["modules"]}
        return {
            **self.graduation(),
            "modules": self._grouped("competency", titles),
            "evidence": self._evidence(),
            "records": [self._record(event) for event in self._read.rotation.periods.values()],
        }

    def _head(self) -> Contents:
        read, opened = self._read, self._opened
        return {
            "client": read.book["client_name"],
            "release": read.fold["ver"],
            "digest": in_groups(read.book["digest"])[-1],
            "rot": in_groups(read.rot),
            "person": opened["trainee"],
            "name": self._names.get(opened["trainee"], ""),
            "mentor": self._person(opened["mentor"]),
            "start": opened["start"],
            "end": opened["end"],
            "path": read.book["paths"].get(opened["path"], opened["path"]),
            "status": say(f"signing.status.{read.fold['status']}"),
            "day": read.day,
        }

    def _person(self, id: str) -> str:
        return f"{self._names[id]} ({id})" if id in self._names else id

    def _role(self, id: str) -> str:
        return self._roles.get(id, id)

    def _gate(self, id: str) -> str:
        return next((str(gate["title"]) for gate in self._read.book["gates"] if gate["id"] == id), "")

    def _text(self, digest: str) -> str:
        """A text of the record in one line."""
        text = self._texts.get(digest)
        return " ".join(text["text"].split()) if text else ERASED

    def _phrases(self, gaps: Sequence[Mapping[str, Any]]) -> list[str]:
        return [gap_phrase(gap, self._roles) for gap in gaps]

    def _gates(self) -> list[Contents]:
        """The gates of the rotation itself, with their decisions."""
        gates = []
        for name, gate in self._read.fold["gates"].items():
            if self._read.rotation.gates[name]["day"] is not None:
                state = say(f"signing.gate.{gate['state']}")
                decided = [f"{self._role(decision['role'])}: {self._signed(decision)}" for decision in gate["decided"]]
                gates.append({"id": name, "title": self._gate(name), "state": state, "decided": "; ".join(decided)})
        return gates

    def _signed(self, signed: Mapping[str, Any]) -> str:
        at = self._read.rotation.by_id[signed["event"]]["at"][:10]
        return f"{self._person(signed['by'])}, {at}, event {short(signed['event'])}"

    def _grouped(self, kind: str, titles: TextsByName) -> list[Contents]:
        groups: dict[str, list[Contents]] = {}
        for item in self._read.rotation.items.values():
            if item["kind"] == kind:
                groups.setdefault(item["module"], []).append(self._item(item))
        return [{"title": f"{name} {titles.get(name, '')}".strip(), "items": items} for name, items in groups.items()]

    def _item(self, item: Mapping[str, Any]) -> Contents:
        state = self._read.fold["items"][item["id"]]
        awards = self._read.rotation.awards.get(item["id"], ())
        missing = [] if state["state"] in ("met", "waived") else self._phrases(state["gaps"])
        return {
            "id": item["id"],
            "title": item["title"],
            "statement": item["statement"],
            "state": say(f"signing.item.{state['state']}"),
            "level": state["level"],
            "basis": f"Computed from {item['computed_from']}" if item["computed"] else "",
            "rows": [self._award(award) for award in awards if award["event"] in state["awards"]],
            "missing": "; ".join(missing),
            "open": bool(missing) and not item["computed"],
        }

    def _award(self, award: Mapping[str, Any]) -> Contents:
        body = self._read.rotation.by_id[award["event"]]["body"]
        return {
            "level": award["level"],
            "role": self._role(award["role"]),
            "by": self._person(award["by"]),
            "day": award["day"],
            "sentence": self._text(body["sentence"]),
            "paper": award["second_hand"],
            "event": short(award["event"]),
        }

    def _evidence(self) -> list[Contents]:
        """Pieces that attesters have seen, by day."""
        kinds = {kind["id"]: kind["title"] for kind in self._read.book["kinds"]}
        pieces: dict[str, Contents] = {}
        for name, awards in self._read.rotation.awards.items():
            for award in awards:
                for piece in award["pieces"]:
                    shown = pieces.setdefault(piece["piece"], {**piece, "items": [], "by": []})
                    shown["items"] += [] if name in shown["items"] else [name]
                    shown["by"] += [] if award["by"] in shown["by"] else [award["by"]]
        return [
            {
                "day": piece["day"],
                "kind": kinds.get(piece["kind"], piece["kind"]),
                "real": "exercise" if piece["simulated"] else "real work",
                "items": ", ".join(piece["items"]),
                "by": ", ".join(map(self._person, piece["by"])),
            }
            for _, piece in sorted(pieces.items(), key=lambda pair: (pair[1]["day"], pair[0]))
        ]

    def _record(self, event: Mapping[str, Any]) -> Contents:
        body = event["body"]
        return {
            "number": body["no"],
            "days": body["from"] if body["from"] == body["to"] else f"{body['from']} to {body['to']}",
            "by": self._person(event["by"]),
            "load": body["load"],
            "advice": body["advice"].replace("-", " "),
            "items": ", ".join(body["items"]),
            "note": self._text(body["note"]) if body["note"] else "",
        }

    def _notes(self) -> list[str]:
        """Warnings and refusals, each once."""
        notes = [warning_sentence(warning) + rule_note(warning["code"]) for warning in self._read.fold["warnings"]]
        for refusal in self._read.refusals:
            event = refusal["type"] or "event"
            notes.append(f"{event} does not count: {refusal_sentence(refusal['code'])}{rule_note(refusal['code'])}")
        return list(dict.fromkeys(notes))


def qr_squares(text: str) -> Contents:
    """A text as a QR code: its size in modules, without a margin, and its dark runs as [x, y, width]."""
    matrix = [list(row) for row in segno.make_qr(text, error="m").matrix]
    runs: list[list[int]] = []
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark and x and row[x - 1]:
                runs[-1][2] += 1
            elif dark:
                runs.append([x, y, 1])
    return {"size": len(matrix), "runs": runs}


PAPERS: dict[str, Callable[[Papers], Contents]] = {
    "certificate": Papers.certificate,
    "graduation": Papers.graduation,
    "book": Papers.book,
}
"""Kind of paper -> its contents."""
