"""Records made by chance from a seed: valid ones that overlap, and files that no reader may take."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

from immerse.records.format import digest_of

Record = dict[str, Any]

ITEMS = ("TRI-1", "TRI-5", "LIS-2", "GC-07", "ROT-3")
WORDS = (
    "Night shift",
    "a delayed bag, 14:20",
    "Zwölf Boxkämpfer",
    "שלום",
    "\U0001f600\U0001f680",
    "<b>bold</b>",
    "a\nb\tc",
    "\ue000",
    '"\\/',
)
RELEASES = ("draft", "1.0.0", "1.10.2")


class Chance:
    """A source of records: the same seed gives the same ones, and their ids and texts come from small sets."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.texts = dict(self._said(word) for word in WORDS)

    def record(self) -> Record:
        """A valid record with up to twelve entries, some of its texts, and members that nobody knows."""
        pick = self._random
        entries = {entry["id"]: entry for entry in (self._entry() for _ in range(pick.randrange(13)))}
        named = {digest: said for digest, said in self.texts.items() if pick.random() < 0.8}
        events = [".".join(pick.choice("abc") for _ in range(3)) for _ in range(pick.randrange(3))]
        unknown = {name: self._value(3) for name in ("seal", "Ä", "\U0001f600") if pick.random() < 0.3}
        known = {"schema": "immerse.record/1", "rot": "0" * 32, "client": "northgate"}
        return {**known, "entries": [*entries.values()], "events": events, "texts": named, **unknown}

    def _entry(self) -> Record:
        """An entry whose content follows from its id, as everybody's copy of one entry does."""
        name = self._random.randrange(40)
        own = Random(f"{name} of a rotation")
        kind = own.choice(sorted(_MADE))
        at = f"2026-12-{own.randrange(1, 4):02d}T08:30:00.{own.randrange(2):03d}Z"
        entry = {"id": f"{name:032x}", "at": at, "type": kind, **_MADE[kind](own, sorted(self.texts))}
        return entry | ({"colour": own.choice(["blue", None, ["x"]])} if own.random() < 0.2 else {})

    def _value(self, depth: int) -> Any:
        pick = self._random
        plain = (None, True, pick.randrange(-(2**53) + 1, 2**53), pick.choice(WORDS))
        if depth == 0 or pick.random() < 0.5:
            return pick.choice(plain)
        if pick.random() < 0.5:
            return [self._value(depth - 1) for _ in range(pick.randrange(3))]
        return {word: self._value(depth - 1) for word in pick.sample(WORDS, 2)}

    def _said(self, word: str) -> tuple[str, dict[str, str]]:
        salt = f"{sum(map(ord, word)):032x}"
        return digest_of(salt, word), {"salt": salt, "text": word}


def _digest(own: Random) -> str:
    return f"d2:sha256:{own.choice('0123456789abcdef') * 64}"


def _evidence(own: Random, texts: list[str]) -> Record:
    replaces = f"{own.randrange(40):032x}" if own.random() < 0.6 else None
    file = {"name": own.choice(texts), "sha256": "f" * 64, "size": own.randrange(10**9)} if own.random() < 0.3 else None
    return {
        "items": own.sample(ITEMS, own.randrange(1, 4)),
        "kind": own.choice(("work", "shift", "drill")),
        "title": own.choice(texts),
        "day": f"2026-12-{own.randrange(1, 29):02d}",
        "shift": own.choice([None, *texts]),
        "simulated": own.random() < 0.3,
        "link": own.choice([None, *texts]),
        "file": file,
        "replaces": None if replaces and int(replaces, 16) == 0 else replaces,
        "removed": bool(replaces) and int(replaces, 16) != 0 and own.random() < 0.3,
    }


_MADE: dict[str, Callable[[Random, list[str]], Record]] = {
    "start": lambda own, texts: {
        "name": own.choice([None, *texts]),
        "day": f"2026-12-{own.randrange(1, 29):02d}",
        "track": own.choice(("six", "twelve")),
        "path": own.choice(("newcomer", "veteran")),
        "release": own.choice(RELEASES),
        "book": _digest(own),
    },
    "plan": lambda own, _: {"gate": own.choice(("G1", "G2")), "day": own.choice((None, "2027-01-05"))},
    "claim": lambda own, _: {
        "item": own.choice(ITEMS),
        "digest": _digest(own),
        "rev": own.randrange(1, 4),
        "release": "1.0.0",
    },
    "unclaim": lambda own, _: {"item": own.choice(ITEMS)},
    "evidence": _evidence,
    "note": lambda own, texts: {"item": own.choice(ITEMS), "text": own.choice([None, *texts])},
    "read": lambda own, _: {
        "page": own.choice(("lesson:TRI-L2", "playbook:PB-01")),
        "digest": _digest(own),
        "release": "draft",
    },
    "score": lambda own, _: {"deck": "mixed-1", "right": own.randrange(4), "of": 4, "release": "1.0.0"},
    "task": lambda own, _: {
        "task": own.choice(("T-1", "T-12")),
        "done": own.random() < 0.7,
        "day": "2026-12-01",
        "release": "1.0.0",
    },
    "erase": lambda own, texts: {"texts": own.sample(texts, own.randrange(1, 3))},
    "mood": lambda own, _: {"level": own.randrange(5)},
}


