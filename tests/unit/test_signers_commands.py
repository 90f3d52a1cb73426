"""`immerse signers`: keys taken over, replaced, revoked and listed, and what is refused."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from command_line import Done, Immerse
from cryptography.hazmat.primitives.asymmetric import ec
from immerse.model.public_keys import fingerprint
from immerse.signing.keycards import Key
from immerse.signing.requests import make_request, request_file
from loading_cases import make_workspace

CLIENT = "corner"
SIGNERS = Path("site_config/clients/corner/signers.yml")


def key_of(number: int) -> Key:
    """The key whose private number is this one, so that its name is the same in each run."""
    return Key.import_key(ec.derive_private_key(number, ec.SECP256R1()))


KEYS = [key_of(number) for number in (1, 2, 3)]
MENTOR = "  - {id: mentor, title: Mentor, text: Teaches., attests: true}"
MORE = """\
  - {id: trainee, title: Trainee, text: Learns.}
  - {id: director, title: Director, text: Signs., attests: true, client: true}"""
READ = [fingerprint(key.thumbprint()) for key in KEYS]
DAYS = ("--from", "2026-12-01", "--until", "2028-11-30")


def request_of(key: Key, client: str = CLIENT, role: str = "mentor") -> bytes:
    asked = {"client": client, "name": "Ada Example", "role": role, "at": "2026-12-01T08:30:00.000Z"}
    return request_file(make_request(key, **asked))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_workspace(tmp_path, {"curriculum/rotation.yml": {"edit": {MENTOR: f"{MENTOR}\n{MORE}"}}})
    monkeypatch.chdir(root)
    for at, key in enumerate(KEYS):
        Path(f"request-{at}.json").write_bytes(request_of(key))
    return root


def added(immerse: Immerse, at: int, *words: str, person: str = "") -> Done:
    who = ("--person", person or f"p-000{at}", "--employer", "agency")
    return immerse(
        "signers", "add", f"request-{at}.json", "--client", CLIENT, *who, *DAYS, "--fingerprint", READ[at], *words
    )


def entries() -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(SIGNERS.read_text("utf-8"))["signers"]
    return found


def test_a_key_is_taken_over_and_the_next_one_stands_below_it(here: Path, immerse: Immerse) -> None:
    done = added(immerse, 0)
    assert (done.code, done.out) == (0, f"{here / SIGNERS}\n")
    assert added(immerse, 1, "--roles", "mentor, director", "--modules", "BAS").code == 2
    employed = ("--roles", "mentor, director", "--modules", "BAS", "--employer", "client")
    assert added(immerse, 1, *employed).code == 0
    first, second = entries()
    jwk = KEYS[0].as_dict(private=False)
    assert first == {
        "key": KEYS[0].thumbprint(),
        "x": jwk["x"],
        "y": jwk["y"],
        "person": "p-0000",
        "employer": "agency",
        "roles": ["mentor"],
        "from": date(2026, 12, 1),
        "until": date(2028, 11, 30),
    }
    assert (second["roles"], second["modules"], second["employer"]) == (["mentor", "director"], ["BAS"], "client")
    text = SIGNERS.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schema/signers.json\n# Whose keys may sign.")
    assert "Ada" not in text and all(len(line) < 120 for line in text.splitlines())
    assert immerse("fmt", "--check").code == 0


def test_comments_order_and_line_ends_stay(here: Path, immerse: Immerse) -> None:
    SIGNERS.write_bytes(b"# Asked for by the director.\r\nsigners: []\r\n# The end.\r\n")
    assert added(immerse, 0).code == 0
    start = SIGNERS.read_bytes()
    assert start.startswith(b"# Asked for by the director.\r\n# The end.\r\nsigners:\r\n  - key: ")
    mine = start.replace(b"    person: p-0000\r\n", b"    person: p-0000 # on leave in May\r\n")
    SIGNERS.write_bytes(mine)
    assert added(immerse, 1).code == 0
    assert SIGNERS.read_bytes().startswith(mine) and SIGNERS.read_bytes().count(b"\n") == SIGNERS.read_bytes().count(
        b"\r\n"
    )
    assert (
        immerse("signers", "revoke", READ_KEY[0][:8], "--client", CLIENT, "--on", "2027-01-01", "--reason", "left").code
        == 0
    )
    ended = b"    status: revoked\r\n    revoked: 2027-01-01\r\n    reason: left\r\n"
    assert ended in SIGNERS.read_bytes() and b"# on leave in May\r\n" in SIGNERS.read_bytes()
    assert SIGNERS.read_bytes().replace(ended, b"").startswith(mine)


READ_KEY = [key.thumbprint() for key in KEYS]
ALOUD = [read[:9].replace(" ", "-") for read in READ]


def test_a_key_is_replaced(here: Path, immerse: Immerse) -> None:
    added(immerse, 0, "--modules", "BAS")
    done = immerse(
        "signers", "renew", READ_KEY[0], "request-1.json", "--client", CLIENT, "--from", "2027-03-01", "--until",
        "2029-02-27", "--fingerprint", READ[1].lower().replace(" ", "-"), "--format", "json",
    )  # fmt: skip
    told = json.loads(done.out)
    assert told["schema"] == "immerse.signers-changed/1"
    assert [(one["key"], one["status"]) for one in told["changed"]] == [
        (READ_KEY[0], "superseded"),
        (READ_KEY[1], "active"),
    ]
    old, new = entries()
    assert (old["status"], old["until"]) == ("superseded", date(2027, 3, 1))
    assert new == {**new, "person": "p-0000", "employer": "agency", "roles": ["mentor"], "modules": ["BAS"]}
    assert (new["from"], new["until"]) == (date(2027, 3, 1), date(2029, 2, 27))


def test_a_revoked_key_stays_revoked_when_it_is_replaced(here: Path, immerse: Immerse) -> None:
    added(immerse, 0)
    words = ("signers", "revoke", READ_KEY[0], "--client", CLIENT, "--on", "2027-01-01", "--reason", "lost")
    assert immerse(*words).code == 0
    again = immerse(*words)
    assert again == Done(2, "", f"error: {READ_KEY[0]} is revoked already, since 2027-01-01\n")
    renewed = ("signers", "renew", READ_KEY[0], "request-1.json", "--client", CLIENT, "--from", "2027-01-02")
    assert immerse(*renewed, "--fingerprint", READ[1]).code == 0
    old, new = entries()
    assert (old["status"], old["until"]) == ("revoked", date(2028, 11, 30))
    assert (new["person"], new["until"]) == ("p-0000", date(2029, 1, 1))


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        (73, "-uFpJ2"),
        (328, "-OnCFGdSGfP3Du2haE10yt6eeeYr"),
        (348, "--i7L0"),
    ],
    ids=["a hyphen", "a hyphen, and the letter of an option in it", "two hyphens"],
)
def test_a_key_whose_name_begins_with_a_hyphen(here: Path, immerse: Immerse, number: int, begins: str) -> None:
    key = key_of(number)
    name = key.thumbprint()
    assert name.startswith(begins)
    Path("request-0.json").write_bytes(request_of(key))
    assert added(immerse, 0, "--fingerprint", fingerprint(name)).code == 0
    ends = ("--client", CLIENT, "--from", "2027-03-01")
    assert immerse("signers", "renew", name, "request-1.json", *ends, "--fingerprint", READ[1]).code == 0
    assert [one["status"] for one in entries()[:1]] == ["superseded"]
    revoke = ("signers", "revoke", "--client", CLIENT, "--reason", "lost", "--on", "2027-01-01")
    assert immerse(*revoke, "--", begins).code == 0
    assert immerse(*revoke, name).err == f"error: {name} is revoked already, since 2027-01-01\n"
    assert immerse(*revoke, KEYS[1].thumbprint()).code == 0


@pytest.mark.parametrize("word", ["--clint", "-uFpJ2", "--reasons-for-which-it-is-revoked-in-full"])
def test_a_misspelt_option_is_no_key(here: Path, immerse: Immerse, word: str) -> None:
    added(immerse, 0)
    done = immerse("signers", "revoke", READ_KEY[0], word, "--client", CLIENT, "--reason", "lost")
    assert done.code == 2 and "No such option" in done.err
    valueless = immerse("signers", "revoke", READ_KEY[0], "--reason", "lost", "--client", key_of(73).thumbprint())
    assert valueless.code == 2 and f"there is no client '{key_of(73).thumbprint()}'" in valueless.err


def test_keys_are_listed(here: Path, immerse: Immerse) -> None:
    added(immerse, 1, "--modules", "BAS")
    added(immerse, 0)
    immerse("signers", "revoke", ALOUD[1], "--client", CLIENT, "--on", "2027-01-01", "--reason", "lost")
    done = immerse("signers", "list", "--client", CLIENT, "--on", "2026-12-01")
    days = "agency  2026-12-01 to 2028-11-30"
    assert done.out.splitlines() == [
        f"p-0000  {days}  {ALOUD[0]}  active: mentor; all modules",
        f"p-0001  {days}  {ALOUD[1]}  revoked 2027-01-01 (lost): mentor; BAS",
    ]
    assert done.err == "2 keys, 1 valid on 2026-12-01\n"
    for day, status in (("2026-11-30", "begins later"), ("2028-12-01", "ended")):
        assert f"{ALOUD[0]}  {status}: mentor" in immerse("signers", "list", "--client", CLIENT, "--on", day).out
    told = json.loads(immerse("signers", "list", "--client", CLIENT, "--on", "2026-12-01", "--format", "json").out)
    assert [(one["person"], one["valid"]) for one in told["signers"]] == [("p-0001", False), ("p-0000", True)]
    assert told["signers"][1]["fingerprint"] == READ[0] and told["signers"][1]["from"] == "2026-12-01"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 3), ("\n", 3)])
def test_the_fingerprint_is_compared_on_a_terminal(
    here: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    done = immerse("signers", "add", "request-0.json", "--client", CLIENT, "--person", "new", "--employer", "agency")
    assert done.code == code and f"Ada Example, mentor, asked on 2026-12-01\n\n    {READ[0]}\n" in done.err
    assert SIGNERS.exists() is (code == 0)
    if code == 0:
        assert len(str(entries()[0]["person"])) == len("p-12345678")


def test_nothing_is_written_without_a_fingerprint(
    here: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = added(immerse, 0, "--fingerprint", READ[1])
    sentence = "this is not the fingerprint of the request; do not use this key; nothing was written"
    assert other == Done(3, "", f"refused: {sentence}\n")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    nobody = immerse("signers", "add", "request-0.json", "--client", CLIENT, "--person", "new", "--employer", "agency")
    assert nobody.code == 2 and "name the fingerprint that was read to you with --fingerprint" in nobody.err
    assert not SIGNERS.exists()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--roles", "baker"), 2, "role 'baker' does not exist [reference]"),
        (("--roles", "trainee"), 2, "the role 'trainee' attests nothing, so it signs nothing [L-94]"),
        (("--roles", "director"), 2, "the role 'director' is for the client's own people, but p-0000 is of the agency"),
        (("--roles", ""), 2, "signers.roles: needs at least 1 entry, has 0"),
        (("--roles", "mentr"), 2, "role 'mentr' does not exist [reference]\n    did you mean 'mentor'?"),
        (("--modules", "XYZ"), 2, "module 'XYZ' does not exist [reference]"),
        (("--person", "Ada"), 2, "signers.person: 'Ada' must be the id of a person"),
        (
            ("--until", "2026-11-30"),
            2,
            "signers.until is 2026-11-30; it must be no earlier than signers.from",
        ),
        (("--client", "cornr"), 2, "there is no client 'cornr'"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    here: Path, immerse: Immerse, words: tuple[str, ...], code: int, sentence: str
) -> None:
    done = added(immerse, 0, *words)
    assert done.code == code and sentence in done.err, done
    assert not SIGNERS.exists() and f"{SIGNERS}:" not in done.err.replace(f"{SIGNERS}: ", "")


def test_a_key_is_taken_over_once_and_named_so_that_one_is_meant(here: Path, immerse: Immerse) -> None:
    added(immerse, 0)
    content = SIGNERS.read_bytes()
    assert added(immerse, 0).err == f"error: {READ_KEY[0]} is in {SIGNERS} already\n"
    for key, sentence in (
        (READ_KEY[0][:5], "is too short to name a key; write at least its first 6 characters"),
        (READ_KEY[1], "no key begins with"),
    ):
        done = immerse("signers", "revoke", key, "--client", CLIENT, "--reason", "lost")
        assert done.code == 2 and sentence in done.err
    assert SIGNERS.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"{}", 3, "request-0.json: schema: the file is no signer's request, or is damaged; ask for it again"),
        (request_of(KEYS[0], client="hearthline"), 3, "the request is for the client hearthline, and not for corner"),
        (
            request_of(KEYS[0]).replace(b"Ada", b"Bob"),
            3,
            "request-0.json: the request is not signed by the key that it holds, or was changed since",
        ),
        (None, 2, "request-0.json cannot be read: No such file or directory"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused(
    here: Path, immerse: Immerse, content: bytes | None, code: int, sentence: str
) -> None:
    Path("request-0.json").unlink()
    if content is not None:
        Path("request-0.json").write_bytes(content)
    done = added(immerse, 0)
    assert done.code == code and sentence in done.err, done
    assert not SIGNERS.exists()


def test_a_file_that_has_to_be_mended_is_not_changed(here: Path, immerse: Immerse) -> None:
    SIGNERS.write_text("signers: [{person: Ada}]\n")
    done = added(immerse, 0)
    assert done.code == 1 and f"{SIGNERS}:1:20: signers.person: 'Ada' must be" in done.err
    assert SIGNERS.read_text() == "signers: [{person: Ada}]\n"


def test_one_person_has_one_employer_at_all_clients(here: Path, immerse: Immerse) -> None:
    other = SIGNERS.parents[1] / "other"
    other.mkdir()
    added(immerse, 0)
    (other / "signers.yml").write_bytes(SIGNERS.read_bytes().replace(b"agency", b"client"))
    done = added(immerse, 1, person="p-0000")
    assert done.code == 1 and "this key of a client's employee signs for other too" in done.err
    assert "p-0000 is employed by the agency here and by the client at other [L-94]" in done.err
