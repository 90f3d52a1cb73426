"""`immerse records keygen`: a key card, locked and for its owner alone, and a request that proves the key."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest
from command_line import Done, Immerse
from immerse.model.public_keys import fingerprint
from immerse.signing.jws import sign, split, verifies
from immerse.signing.keycards import open_card, read_card
from immerse.signing.requests import read_request
from loading_cases import make_workspace

PASSPHRASE = "correct horse battery staple"
ASKED = ("records", "keygen", "--initials", "AE", "--client", "northgate", "--role", "mentor", "--name", "Ada Example")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("secret").write_text(f"{PASSPHRASE}\n")
    return tmp_path


def test_a_key_is_made(here: Path, immerse: Immerse) -> None:
    done = immerse(*ASKED, "--out", "keys", "--passphrase-file", "secret")
    assert (done.code, done.out) == (0, "keys/keycard-ae.json\nkeys/signer-request-ae.json\n")
    card, request = Path("keys/keycard-ae.json"), Path("keys/signer-request-ae.json")
    assert stat.S_IMODE(card.stat().st_mode) == 0o600 and stat.S_IMODE(request.stat().st_mode) == 0o644
    asked = read_request(request.read_bytes())
    assert (asked["client"], asked["role"], asked["name"]) == ("northgate", "mentor", "Ada Example")
    key = open_card(read_card(card.read_bytes()), PASSPHRASE)
    assert f"Fingerprint:  {fingerprint(key.thumbprint())}\n" in done.err
    assert asked["jwk"] == read_card(card.read_bytes())["jwk"] and verifies(split(sign(b"{}", key)), key)
    assert PASSPHRASE not in done.out + done.err


def test_a_card_that_is_there_is_never_overwritten(here: Path, immerse: Immerse) -> None:
    Path("keycard-ae.json").write_text("mine")
    done = immerse(*ASKED, "--passphrase-file", "secret")
    sentence = "keycard-ae.json exists already, and a key card cannot be made again; name another folder with --out"
    assert done == Done(3, "", f"refused: {sentence}\n")
    assert Path("keycard-ae.json").read_text() == "mine" and not Path("signer-request-ae.json").exists()


@pytest.mark.parametrize("out", [".", "keys/mine"])
def test_no_card_is_made_where_content_is_committed(here: Path, immerse: Immerse, out: str) -> None:
    for folder in ("curriculum", "site_config", "keys"):
        Path("agency", folder).mkdir(parents=True)
    place = Path("agency", out, "keycard-ae.json")
    done = immerse(*ASKED, "--out", place.parent, "--passphrase-file", "secret")
    sentence = (
        "is in the workspace agency, where it is easily committed or published; name a folder of yours with --out"
    )
    assert done == Done(3, "", f"refused: {place} {sentence}\n")
    assert not place.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--client", "cornr"),
            "there is no client 'cornr' in site_config/clients; did you mean corner? Clients: corner",
        ),
        (("--client", "corner", "--role", "mentr"), "nobody signs as 'mentr'; did you mean 'mentor'?"),
        (("--client", "corner", "--role", "baker"), "nobody signs as 'baker'; roles that sign: mentor"),
    ],
)
def test_in_a_workspace_the_client_exists_and_the_role_signs(
    here: Path, immerse: Immerse, words: tuple[str, ...], sentence: str
) -> None:
    root = make_workspace(here / "agency", {})
    made = ("--out", here / "keys", "--passphrase-file", "secret")
    assert immerse("-C", root, *ASKED, *words, *made) == Done(2, "", f"error: {sentence}\n")
    assert not (here / "keys").exists()
    assert immerse("-C", root, *ASKED, "--client", "corner", *made).code == 0


def test_the_passphrase_comes_from_a_pipe(here: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{PASSPHRASE}\r\nmore\n".encode())))
    done = immerse(*ASKED, "--passphrase-file", "-", "--format", "json")
    told = json.loads(done.out)
    assert (told["schema"], told["card"]) == ("immerse.records-keygen/1", "keycard-ae.json")
    assert open_card(read_card(Path(told["card"]).read_bytes()), PASSPHRASE).thumbprint() == told["key"]
    assert fingerprint(told["key"]) == told["fingerprint"]


@pytest.mark.parametrize(
    ("words", "content", "sentence"),
    [
        ((), b"three short words\n", "the passphrase is too short: take at least 4 different words"),
        ((), b"", "the passphrase is too short"),
        ((), b"\xff\n", "secret cannot be read: it is not text in UTF-8"),
        (("--initials", "A1"), b"", "two to four letters from A to Z"),
        (("--client", "Northgate"), b"", "--client: this has to be small letters and digits"),
        (("--role", "a mentor"), b"", "--role: this has to be small letters and digits"),
        (("--name", " "), b"", "--name: this has to be a name in one line"),
    ],
)
def test_what_cannot_be_used_is_said(
    here: Path, immerse: Immerse, words: tuple[str, ...], content: bytes, sentence: str
) -> None:
    Path("secret").write_bytes(content)
    done = immerse(*ASKED, "--passphrase-file", "secret", *words)
    assert done.code == 2 and sentence in done.err
    assert [path.name for path in here.iterdir()] == ["secret"]


def test_without_a_terminal_the_way_out_is_said(here: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    done = immerse(*ASKED)
    assert done == Done(
        2, "", "error: there is no terminal to ask for the passphrase on; name a file with --passphrase-file\n"
    )


def test_the_passphrase_is_asked_for_twice_on_a_terminal(
    here: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([PASSPHRASE, "something else", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda prompt: next(typed))
    done = immerse(*ASKED)
    assert done.code == 0 and "do not match" in done.err and not list(typed)
    assert open_card(read_card(Path("keycard-ae.json").read_bytes()), PASSPHRASE)
