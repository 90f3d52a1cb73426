"""What may be base64 is decoded once for all sites of a run, unless somebody's word was found in it."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

import pytest
from immerse.leaks import Proof, base64_runs
from immerse.leaks.site import scan
from proofs import proof_against

NAME = "Hearthline Home Insurance"
FOREIGN = {"hearthline": [NAME]}


def site_of(folder: Path, content: bytes) -> Path:
    folder.mkdir()
    (folder / "a.js").write_bytes(content)
    return folder


def test_base64_in_which_a_client_says_its_own_name_is_decoded_again_for_the_next(tmp_path: Path) -> None:
    hidden = b"var a = 1;\n'" + base64.b64encode(NAME.encode()) + b"'\nvar b = 2;"
    foreign = proof_against(FOREIGN)
    own = Proof("hearthline", foreign.house, ())
    assert not scan(site_of(tmp_path / "own", hidden), own).leaks
    assert [leak.encoding for leak in scan(site_of(tmp_path / "foreign", hidden), foreign).leaks] == ["base64"]


def test_base64_that_was_found_in_one_site_is_found_in_the_next(tmp_path: Path) -> None:
    hidden = b"'" + base64.b64encode(NAME.encode()) + b"'"
    proof = proof_against(FOREIGN)
    assert all(scan(site_of(tmp_path / name, hidden), proof).leaks for name in ("one", "other"))


def test_base64_that_says_nothing_is_decoded_once_for_all_clients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = b"'" + base64.b64encode(b"nothing that belongs to anybody") + b"'"
    proof = proof_against(FOREIGN)
    assert not scan(site_of(tmp_path / "one", silent), proof).leaks
    monkeypatch.setattr(base64_runs, "a2b_base64", lambda _: pytest.fail("was decoded"))
    assert not scan(site_of(tmp_path / "other", silent), Proof("other", proof.house, ())).leaks


def test_base64_of_a_site_with_a_file_that_cannot_be_unpacked_is_decoded_again(tmp_path: Path) -> None:
    hidden = b"'" + base64.b64encode(NAME.encode()) + b"'"
    proof = proof_against(FOREIGN)
    torn = site_of(tmp_path / "torn", gzip.compress(hidden)[:-4])
    assert scan(torn, proof).unreadable
    assert scan(site_of(tmp_path / "other", hidden), proof).leaks
