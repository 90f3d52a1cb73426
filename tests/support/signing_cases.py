"""Signed events, accepted and refused, for Python and the pages.

`python tests/support/signing_cases.py` writes them anew.

The keys are made for the moment and kept nowhere.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from immerse.model.public_keys import fingerprint
from immerse.records.canonical import canonical
from immerse.records.entry_shapes import LONGEST_EVENT
from immerse.signing.jws import event_id, sign
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

EVENTS = Path(__file__).parents[1] / "cases" / "signing" / "events.json"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points P-256 has."""

PAYLOAD: dict[str, Any] = {
    "v": 1,
    "id": "0f" * 16,
    "type": "withdraw",
    "rot": "1e" * 16,
    "client": "northgate",
    "book": "d2:sha256:" + "2d" * 32,
    "ver": "1.4.0",
    "by": "p-7f3a",
    "n": 2,
    "prev": "3c" * 32,
    "at": "2026-12-01T08:30:00.000Z",
    "body": {"event": "4b" * 32, "reason": "5a" * 32},
}

Case = dict[str, Any]
"""A case as the file has it. `payload` is how many letters A its payload has, which would fill the file."""


def event_of(case: Case) -> str:
    """The event of a case."""
    jws: str = case["jws"]
    return jws.replace(".A.", f".{'A' * case['payload']}.") if "payload" in case else jws


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "==")


def with_header(header: bytes, key: ECKey, payload: bytes) -> str:
    """An event whose header is any bytes, truly signed."""
    signing_input = f"{encoded(header)}.{encoded(payload)}"
    signature = JWSRegistry.algorithms["ES256"].sign(signing_input.encode(), key)
    return f"{signing_input}.{encoded(signature)}"


def twin(jws: str) -> str:
    """The other signature that verifies: (r, n - s)."""
    begin, _, signature = jws.rpartition(".")
    r, s = decoded(signature)[:32], int.from_bytes(decoded(signature)[32:])
    return f"{begin}.{encoded(r + (ORDER - s).to_bytes(32))}"


