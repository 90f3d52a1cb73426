"""A release of which only the signers changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Immerse
from immerse.signing.keycards import new_key, public_members
from released_starter import ON, released_starter
from site_fixtures import STARTER_CLIENT as CLIENT
from site_fixtures import copied


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copied(released_starter(), tmp_path / "agency")
    monkeypatch.chdir(root)
    return root


def test_a_change_of_who_may_sign_is_a_patch_and_only_mentors_are_told(root: Path, immerse: Immerse) -> None:
    key = new_key()
    jwk = public_members(key)
    entry = {"key": key.thumbprint(), "x": jwk["x"], "y": jwk["y"], "person": "p-7f3a", "employer": "agency"}
    days = {"roles": ["mentor"], "from": "2026-12-01", "until": "2027-12-01"}
    signers = root / f"site_config/clients/{CLIENT}/signers.yml"
    signers.write_text(f"signers:\n- {json.dumps(entry | days)}\n", "utf-8")
    said = immerse("diff", CLIENT, *ON).out
    assert "Proposed version: 1.0.1, because only who may sign changed." in said
    assert "Changed: only who may sign." in said
    assert immerse("release", CLIENT, "--yes", *ON).code == 0
    sentences = {"trainee": "Nothing that you read here changed.", "mentor": "The signers or their dates have changed"}
    for view, sentence in sentences.items():
        folder = root / f"published/{CLIENT}/{view}/1.0.1"
        assert sentence in (folder / "changes/index.html").read_text("utf-8")
        assert key.thumbprint() in (folder / "downloads/signers.json").read_text("utf-8")
