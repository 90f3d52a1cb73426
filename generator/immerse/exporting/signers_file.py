"""The signers, for programs that verify: `signers.json`, schema `immerse.signers/1`, without names."""

import json
from typing import Any

from immerse.model.signers import Signer, SignersFile

SCHEMA = "immerse.signers/1"


def signers_json(client: str, file: SignersFile) -> bytes:
    """A client's signers as canonical JSON, each key once, in the order of their names."""
    signers = sorted(map(_signer, file.signers), key=lambda signer: str(signer["key"]))
    whole = {"schema": SCHEMA, "client": client, "signers": signers}
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()


def _signer(signer: Signer) -> dict[str, Any]:
    return {
        "key": str(signer.key),
        "x": str(signer.x),
        "y": str(signer.y),
        "person": str(signer.person),
        "employer": signer.employer,
        "roles": sorted(map(str, signer.roles)),
        "modules": sorted(map(str, signer.modules)) if signer.modules else None,
        "from": signer.from_.isoformat(),
        "until": signer.until.isoformat(),
        "status": signer.status,
        "revoked": signer.revoked.isoformat() if signer.revoked else None,
        "reason": signer.reason,
        "calibration": {str(month): percent for month, percent in signer.calibration.items()},
    }
