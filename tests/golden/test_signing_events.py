"""What cases/signing/events.json says of signed events; scripts/sign-events.test.mjs reads the same file."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from immerse.model.public_keys import fingerprint, is_point, thumbprint
from immerse.records import RecordRefused
from immerse.records.canonical import canonical
from immerse.records.strict_json import read_json
from immerse.signing.jws import REQUEST, Parts, event_id, payload_of, public_key, sign, split, verifies
from joserfc.jwk import ECKey
from joserfc.jws import deserialize_compact
from signing_cases import EVENTS, decoded, encoded, event_of, made

CASES: dict[str, Any] = json.loads(EVENTS.read_text("utf-8"))
KEYS = {name: public_key(one["jwk"]) for name, one in CASES["keys"].items()}


def cases(name: str) -> Any:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES[name]])


def told(error: pytest.ExceptionInfo[RecordRefused]) -> dict[str, Any]:
    fault = error.value.fault
    assert str(fault)
    return {"code": fault.code, "place": fault.place, "values": dict(fault.values)}


def is_accepted(jws: str, key: ECKey) -> bool:
    try:
        parts = split(jws)
        payload_of(parts)
    except RecordRefused:
        return False
    return verifies(parts, key)


@cases("accepted")
def test_an_event_is_taken_apart_and_verified(case: dict[str, Any]) -> None:
    parts = split(case["jws"])
    assert parts.kid == CASES["keys"]["one"]["kid"]
    assert canonical(payload_of(parts)).encode() == parts.payload
    assert verifies(parts, KEYS[case["key"]]) is case["verifies"]
    assert event_id(case["jws"]) == case["id"]


@cases("refused")
def test_an_event_of_another_form_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(RecordRefused) as refused:
        split(event_of(case))
    assert told(refused) == case["fault"]


@cases("payloads")
def test_what_two_readers_could_understand_differently_is_refused_though_it_is_truly_signed(
    case: dict[str, Any],
) -> None:
    parts = split(case["jws"])
    assert verifies(parts, KEYS["one"])
    with pytest.raises(RecordRefused) as refused:
        payload_of(parts)
    assert told(refused) == {"code": "event-payload", "place": "", "values": {}}


@pytest.mark.parametrize("text", ["", "é"], ids=["read quickly", "read strictly"])
def test_the_quick_reader_and_the_strict_one_agree(text: str) -> None:
    """One byte of a payload exchanged for each other one that JSON is written with."""
    plain = canonical({"a": {"b": [1, -20, None, True, "\n\u007f"]}, "c": "__", "n": 9007199254740991, "t": text})
    signed = Parts("", b"", b"", b"")
    for at in range(len(plain)):
        for other in '"\\{}[]:,-+.0eE1 9_ntu\n':
            mutated = plain[:at] + other + plain[at + 1 :]
            try:
                value = read_json(mutated)
                wanted = value if isinstance(value, dict) and canonical(value) == mutated else None
            except RecordRefused:
                wanted = None
            try:
                found = payload_of(signed._replace(payload=mutated.encode()))
            except RecordRefused:
                found = None
            assert found == wanted, mutated


def test_a_request_is_no_event() -> None:
    assert split(CASES["request"], REQUEST).payload == b"{}"
    with pytest.raises(RecordRefused) as refused:
        split(CASES["request"])
    assert told(refused)["code"] == "event-header"


def test_a_twin_is_the_same_event() -> None:
    event, twin = CASES["accepted"][:2]
    assert event["jws"] != twin["jws"] and event["id"] == twin["id"]


def test_no_bit_of_an_event_can_be_turned() -> None:
    event = CASES["accepted"][0]["jws"]
    header, payload, signature = event.split(".")
    for index, part in enumerate((header, payload, signature)):
        content = decoded(part)
        for bit in range(8 * len(content)):
            turned = bytearray(content)
            turned[bit // 8] ^= 1 << bit % 8
            parts = [header, payload, signature]
            parts[index] = encoded(turned)
            assert not is_accepted(".".join(parts), KEYS["one"]), (index, bit)


def test_no_character_of_an_event_can_be_exchanged() -> None:
    event = CASES["accepted"][0]["jws"]
    for at, character in enumerate(event):
        for bit in range(7):
            turned = event[:at] + chr(ord(character) ^ 1 << bit) + event[at + 1 :]
            assert not is_accepted(turned, KEYS["one"]), (at, bit)


def test_another_library_reads_the_same_event() -> None:
    event = CASES["accepted"][0]["jws"]
    read = deserialize_compact(event, KEYS["one"], ["ES256"])
    assert read.payload == split(event).payload and set(read.headers()) == {"alg", "kid", "typ"}


def test_what_is_signed_is_read() -> None:
    key = ECKey.generate_key("P-256")
    event = sign(b'{"a":1}', key)
    parts = split(event)
    assert payload_of(parts) == {"a": 1} and verifies(parts, key) and parts.kid == key.thumbprint()
    assert verifies(parts, public_key(key.as_dict(private=False)))


def test_the_case_file_holds_what_its_maker_makes() -> None:
    fresh = made()
    for name in ("accepted", "refused", "payloads"):
        assert [one["case"] for one in fresh[name]] == [one["case"] for one in CASES[name]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"d": "AAAA"},
        {"alg": "ES256"},
        {"x": ""},
        {"x": "A" * 43},
        {"y": "A" * 44},
        {"y": None},
        {"x": 5},
    ],
    ids=str,
)
def test_what_is_no_public_key_is_refused(wrong: dict[str, Any]) -> None:
    jwk = dict(CASES["keys"]["one"]["jwk"])
    with pytest.raises(RecordRefused) as refused:
        public_key(jwk | wrong)
    assert told(refused) == {"code": "key", "place": "", "values": {}}
    with pytest.raises(RecordRefused):
        public_key({name: jwk[name] for name in ("kty", "crv", "x")})


def test_the_name_of_a_key_and_its_fingerprint() -> None:
    for one in CASES["keys"].values():
        jwk = one["jwk"]
        assert thumbprint(jwk["x"], jwk["y"]) == one["kid"] == ECKey.import_key(jwk).thumbprint()
        assert is_point(jwk["x"], jwk["y"]) and not is_point(jwk["y"], jwk["x"])
    zeros = base64.urlsafe_b64encode(bytes(32)).rstrip(b"=").decode()
    assert fingerprint(zeros) == " ".join(["0000"] * 8)
    counted = bytes([0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF, 0x84, 0x65, 0x3A, 0x56, 0xD7, 0xC6])
    kid = base64.urlsafe_b64encode(counted + bytes([0x75, 0xBE, 0x77, 0xDF]) + bytes(12)).rstrip(b"=").decode()
    assert fingerprint(kid) == "0123 4567 89AB CDEF GHJK MNPQ RSTV WXYZ"


def test_coordinates_beyond_the_field_are_no_point() -> None:
    p = 2**256 - 2**224 + 2**192 + 2**96 - 1
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    root = pow(b, (p + 1) // 4, p)
    assert root * root % p == b

    def text(number: int) -> str:
        return encoded(number.to_bytes(32))

    assert is_point(text(0), text(root)) and not is_point(text(p), text(root))