def hostile(seed: int) -> tuple[str, bytes, bool]:
    """A file made to do harm, or damaged: what was done, its bytes, whether it has to be refused.

    What was only damaged may be a record still; then both languages have to read the same of it.
    """
    pick = Random(seed)
    record = Chance(seed).record()
    record["entries"].append({"id": "f" * 32, "at": "2026-12-09T08:30:00.000Z", "type": "unclaim", "item": "TRI-1"})
    done = pick.choice(sorted(_HARM))
    return done, _HARM[done](pick, record), done not in ("damaged", "a member called constructor")


def _written(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


_SCRIPT = '<img src=x onerror="globalThis.ran = true"><script>globalThis.ran = true</script>'


def _scripted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _scripted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_scripted(one) for one in value]
    return _SCRIPT if isinstance(value, str) and value != "immerse.record/1" else value


def _put(pick: Random, record: Record, text: str) -> bytes:
    """The record with a further member, written as `text`, in one of its objects."""
    places = [record, record["entries"][-1]]
    pick.choice(places)["further"] = "HERE"
    return _written(record).replace('"further": "HERE"', text).encode("utf-8", "surrogatepass")


def _wrong_member(pick: Random, record: Record) -> bytes:
    entry = pick.choice([record, record["entries"][-1]])
    name = pick.choice(
        [key for key in entry if key in ("rot", "client", "entries", "events", "texts", "id", "at", "item")]
    )
    wrong = [0, -1, True, None, "", "A b", [None], {"a": 1}, "2026-02-30T08:30:00.000Z", "\u202e"]
    entry[name] = pick.choice([one for one in wrong if type(one) is not type(entry[name]) or isinstance(one, str)])
    return _written(record).encode("utf-8", "surrogatepass")


def _bidi_name(pick: Random, record: Record) -> bytes:
    word = pick.choice(("\u202egnp.exe", "\u2067abc", "abc\u202c", "bell\u0007"))
    record["texts"][digest_of("0" * 32, word)] = {"salt": "0" * 32, "text": word}
    return _written(record).encode()


def _other_text(pick: Random, record: Record) -> bytes:
    record["texts"][f"{pick.randrange(2**256):064x}"] = {"salt": "0" * 32, "text": "words"}
    return _written(record).encode()


def _damaged(pick: Random, record: Record) -> bytes:
    content = bytearray(_written(record).encode())
    for _ in range(pick.randrange(1, 4)):
        content[pick.randrange(len(content))] = pick.randrange(256)
    return bytes(content[: pick.randrange(len(content))] if pick.random() < 0.3 else content)


def _two_of_one_id(pick: Random, record: Record) -> bytes:
    record["entries"].append(copy.deepcopy(record["entries"][-1]) | {"item": "TRI-9"})
    return _written(record).encode()


_HARM: dict[str, Callable[[Random, Record], bytes]] = {
    "script in every string": lambda _, record: _written(_scripted(record)).encode(),
    "a member called __proto__": lambda pick, record: _put(
        pick, record, pick.choice(('"__proto__": {"polluted": true}', '"\\u005f_proto_\\u005f": {"polluted": true}'))
    ),
    "a member called constructor": lambda pick, record: _put(
        pick, record, '"constructor": {"prototype": {"polluted": true}}'
    ),
    "two equal members": lambda pick, record: _put(
        pick, record, pick.choice(('"a": 1, "a": 1', '"a": 1, "\\u0061": 2'))
    ),
    "no whole number": lambda pick, record: _put(
        pick,
        record,
        f'"a": {pick.choice(("NaN", "-Infinity", "1.5", "1e2", "-0", "9007199254740993", "1" + "0" * 400))}',
    ),
    "half a character": lambda pick, record: _put(
        pick, record, pick.choice(('"a": "\\ud83d"', '"\\udc00": 1', '"a": "\ud83d"'))
    ),
    "deep": lambda pick, record: _put(
        pick, record, '"a": ' + "[" * (depth := pick.choice((8, 100, 50_000))) + "]" * depth
    ),
    "a wrong member": _wrong_member,
    "a name that turns its direction": _bidi_name,
    "another text": _other_text,
    "two entries of one id": _two_of_one_id,
    "too large": lambda pick, record: _written(record).encode() + b" " * (5 * 1024 * 1024),
    "another schema": lambda pick, record: _written(
        record | {"schema": pick.choice(("immerse.record/2", "immerse.record/01", "immerse.ticks/1", "", 1))}
    ).encode(),
    "another encoding": lambda pick, record: _written(record | {"a": "ä"}).encode(
        pick.choice(("utf-16", "utf-8-sig", "latin-1")), "replace"
    ),
    "damaged": _damaged,
}