def with_unused_bit(jws: str, index: int) -> str:
    """An event of which one part ends with an unused bit that is set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    parts = jws.split(".")
    assert len(parts[index]) % 4 in (2, 3)
    parts[index] = parts[index][:-1] + letters[letters.index(parts[index][-1]) | 1]
    assert decoded(parts[index]) == decoded(jws.split(".")[index])
    return ".".join(parts)


def _accepted(key: ECKey, other: ECKey, jws: str) -> Iterator[Case]:
    begin, _, signature = jws.rpartition(".")
    bare = decoded(signature)

    def case(name: str, jws: str, verifies: bool, by: str = "one") -> Case:
        return {"case": name, "jws": jws, "key": by, "verifies": verifies, "id": event_id(jws)}

    yield case("a signed event", jws, True)
    yield case("its twin has the same name", twin(jws), True)
    yield case("letters that are not ASCII", sign(canonical({"text": "é \U0001f600 \u2028"}).encode(), key), True)
    yield case("the key of another", jws, False, "other")
    yield case(
        "signed by another under the name of this key", with_header(decoded(jws.split(".")[0]), other, b"{}"), False
    )
    yield case("a signature of zeros", f"{begin}.{encoded(bytes(64))}", False)
    yield case("s is zero", f"{begin}.{encoded(bare[:32] + bytes(32))}", False)
    yield case("r is zero", f"{begin}.{encoded(bytes(32) + bare[32:])}", False)
    yield case("r and s are the order", f"{begin}.{encoded(ORDER.to_bytes(32) * 2)}", False)
    yield case("a signature of ones", f"{begin}.{encoded(bytes([255]) * 64)}", False)
    yield case("r and s exchanged", f"{begin}.{encoded(bare[32:] + bare[:32])}", False)


def _refused(key: ECKey, jws: str) -> Iterator[tuple[str, str, str]]:
    header, payload, signature = jws.split(".")
    plain = json.loads(decoded(header))
    content = decoded(payload)
    for name, wrong in {
        "alg none": canonical(plain | {"alg": "none"}),
        "alg HS256": canonical(plain | {"alg": "HS256"}),
        "a fourth member": canonical(plain | {"crit": ["exp"]}),
        "a key in the header": canonical(plain | {"jwk": key.as_dict(private=False)}),
        "a key behind an address": canonical(plain | {"jku": "https://keys.test/"}),
        "no type": canonical({name: plain[name] for name in ("alg", "kid")}),
        "the type of a request": canonical(plain | {"typ": "immerse-request+jws"}),
        "another order": json.dumps({"typ": plain["typ"], "alg": "ES256", "kid": plain["kid"]}, separators=(",", ":")),
        "blanks": json.dumps(plain),
        "a line feed behind it": canonical(plain) + "\n",
        "a member twice": canonical(plain).replace('"alg"', '"alg":"none","alg"'),
        "a kid with an unused bit": canonical(plain | {"kid": plain["kid"][:-1] + "B"}),
        "a kid that is too short": canonical(plain | {"kid": plain["kid"][:-1]}),
        "an escaped letter": canonical(plain).replace("ES256", "\\u0045S256"),
        "an object inside": canonical(plain | {"kid": {}}),
    }.items():
        yield f"header: {name}", "event-header", with_header(wrong.encode(), key, content)
    yield "header: none", "event-parts", f".{payload}.{signature}"
    yield "no signature", "event-parts", f"{header}.{payload}."
    yield "two parts", "event-parts", f"{header}.{payload}"
    yield "four parts", "event-parts", f"{jws}.{signature}"
    yield "nothing", "event-parts", ""
    yield "a line feed at the end", "event-parts", f"{jws}\n"
    yield "a blank inside", "event-parts", jws.replace(".", ". ", 1)
    yield "padding", "event-parts", f"{jws}=="
    yield (
        "base64 with + and /",
        "event-parts",
        f"{header}.{payload}.{encoded(bytes([251, 239, 190]) * 21 + b'x').replace('-', '+')}",
    )
    yield "letters of another script", "event-parts", jws.replace("e", "\u0435", 1)
    yield "a length that no bytes have", "event-base64", f"{header}.{payload}.{'A' * 85}"
    for index, part in enumerate(("header", "payload", "signature")):
        if len(jws.split(".")[index]) % 4:
            yield f"an unused bit: {part}", "event-base64", with_unused_bit(jws, index)
    for size in (63, 65, 32, 1):
        yield f"a signature of {size} bytes", "event-signature", f"{header}.{payload}.{encoded(bytes(size))}"
    bare = decoded(signature)
    der = encode_dss_signature(int.from_bytes(bare[:32]), int.from_bytes(bare[32:]))
    yield "a signature in DER", "event-signature", f"{header}.{payload}.{encoded(der)}"


def _payloads() -> Iterator[tuple[str, bytes]]:
    plain = canonical(PAYLOAD)
    yield "a member twice", plain.replace('"n":2', '"n":1,"n":2').encode()
    yield "blanks", json.dumps(PAYLOAD, separators=(", ", ":"), sort_keys=True).encode()
    yield "another order", json.dumps(PAYLOAD, separators=(",", ":")).encode()
    yield "NaN", plain.replace('"n":2', '"n":NaN').encode()
    yield "Infinity", plain.replace('"n":2', '"n":Infinity').encode()
    yield "a fraction", plain.replace('"n":2', '"n":2.0').encode()
    yield "an exponent", plain.replace('"n":2', '"n":2e0').encode()
    yield "minus zero", plain.replace('"n":2', '"n":-0').encode()
    yield "a number of 54 bits", plain.replace('"n":2', f'"n":{2**53}').encode()
    yield "half a character", plain.replace('"p-7f3a"', '"\\ud800"').encode()
    yield "half a character in bytes", plain.replace('"p-7f3a"', '"\ud800"').encode("utf-8", "surrogatepass")
    yield "bytes that are no UTF-8", plain.replace('"p-7f3a"', '"\xff"').encode("latin-1")
    yield "an overlong form", plain.encode().replace(b"p-7f3a", b"\xc0\xaf")
    yield "a byte order mark", b"\xef\xbb\xbf" + plain.encode()
    yield "a line feed behind it", f"{plain}\n".encode()
    yield "an escaped letter", plain.replace("withdraw", "\\u0077ithdraw").encode()
    yield "an escaped solidus", canonical({"a": "/"}).replace("/", "\\/").encode()
    yield "__proto__", b'{"__proto__":1}'
    yield "too deep", ('{"a":' * 9 + "1" + "}" * 9).encode()
    yield "a list", b"[]"
    yield "a number", b"1"
    yield "null", b"null"
    yield "torn", plain[:-1].encode()


def made() -> dict[str, Any]:
    """The keys and all cases; other bytes each time, for the keys are new."""
    key, other = (ECKey.generate_key("P-256") for _ in range(2))
    jws = sign(canonical(PAYLOAD).encode(), key)
    header, _, signature = jws.split(".")
    long = LONGEST_EVENT - len(header) - len(signature) - 1
    refused = [
        {"case": name, "jws": wrong, "fault": {"code": code, "place": "", "values": {}}}
        for name, code, wrong in _refused(key, jws)
    ]
    length = {"code": "event-long", "place": "", "values": {"most": LONGEST_EVENT, "found": LONGEST_EVENT + 1}}
    return {
        "keys": {
            name: {
                "kid": one.thumbprint(),
                "jwk": one.as_dict(private=False),
                "fingerprint": fingerprint(one.thumbprint()),
            }
            for name, one in (("one", key), ("other", other))
        },
        "accepted": list(_accepted(key, other, jws)),
        "refused": [*refused, {"case": "too long", "jws": f"{header}.A.{signature}", "payload": long, "fault": length}],
        "payloads": [{"case": name, "jws": sign(content, key)} for name, content in _payloads()],
        "request": sign(b"{}", key, "immerse-request+jws"),
    }


if __name__ == "__main__":
    EVENTS.write_text(json.dumps(made(), indent=1, ensure_ascii=True) + "\n", "utf-8")
