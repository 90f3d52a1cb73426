"""The list of signers that a site publishes: what is made of signers.yml, and what a page refuses to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from immerse.exporting.signers_file import signers_json
from immerse.loading.client import load_client
from immerse.signing.jws import public_key, sign, split, verifies
from immerse.signing.keycards import new_key, public_members
from loading_cases import make_workspace
from record_scripts import answers_of

KEYS = [new_key() for _ in range(2)]
CLIENT = "corner"


def entry(at: int = 0, **change: Any) -> dict[str, Any]:
    """A signer as `signers.json` has it."""
    jwk = public_members(KEYS[at])
    plain = {
        "key": KEYS[at].thumbprint(),
        "x": jwk["x"],
        "y": jwk["y"],
        "person": f"p-000{at}",
        "employer": "agency",
        "roles": ["mentor"],
        "modules": None,
        "from": "2026-01-01",
        "until": "2027-12-31",
        "status": "active",
        "revoked": None,
        "reason": None,
        "calibration": {},
    }
    return plain | change


def file_of(*signers: Any, **change: Any) -> bytes:
    return json.dumps({"schema": "immerse.signers/1", "client": CLIENT, "signers": [*signers], **change}).encode()


def of_yaml(folder: Path, text: str) -> bytes:
    """What a client with this signers.yml publishes."""
    root = make_workspace(folder, {f"site_config/clients/{CLIENT}/signers.yml": text})
    client, problems = load_client(root, CLIENT)
    assert client is not None, problems
    return signers_json(client.id, client.signers)


def test_what_is_published_is_read_and_verifies(tmp_path: Path) -> None:
    whole = entry(0, roles=["lead", "mentor"], modules=["RYE"], calibration={"2026-12": 85})
    gone = entry(1, status="revoked", revoked="2026-06-01", reason="left", employer="client")
    lines = [f"- {json.dumps({name: value for name, value in one.items() if value})}" for one in (whole, gone)]
    published = of_yaml(tmp_path, "signers:\n" + "\n".join(lines) + "\n")
    (read,) = answers_of("signing-by-line.mjs", [{"do": "signers", "file": published.decode(), "client": CLIENT}])
    first, second = sorted(read["signers"], key=lambda signer: [whole["key"], gone["key"]].index(signer["key"]))
    assert (first, second) == (whole, gone)
    jwk = {"kty": "EC", "crv": "P-256", "x": first["x"], "y": first["y"]}
    assert verifies(split(sign(b"{}", KEYS[0])), public_key(jwk))
    assert published == json.dumps(json.loads(published), separators=(",", ":"), sort_keys=True).encode() + b"\n"
    assert [one["key"] for one in read["signers"]] == sorted([whole["key"], gone["key"]])


def test_a_client_without_signers_publishes_an_empty_list(tmp_path: Path) -> None:
    empty = of_yaml(tmp_path / "a", "signers: []\n")
    assert json.loads(empty)["signers"] == []
    assert of_yaml(tmp_path / "b", "# Nobody yet.\n") == empty


WRONG: dict[str, tuple[bytes, str, str]] = {
    "torn": (b'{"schema":', "signers", "1:11"),
    "newer": (file_of(schema="immerse.signers/2"), "signers-newer", "schema"),
    "a member more": (file_of(names={}), "signers", ""),
    "a client that is none": (file_of(client="Corner"), "signers", "client"),
    "another client": (file_of(client="hearthline"), "signers-client", "client"),
    "no list": (file_of(signers={}), "signers", "signers"),
    "twice": (file_of(entry(), entry()), "signers", "signers"),
    "a text": (file_of("x"), "signers", "signers[0]"),
    "a name": (file_of(entry(), entry(1, name="Ada")), "signers", "signers[1]"),
    **{
        f"{name}: {value!r}": (file_of(entry(**{name: value})), "signers", f"signers[0].{place}")
        for name, value, place in [
            ("x", "A" * 43, "x"),
            ("y", None, "x"),
            ("key", KEYS[1].thumbprint(), "key"),
            ("person", "Ada", "person"),
            ("person", 5, "person"),
            ("employer", "us", "employer"),
            ("roles", [], "roles"),
            ("roles", "mentor", "roles"),
            ("roles", [5], "roles"),
            ("modules", [], "modules"),
            ("modules", ["rye"], "modules"),
            ("from", "2026-02-30", "from"),
            ("until", "2025-12-31", "until"),
            ("status", "lost", "status"),
            ("status", ["revoked"], "status"),
            ("status", "revoked", "revoked"),
            ("revoked", "2026-06-01", "revoked"),
            ("reason", "left", "reason"),
            ("calibration", {"2026-13": 85}, "calibration"),
            ("calibration", {"2026-12": 101}, "calibration"),
            ("calibration", {"2026-12": True}, "calibration"),
            ("calibration", [], "calibration"),
        ]
    },
}


def test_what_is_no_list_of_signers_is_refused() -> None:
    told = answers_of(
        "signing-by-line.mjs",
        [{"do": "signers", "file": content.decode(), "client": CLIENT} for content, _, _ in WRONG.values()],
    )
    for (case, (_, code, place)), answer in zip(WRONG.items(), told, strict=True):
        assert (answer["fault"]["code"], answer["fault"]["place"]) == (code, place), case
