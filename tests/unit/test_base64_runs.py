"""What files have in common, such as base64, is searched once for a client, unless a word was found in it."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

import pytest
from immerse.leaks.base64_runs import base64_runs, decoded
from immerse.leaks.decoder import Decoder
from immerse.leaks.proof import Proof
from immerse.leaks.seen import Seen
from immerse.leaks.site_scan import scan
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
    own = Proof("hearthline", foreign.registry, ())
    assert not scan(site_of(tmp_path / "own", hidden), own).leaks
    assert [leak.encoding for leak in scan(site_of(tmp_path / "foreign", hidden), foreign).leaks] == ["base64"]


def test_base64_that_was_found_in_one_site_is_found_in_the_next(tmp_path: Path) -> None:
    hidden = b"'" + base64.b64encode(NAME.encode()) + b"'"
    proof = proof_against(FOREIGN)
    assert all(scan(site_of(tmp_path / name, hidden), proof).leaks for name in ("one", "other"))


def plain(run: str) -> bytes:
    """A run that begins with base64."""
    return decoded(run)[0]


def encodings(decoder: Decoder, content: bytes) -> list[str]:
    return [view.encoding for view in decoder.views(content)]


@pytest.mark.parametrize(
    "content",
    [
        b"'" + base64.b64encode(b"nothing of anybody") + b"'",
        b"<p class='tall'>a</p>",
        b"<p class='tall'>\na</p>\n",
        b"<!-- a --><p class='tall'>\na</p>\n",
    ],
)
def test_what_files_have_in_common_is_given_until_a_file_with_it_is_clean(content: bytes) -> None:
    seen = Seen()
    decoder = Decoder(seen=seen)
    first = encodings(decoder, content)
    seen.settle(is_clean=False)
    assert encodings(decoder, content) == first
    seen.settle(is_clean=True)
    assert encodings(decoder, content) == first[:1] and len(first) > 1


@pytest.mark.parametrize("end", ["", "'", "=='", "\nvar b", " and more", "\n\n"])
@pytest.mark.parametrize("count", [1, 20, 45, 46, 90, 91, 300])
def test_base64_in_lines_is_one_run(count: int, end: str) -> None:
    hidden = bytes(range(256)) * 2
    lines = base64.encodebytes(hidden[:count]).decode()
    assert any(
        hidden[:count].startswith(found) and len(found) >= count - 2
        for found in map(plain, base64_runs(f"x = '{lines}{end}"))
    ) is (count >= 9)


BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace()]


@pytest.mark.parametrize("before", ["", "é", "A" * 70 + "\n"])
@pytest.mark.parametrize("blank", [*BLANKS, "\r\n", "\n \t"], ids=ascii)
def test_base64_goes_on_behind_any_blank(blank: str, before: str) -> None:
    line = base64.b64encode(b"x" * 50 + NAME.encode()).decode()
    for text in (f"{before}'{line[:80]}{blank}{line[80:]}'", f"{before}'{line[:80]}{blank}{line[80:]}{blank}"):
        assert any(NAME.encode() in plain(run) for run in base64_runs(text))
    assert not any(NAME.encode() in plain(run) for run in base64_runs(f"{line[:80]}\u200b{line[80:]}"))


def test_base64_of_a_site_with_a_file_that_cannot_be_unpacked_is_decoded_again(tmp_path: Path) -> None:
    hidden = b"'" + base64.b64encode(NAME.encode()) + b"'"
    proof = proof_against(FOREIGN)
    torn = site_of(tmp_path / "torn", gzip.compress(hidden)[:-4])
    assert scan(torn, proof).unreadable
    assert scan(site_of(tmp_path / "other", hidden), proof).leaks
