"""The command line as people and scripts meet it: exit codes, stdout and stderr, help, answers to a wrong request."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from command_line import Done, Immerse
from immerse import __version__
from immerse.checking.rules import RULES
from immerse.cli import COMMANDS, program
from immerse.cli.commands import records, signers
from immerse.model.site_view import View
from site_fixtures import STARTER_CLIENT

LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.fixture
def broken(workspace: Path) -> Path:
    path = workspace / LESSON
    path.write_text(path.read_text("utf-8").replace("summary:", "sumary:"), "utf-8")
    return workspace


def test_a_clean_check_is_silent_on_stdout(workspace: Path, immerse: Immerse) -> None:
    done = immerse("check", "--on", "2026-12-01")
    assert done == Done(0, "", "1 client: 0 errors, 0 warnings, 0 waived, 0 notes\n")


def test_a_problem_is_named_with_its_place_on_stdout_and_counted_on_stderr(broken: Path, immerse: Immerse) -> None:
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert done.out == f"{LESSON}:5:1: unknown key 'sumary' [schema]\n    did you mean 'summary'?\n"
    assert done.err == "1 client: 1 error, 0 warnings, 0 waived, 0 notes\n"


def test_a_script_gets_the_problems_as_json(broken: Path, immerse: Immerse) -> None:
    done = immerse("check", "--format", "json", "--on", "2026-12-01")
    assert done.code == 1
    assert json.loads(done.out) == [
        {
            "path": LESSON,
            "line": 5,
            "column": 1,
            "rule": "schema",
            "severity": "error",
            "message": "unknown key 'sumary'",
            "hint": "did you mean 'summary'?",
            "subject": "",
            "waiver": "",
        }
    ]


def test_no_problem_is_an_empty_list(workspace: Path, immerse: Immerse) -> None:
    assert json.loads(immerse("check", "--format", "json", "--on", "2026-12-01").out) == []


def test_a_problem_is_an_annotation_for_github(broken: Path, immerse: Immerse) -> None:
    done = immerse("check", "--format", "github", "--on", "2026-12-01")
    assert done.out == (
        f"::error file={LESSON},line=5,col=1,title=schema::unknown key 'sumary' (did you mean 'summary'?)\n"
    )


def test_dates_are_judged_as_of_the_day_named(workspace: Path, immerse: Immerse) -> None:
    assert immerse("check", "--on", "2026-12-01").code == 0
    late = immerse("check", "--on", "2031-06-01")
    assert late.code == 1
    assert f"{LESSON}:4:1: the review of FST-L1 ended on 2030-12-31 [L-43]" in late.out


def test_a_folder_inside_the_workspace_will_do_and_so_will_an_option(
    workspace: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace / "curriculum" / "first-steps")
    assert immerse("check", "--on", "2026-12-01").code == 0
    monkeypatch.chdir(workspace.parent)
    assert immerse("-C", workspace, "check", "--on", "2026-12-01").code == 0
    lost = immerse("check")
    assert (lost.code, lost.out) == (2, "")
    assert lost.err.startswith("error: no workspace here: neither ")
    assert lost.err.endswith("or create one with immerse init DIR\n")


def test_a_build_that_cannot_be_made_writes_nothing(broken: Path, immerse: Immerse) -> None:
    done = immerse("build")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{LESSON}:5:1: unknown key 'sumary' [schema]\n")
    assert done.err.endswith("1 problem; nothing was written.\n")
    assert not (broken / "site").exists()


@pytest.mark.parametrize("command", ["build --client", "serve", "export", "checklist --format json --out x", "policy"])
def test_an_unknown_client_is_answered_with_those_there_are(workspace: Path, immerse: Immerse, command: str) -> None:
    before = set(workspace.rglob("*"))
    done = immerse(*command.split(), "nobody", *(["out"] if command == "export" else []))
    assert done == Done(2, "", "error: there is no client 'nobody' in site_config/clients; clients: acme-works\n")
    assert set(workspace.rglob("*")) == before


@pytest.mark.parametrize("name", ["acme-work", "acme", "Acme-Works", "amce-works"])
@pytest.mark.parametrize("command", ["check", "build", "serve", "policy", "drill", "coverage", "new client x --like"])
def test_a_client_with_a_slip_is_answered_with_the_one_that_was_meant(
    workspace: Path, immerse: Immerse, command: str, name: str
) -> None:
    done = immerse(*command.split(), name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: there is no client {name!r} in site_config/clients; ")
    assert done.err.endswith("lients: acme-works\n")
    assert ("did you mean acme-works?" in done.err) == (name != "acme")


@pytest.mark.parametrize(
    "command", ["serve", "export", "checklist --format pdf --out x", "policy", "drill", "questions"]
)
def test_who_names_no_client_is_told_which_there_are(workspace: Path, immerse: Immerse, command: str) -> None:
    shutil.copytree(workspace / "site_config/clients/acme-works", workspace / "site_config/clients/bay-line")
    done = immerse(*command.split())
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Usage: immerse {command.split()[0]} ")
    assert done.err.endswith("Error: name a client: acme-works, bay-line\n")
    shutil.rmtree(workspace / "site_config/clients/bay-line")
    shutil.rmtree(workspace / "site_config/clients/acme-works")
    assert immerse(*command.split()).err.endswith("there is none yet; make one with immerse new client ID\n")


def test_clients_are_named_bare_by_an_option_or_not_at_all(workspace: Path, immerse: Immerse) -> None:
    clients = workspace / "site_config" / "clients"
    for name in ("bay-line", "cold-store"):
        shutil.copytree(clients / STARTER_CLIENT, clients / name)
    asked = ((), ("acme-works",), ("acme-works", "bay-line"), ("--client", "acme-works"), ("bay-line", "--client", "x"))
    said = [immerse("check", *words, "--on", "2026-12-01").err.split(":")[0] for words in asked]
    assert said == ["3 clients", "1 client", "2 clients", "1 client", "error"]
    rows = immerse("matrix", "acme-works", "response.targets")
    assert rows.err.startswith("1 client, 1 setting: ") and rows.code == 0
    assert immerse("matrix", "response.targets", "--client", "acme-works").out == rows.out


def test_the_beginning_of_a_setting_will_do(workspace: Path, immerse: Immerse) -> None:
    whole = immerse("policy", STARTER_CLIENT, "response.targets").out
    assert len(whole.splitlines()) > 1
    assert [immerse("policy", STARTER_CLIENT, prefix).out for prefix in ("response.targ", "response.targets.")] == [
        whole
    ] * 2
    assert immerse("explain", "response.targets.P2.first_min").out == immerse("explain", "response.targets").out
    group = immerse("explain", "legal").out.splitlines()
    assert len(group) > 3 and all(line.startswith("legal.") for line in group)


def test_a_warning_that_two_views_and_two_clients_share_is_said_once(workspace: Path, immerse: Immerse) -> None:
    lesson = workspace / LESSON
    lesson.write_text(
        lesson.read_text("utf-8").replace("Every reply shows", "Article 50 binds us. Every reply shows"), "utf-8"
    )
    done = immerse("build", "--view", "both", "--on", "2026-12-01")
    assert (done.code, len(done.out.splitlines())) == (0, 2)
    assert done.err.count("Article 50") == 1


@pytest.mark.parametrize("marked", ["GITHUB_WORKSPACE", ".git", "nothing"])
def test_github_gets_paths_from_the_root_of_the_repository(
    broken: Path, immerse: Immerse, monkeypatch: pytest.MonkeyPatch, marked: str
) -> None:
    """However the command is told where the workspace is."""
    top = broken.parent
    if marked == "GITHUB_WORKSPACE":
        monkeypatch.setenv("GITHUB_WORKSPACE", str(top))
    else:
        monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    if marked == ".git":
        (top / ".git").write_text("gitdir: elsewhere")
    above = "" if marked == "nothing" else f"{broken.name}/"
    monkeypatch.chdir(broken / "curriculum")
    here = immerse("check", "--format", "github", "--on", "2026-12-01").out
    monkeypatch.chdir(top)
    assert immerse("-C", broken.name, "check", "--format", "github", "--on", "2026-12-01").out == here
    assert here.startswith(f"::error file={above}{LESSON},line=5,col=1,")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("biuld",), "there is no command 'biuld'; did you mean build?"),
        (("xyzzy",), "No such command 'xyzzy'"),
        (("build", "--client", "a", "--all"), "name clients, or build them all with --all, not both"),
        (("check", "--on", "1.12.2026"), "'1.12.2026' is not a day; write year-month-day, as 2027-03-31"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'json', 'github'"),
        (("checklist", "acme-works", "--format", "pdf"), "Missing option '--out'"),
        (("explain", "L-999"), "there is no rule or setting 'L-999'; did you mean "),
        (
            ("explain", "respons.targets"),
            "there is no rule or setting 'respons.targets'; did you mean response.targets?",
        ),
        (("explain", "holidais"), "there is no rule or setting 'holidais'; "),
        (("matrix", "respnse"), "no setting begins with 'respnse'; did you mean response?"),
        (("matrix", "response", "topics"), "'response' and 'topics' are not clients; give one PREFIX only"),
        (("schema", "lessons"), "there is no schema 'lessons'; schemas: curriculum, module, lesson, "),
        (("policy", "acme-works", "respnse.targets"), "begins with 'respnse.targets'; did you mean response.targets?"),
        (("new", "lesson", "TRI-7"), "'TRI-7' is not a lesson id; write it like TRI-L7, with a number of 1 to 999"),
        (("new", "lesson", "FST-L01"), "'FST-L01' is not a lesson id; write it like TRI-L7, with a number of 1 to 999"),
        (("new", "lesson", "FST-L1000"), "'FST-L1000' is not a lesson id; write it like"),
        (("check", "--on", "9999-12-31"), "9999-12-31 is not between 1980-01-01 and 2099-12-31"),
        (("check", "--on", "20261201"), "'20261201' is not a day; write year-month-day, as 2027-03-31"),
        (("new", "lesson", "TRI-L7"), "there is no module 'TRI'; modules: FST"),
        (("new", "client", "Acme Air"), "write the client's id like acme-air"),
        (("new", "client", "acme-works"), "site_config/clients/acme-works exists already; nothing was written"),
        (("new", "module", "net"), "'net' is not a module id; write it like NET, in capital letters"),
        (("new", "playbook", "PB-01"), "PB-01 exists already; nothing was written"),
    ],
)
def test_a_wrong_request_ends_in_a_sentence_on_stderr(
    workspace: Path, immerse: Immerse, words: tuple[str, ...], sentence: str
) -> None:
    done = immerse(*words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err


def test_a_setting_is_shown_with_its_value_and_the_line_that_set_it(workspace: Path, immerse: Immerse) -> None:
    policy = "site_config/clients/acme-works/policy.yml"
    line = next(
        number
        for number, text in enumerate((workspace / policy).read_text("utf-8").splitlines(), 1)
        if "name: Acme Works" in text
    )
    assert immerse("policy", STARTER_CLIENT, "client.name").out == f"client.name = Acme Works  {policy}:{line}\n"
    rows = json.loads(immerse("policy", STARTER_CLIENT, "--json").out)
    assert {row["layer"] for row in rows} == {"core", "defaults", "client"}
    assert rows[[row["setting"] for row in rows].index("client.name")]["value"] == "Acme Works"
    some = immerse("policy", STARTER_CLIENT, "response.targets").out.splitlines()
    assert some
    assert all(row.startswith("response.targets.") for row in some)


def test_every_rule_is_listed_and_explained(immerse: Immerse) -> None:
    listed = immerse("explain").out
    for rule in RULES:
        assert re.search(rf"^{re.escape(rule.id)}\s", listed, re.M), rule.id
        done = immerse("explain", rule.id)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"{rule.id}  ")
        assert len(done.out.splitlines()) > 4


EVERY_COMMAND = (
    *COMMANDS,
    *(f"records {name}" for name in records.COMMANDS),
    *(f"signers {name}" for name in signers.COMMANDS),
)


@pytest.mark.parametrize("command", ["", *EVERY_COMMAND])
def test_help_is_complete(immerse: Immerse, command: str) -> None:
    done = immerse(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: immerse {command}".rstrip())
    assert not re.search(r"[a-z]\.\.\.", done.out)  # a sentence that was cut


def test_every_option_says_what_it_is_for() -> None:
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command and command.help
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert [one.name for one in options if not one.help] == [], name


def test_words_that_options_repeat_are_those_of_the_model() -> None:
    def words(name: str, option: str) -> list[str]:
        command = program.get_command(click.Context(program), name)
        (found,) = (one.type for one in command.params if one.name == option) if command else ()
        return [*found.choices] if isinstance(found, click.Choice) else []

    assert words("checklist", "view") == [*View] and words("build", "view") == [*View, "both"]
    assert words("matrix", "only") == ["set", "default", "missing", "unset", "unused", "looser"]


def test_the_version_is_that_of_the_package(immerse: Immerse) -> None:
    assert immerse("--version").out == f"immerse, version {__version__}\n"


def test_a_copy_of_a_clients_folder_under_another_name_is_said(workspace: Path, immerse: Immerse) -> None:
    clients = workspace / "site_config" / "clients"
    shutil.copytree(clients / STARTER_CLIENT, clients / "bay-line")
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert "site_config/clients/bay-line/policy.yml:" in done.out
