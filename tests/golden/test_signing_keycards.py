"""Key cards and requests by cases/signing/files.json, and cards that each language makes for the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from immerse.records import RecordRefused
from immerse.records.canonical import canonical
from immerse.signing.base64url import decoded, encoded
from immerse.signing.jws import REQUEST, sign, split, verifies
from immerse.signing.keycards import card_file, lock, new_key, open_card, read_card
from immerse.signing.passphrases import is_long_enough
from immerse.signing.requests import make_request, read_request, request_file
from joserfc.jwk import ECKey
from record_scripts import answers_of

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "signing" / "files.json").read_text("utf-8"))
PASSPHRASE = "neuf gelées d'été déjà"


def cases(name: str) -> Any:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES[name]])


def content(case: dict[str, Any], plain: dict[str, Any]) -> bytes:
    """The bytes of a case's file: its text, or the plain file with members that are changed or removed."""
    if "text" in case:
        return str(case["text"]).encode()
    whole = plain | case["change"]
    return canonical({name: value for name, value in whole.items() if value != "REMOVED"}).encode()


def told(error: pytest.ExceptionInfo[RecordRefused]) -> dict[str, Any]:
    fault = error.value.fault
    assert str(fault)
    return {"code": fault.code, "place": fault.place, "values": dict(fault.values)}


@cases("cards")
def test_what_is_no_key_card_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(RecordRefused) as refused:
        read_card(content(case, CASES["card"]))
    assert told(refused) == case["fault"]


@cases("requests")
def test_what_is_no_request_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(RecordRefused) as refused:
        read_request(content(case, CASES["request"]))
    assert told(refused) == case["fault"]


def test_files_are_read_however_they_are_laid_out() -> None:
    assert read_card(json.dumps(CASES["card"], indent=4).encode()) == CASES["card"]
    assert read_request(json.dumps(CASES["request"], indent=4).encode()) == CASES["request"]
    with pytest.raises(RecordRefused) as refused:
        read_card(b'{"a": "\xff"}')
    assert told(refused) == {"code": "card", "place": "", "values": {}}


def test_a_card_opens_with_its_passphrase_alone() -> None:
    key = new_key()
    card = read_card(card_file(lock(key, PASSPHRASE)))
    opened = open_card(card, "neuf gele\u0301es d'e\u0301te\u0301 de\u0301ja\u0300")
    assert opened.as_dict(private=True) == key.as_dict(private=True)
    other = new_key()
    members = {name: str(other.as_dict(private=False)[name]) for name in ("kty", "crv", "x", "y")}
    flipped = encoded(bytes([decoded(card["ct"])[0] ^ 1]) + decoded(card["ct"])[1:])  # type: ignore[index]
    wrong = [
        (card, PASSPHRASE + " "),
        (card, PASSPHRASE.upper()),
        (card | {"ct": flipped}, PASSPHRASE),
        (card | {"iv": encoded(bytes(12))}, PASSPHRASE),
        (card | {"kid": other.thumbprint(), "jwk": members}, PASSPHRASE),
    ]
    for one, passphrase in wrong:
        with pytest.raises(RecordRefused) as refused:
            open_card(one, passphrase)
        assert told(refused) == {"code": "passphrase", "place": "", "values": {}}


class Disguised:
    """A key that is locked under the name of another."""

    def __init__(self, key: ECKey, name: ECKey) -> None:
        self.as_der = key.as_der
        self.thumbprint = name.thumbprint
        self.as_dict = name.as_dict


@pytest.mark.parametrize("inside", ["P-256", "P-384"])
def test_a_card_in_which_another_key_lies_is_refused_in_both_languages(inside: str) -> None:
    card = lock(Disguised(ECKey.generate_key(inside, private=True), new_key()), PASSPHRASE)  # type: ignore[arg-type]
    with pytest.raises(RecordRefused) as refused:
        open_card(card, PASSPHRASE)
    (found,) = answers_of("signing-by-line.mjs", [{"do": "open", "card": json.dumps(card), "passphrase": PASSPHRASE}])
    assert told(refused) == found["fault"] == {"code": "card", "place": "ct", "values": {}}


def test_each_language_opens_the_cards_of_the_other() -> None:
    key = new_key()
    card = lock(key, PASSPHRASE)
    mine, wrong, made = answers_of(
        "signing-by-line.mjs",
        [
            {"do": "open", "card": card_file(card).decode(), "passphrase": PASSPHRASE, "text": "{}"},
            {"do": "open", "card": card_file(card).decode(), "passphrase": PASSPHRASE + "."},
            {"do": "make", "passphrase": PASSPHRASE, "client": "northgate", "name": "Zoë Example", "role": "mentor"},
        ],
    )
    assert verifies(split(mine["jws"]), key) and split(mine["jws"]).kid == key.thumbprint()
    assert wrong["fault"] == {"code": "passphrase", "place": "", "values": {}}
    opened = open_card(read_card(made["card"].encode()), PASSPHRASE)
    assert verifies(split(made["request_proof"], REQUEST), opened)
    request = read_request(made["request"].encode())
    assert (request["name"], request["jwk"]["x"]) == ("Zoë Example", opened.as_dict()["x"])
    assert made["extractable"] is False and made["card"] == card_file(json.loads(made["card"])).decode()


def test_a_request_is_made_and_read() -> None:
    key = new_key()
    asked = {"client": "northgate", "name": "Ada Example", "role": "mentor", "at": "2026-12-01T08:30:00.000Z"}
    request = make_request(key, **asked)
    assert read_request(request_file(request)) == request
    with pytest.raises(RecordRefused) as refused:
        make_request(key, **asked | {"name": "two\nlines"})
    assert told(refused)["place"] == "name" and "one line" in str(refused.value.fault)
    as_event = request | {"proof": sign(split(request["proof"], REQUEST).payload, key)}
    with pytest.raises(RecordRefused) as refused:
        read_request(request_file(as_event))
    assert told(refused)["code"] == "request-proof"


PASSPHRASES = {
    "": False,
    "three words only": False,
    "four words are here": True,
    "word word word word": False,
    "Word wORD word oth": False,
    "a b c d e f": False,
    "x" * 40: False,
    "k3-Vw9_qLz7.Tb2+Rm5h": True,
    "k3-Vw9_qLz7.Tb2+Rm5": False,
    "vier Wörter für Grün": True,
    "\U0001f600\U0001f601\U0001f602\U0001f603\U0001f604\U0001f605\U0001f606\U0001f607": False,
}


def test_a_passphrase_is_long_enough_in_both_languages() -> None:
    told = answers_of("signing-by-line.mjs", [{"do": "judge", "passphrase": one} for one in PASSPHRASES])
    assert dict(zip(PASSPHRASES, (one["enough"] for one in told), strict=True)) == PASSPHRASES
    assert {one: is_long_enough(one) for one in PASSPHRASES} == PASSPHRASES
