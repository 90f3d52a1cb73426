"""The command line as people and scripts meet it: exit codes, stdout and stderr, files that appear whole."""

from __future__ import annotations

import io
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import click
import openpyxl
import pypdfium2
import pytest
import yaml
from command_line import Done, Immerse
from immerse import __version__
from immerse.checking import RULES
from immerse.cli import COMMANDS, program
from immerse.loading import load_custom_settings
from immerse.loading.kinds import KINDS, content_files, kind_of
from immerse.loading.schemas import first_line, schema_file
from json_schema import AsEditorsRead, faults
from site_fixtures import CLIENTS, REPOSITORY, STARTER_CLIENT, starter

LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


@pytest.fixture
def immerse(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Immerse:
    return Immerse(capfd, monkeypatch)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = starter(tmp_path / "workspace")
    monkeypatch.chdir(root)
    return root


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
    assert lost.err.endswith("or make one with immerse init DIR\n")


def test_a_build_that_cannot_be_made_writes_nothing(broken: Path, immerse: Immerse) -> None:
    done = immerse("build")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{LESSON}:5:1: unknown key 'sumary' [schema]\n")
    assert done.err.endswith("1 problem; nothing was written.\n")
    assert not (broken / "site").exists()


def test_what_immerse_did_not_make_is_not_replaced(workspace: Path, immerse: Immerse) -> None:
    mine = workspace / "site" / STARTER_CLIENT / "trainee" / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    done = immerse("build", "--on", "2026-12-01")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("refused: ")
    assert "holds something that immerse did not make" in done.err
    assert [path.name for path in mine.parent.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("command", ["build --client", "serve", "export", "checklist --format json --out x", "policy"])
def test_an_unknown_client_is_answered_with_those_there_are(workspace: Path, immerse: Immerse, command: str) -> None:
    before = set(workspace.rglob("*"))
    done = immerse(*command.split(), "nobody", *(["out"] if command == "export" else []))
    assert done == Done(2, "", "error: there is no client 'nobody' in site_config/clients; clients: acme-works\n")
    assert set(workspace.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("biuld",), "No such command 'biuld'"),
        (("build", "--client", "a", "--all"), "name clients with --client, or build them all with --all, not both"),
        (("check", "--on", "1.12.2026"), "'1.12.2026' is not a day; write it as 2026-12-01"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'json', 'github'"),
        (("checklist", "acme-works", "--format", "pdf"), "Missing option '--out'"),
        (("explain", "L-999"), "there is no rule 'L-999'; did you mean "),
        (("schema", "lessons"), "there is no schema 'lessons'; schemas: curriculum, module, lesson, "),
        (("policy", "acme-works", "response.target"), "no setting of acme-works begins with 'response.target'"),
        (("new", "lesson", "TRI-7"), "'TRI-7' is not a lesson id; write it like TRI-L7"),
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


def test_a_workspace_is_not_made_where_something_is(workspace: Path, immerse: Immerse) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    done = immerse("init", workspace)
    assert (done.code, done.out) == (2, "")
    assert "is not empty; name a new folder, so that nothing of yours is overwritten" in done.err
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_a_new_workspace_names_its_files_and_what_to_do_next(tmp_path: Path, immerse: Immerse) -> None:
    done = immerse("init", tmp_path / "agency")
    assert done.code == 0
    assert {Path(line) for line in done.out.splitlines()} == {
        path for path in (tmp_path / "agency").rglob("*") if path.is_file()
    }
    assert "immerse build" in done.err


def assert_first_lines_resolve(root: Path) -> None:
    """Every file of the workspace begins with a line that leads to the schema of its kind."""
    for path in content_files(root):
        with (root / path).open(encoding="utf-8") as file:
            head = file.readline()
        assert head == first_line(path), path
        target = (root / path).parent / head.removeprefix("# yaml-language-server: $schema=").rstrip("\n")
        assert target.resolve() == (root / "schema" / f"{kind_of(path)}.json").resolve()
        assert target.read_text("utf-8") == schema_file(kind_of(path), load_custom_settings(root)[0])


def test_our_own_files_lead_an_editor_to_schemas_of_today() -> None:
    assert_first_lines_resolve(REPOSITORY)
    assert {path.name for path in (REPOSITORY / "schema").iterdir()} == {f"{kind}.json" for kind in KINDS}


def test_a_skeleton_passes_the_check_in_our_own_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, immerse: Immerse
) -> None:
    for folder in ("curriculum", "playbooks", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for kind, id in (("lesson", "TRI-L7"), ("lesson", "CRI-L7"), ("module", "NET"), ("playbook", "PB-13")):
        done = immerse("new", kind, id)
        assert (done.code, done.err) == (0, "")
        assert all(Path(line).is_file() for line in done.out.splitlines())
    assert {path.name for path in Path("schema").iterdir()} == {f"{kind}.json" for kind in NEEDED}
    checked = immerse("check", "--on", "2026-12-01")
    assert (checked.code, checked.out) == (0, "")
    assert immerse("fmt", "--check").code == 0


NEEDED = ("curriculum", "module", "lesson", "drills", "checks", "playbook")
NEW = (("client", "bay-line"), ("module", "NET"), ("lesson", "FST-L2"), ("lesson", "NET-L2"), ("playbook", "PB-13"))


def test_every_skeleton_passes_the_check_alone_and_together(workspace: Path, immerse: Immerse) -> None:
    for kind, id in NEW:
        done = immerse("new", kind, id)
        assert done.code == 0, done.err
        assert all(Path(line).is_file() for line in done.out.splitlines())
        checked = immerse("check")
        assert (checked.code, checked.out) == (0, ""), (kind, id)
        ordered = immerse("fmt", "--check")
        assert (ordered.code, ordered.out) == (0, ""), (kind, id)
        assert_first_lines_resolve(workspace)
    built = immerse("build", "--client", "bay-line", "--view", "mentor")
    assert built.code == 0, built.err
    pages = {path.parent.name for path in (workspace / "site" / "bay-line" / "mentor").rglob("index.html")}
    assert {"net", "net-l1", "net-l2", "fst-l2", "pb-13"} <= pages


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


FILES = {
    "curriculum": ("curriculum/curriculum.yml",),
    "module": ("curriculum/*/module.yml",),
    "lesson": ("curriculum/*/lessons/*.yml",),
    "drills": ("curriculum/*/drills.yml",),
    "checks": ("curriculum/*/checks.yml",),
    "playbook": ("playbooks/*.yml",),
    "rotation": ("curriculum/rotation.yml",),
    "policy": ("site_config/clients/*/policy.yml", "site_config/defaults.yml"),
    "overlay": ("site_config/clients/*/overlay.yml",),
    "look": ("site_config/clients/*/look.yml",),
    "waivers": ("site_config/waivers.yml", "site_config/clients/*/waivers.yml"),
    "settings": ("site_config/settings.yml",),
}


@cache
def as_editors_read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), AsEditorsRead)


def test_all_schemas_are_written_at_once(workspace: Path, immerse: Immerse) -> None:
    done = immerse("schema", "--out", "other")
    assert done == Done(0, "".join(f"other/{kind}.json\n" for kind in KINDS), "")
    for kind in KINDS:
        assert Path("other", f"{kind}.json").read_text("utf-8") == immerse("schema", kind).out
    assert immerse("schema").code == immerse("schema", "look", "--out", "other").code == 2


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_accepts_our_own_files_and_refuses_a_misspelt_key(immerse: Immerse, name: str) -> None:
    done = immerse("schema", name)
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    paths = [path for pattern in FILES[name] for path in sorted(REPOSITORY.glob(pattern))]
    assert paths or name == "waivers"
    for path in paths:
        assert list(faults(as_editors_read(path), schema, schema)) == [], path
        assert list(faults(as_editors_read(path) | {"sumary": 1}, schema, schema)), path


def test_the_checklist_as_pdf_is_tagged_named_and_in_a_language(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "pdf", "--out", "list.pdf", "--on", "2026-12-01")
    assert done == Done(0, "list.pdf\n", "")
    content = (workspace / "list.pdf").read_bytes()
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", content)
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang\s*\(en", content)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", content)
    document = pypdfium2.PdfDocument(content)
    assert "Acme Works" in document.get_metadata_value("Title")
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert all(id in text for id in ("FST-1", "GC-01", "Evaluation record 1"))


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_pdf_has_the_paper_asked_for(workspace: Path, immerse: Immerse, paper: str, size: tuple[int, int]) -> None:
    immerse("checklist", STARTER_CLIENT, "--format", "pdf", "--paper", paper, "--out", "list.pdf")
    (first, *_) = pypdfium2.PdfDocument((workspace / "list.pdf").read_bytes())
    assert tuple(round(length) for length in first.get_size()) == size


def test_the_checklist_as_workbook_has_a_row_for_every_item(workspace: Path, immerse: Immerse) -> None:
    immerse("checklist", STARTER_CLIENT, "--format", "xlsx", "--out", "list.xlsx")
    immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", "list.json")
    items = json.loads((workspace / "list.json").read_text("utf-8"))["items"]
    book = openpyxl.load_workbook(io.BytesIO((workspace / "list.xlsx").read_bytes()))
    assert book.sheetnames == ["Progress", "Graduation", "About"]
    for sheet, kind in (("Progress", "competency"), ("Graduation", "graduation")):
        ids = [row[0] for row in book[sheet].iter_rows(min_row=4, max_col=1, values_only=True) if row[0]]
        assert ids == [item["id"] for item in items if item["kind"] == kind]


def test_the_checklist_as_json_is_a_book(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", "deep/list.json", "--on", "2026-12-01")
    assert done.code == 0
    book = json.loads((workspace / "deep" / "list.json").read_text("utf-8"))
    assert (book["schema"], book["client"]) == ("immerse.book/1", STARTER_CLIENT)
    wanted = {"id", "kind", "digest", "rev", "module", "phase", "gate", "level", "contexts", "attested_by", "evidence"}
    for item in book["items"]:
        assert wanted <= item.keys()
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", item["digest"])


def test_a_file_that_cannot_be_written_ends_in_a_sentence(workspace: Path, immerse: Immerse) -> None:
    done = immerse("checklist", STARTER_CLIENT, "--format", "json", "--out", workspace / "README.md" / "list.json")
    assert (done.code, done.out) == (2, "")
    why = "a file stands where a folder is needed; name another place"
    assert re.fullmatch(rf"error: .*list\.json cannot be written: {why}\n", done.err)


def test_a_site_that_cannot_be_written_ends_in_a_sentence(workspace: Path, immerse: Immerse) -> None:
    done = immerse("build", "--out", workspace / "README.md" / "site", "--on", "2026-12-01")
    assert (done.code, done.out) == (2, "")
    assert "cannot be written: a file stands where a folder is needed" in done.err


@pytest.mark.parametrize("words", [("build", "--out"), ("export", STARTER_CLIENT)])
def test_a_site_is_never_written_among_the_sources(words: tuple[str, ...], workspace: Path, immerse: Immerse) -> None:
    done = immerse(*words, workspace / "curriculum" / "site")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("lies in curriculum/, where only content belongs; name another folder\n")
    assert not (workspace / "curriculum" / "site").exists()


def test_an_export_says_where_and_how_much(workspace: Path, immerse: Immerse) -> None:
    done = immerse("export", STARTER_CLIENT, "out", "--on", "2026-12-01")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"out  \d+ pages\n", done.out)
    assert (workspace / "out" / "mkdocs.yml").is_file()
    assert (workspace / "out" / "docs" / "index.md").is_file()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_complete(immerse: Immerse, command: str) -> None:
    done = immerse(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: immerse {command}".rstrip())
    assert "..." not in re.sub(r"\[[A-Z]+\]\.\.\.", "", done.out)  # a sentence that was cut


def test_every_option_says_what_it_is_for() -> None:
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command and command.help
        options = [one for one in command.params if isinstance(one, click.Option)]
        assert [one.name for one in options if not one.help] == [], name


def test_the_help_of_schema_names_every_kind_of_file(immerse: Immerse) -> None:
    named = re.search(r"NAME is one of: ([^.]*)\.", immerse("schema", "--help").out)
    assert named
    assert re.split(r",\s+", named.group(1)) == list(KINDS)


def test_the_version_is_that_of_the_package(immerse: Immerse) -> None:
    assert immerse("--version").out == f"immerse, version {__version__}\n"


def test_our_own_clients_pass_the_check(immerse: Immerse) -> None:
    done = immerse("-C", REPOSITORY, "check", "--on", "2026-12-01")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{len(CLIENTS)} clients: 0 errors, 0 warnings, ")


def test_a_copy_of_a_clients_folder_under_another_name_is_said(workspace: Path, immerse: Immerse) -> None:
    clients = workspace / "site_config" / "clients"
    shutil.copytree(clients / STARTER_CLIENT, clients / "bay-line")
    done = immerse("check", "--on", "2026-12-01")
    assert done.code == 1
    assert "site_config/clients/bay-line/policy.yml:" in done.out
