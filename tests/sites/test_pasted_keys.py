"""A key of one client's people in the signers of another is found; a key of the agency may be in both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from immerse.building.site import build_client
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.problems import ContentProblems
from immerse.signing.keycards import new_key, public_members
from site_fixtures import DAY, starter
from site_fixtures import STARTER_CLIENT as OURS

THEIRS = "quayside"
CLIENTS = Path("site_config", "clients")


def signers(key: str, x: str, y: str, employer: str) -> str:
    days = {"roles": ["mentor"], "from": "2026-12-01", "until": "2027-12-01"}
    return f"signers:\n- {json.dumps({'key': key, 'x': x, 'y': y, 'person': 'p-7f3a', 'employer': employer} | days)}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two clients, of which one has signers as a test says."""
    root = starter(tmp_path / "workspace")
    (root / CLIENTS / THEIRS).mkdir()
    return root


def both_have(root: Path, employer: str) -> str:
    """One key in both clients' signers."""
    key = new_key()
    jwk = public_members(key)
    for client in (OURS, THEIRS):
        text = signers(key.thumbprint(), jwk["x"], jwk["y"], employer)
        (root / CLIENTS / client / "signers.yml").write_text(text, "utf-8")
    return key.thumbprint()


def test_a_key_of_another_clients_people_is_found_by_check_and_build(root: Path) -> None:
    key = both_have(root, "client")
    found = [one for one in check_workspace(root, (OURS,), DAY).open if one.rule == "L-71"]
    place = f"{(CLIENTS / THEIRS / 'signers.yml').as_posix()}:2:"
    assert [(one.location.path, one.word) for one in found] == [((CLIENTS / OURS / "signers.yml").as_posix(), key)]
    assert f"a key of client {THEIRS} ({place}" in found[0].message
    with pytest.raises(ContentProblems) as stopped:
        build_client(root, OURS, View.TRAINEE, DAY, root / "site")
    assert [one for one in stopped.value.problems if one.rule == "L-71"] == found
    assert not (root / "site" / OURS).exists()


def test_somebody_of_the_agency_signs_for_both(root: Path) -> None:
    both_have(root, "agency")
    assert [one for one in check_workspace(root, (OURS,), DAY).open if one.rule == "L-71"] == []
    assert build_client(root, OURS, View.TRAINEE, DAY, root / "site").pages > 5
