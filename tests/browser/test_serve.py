"""`immerse serve` as an editor uses it: a page stays open, a file changes, the page follows; a mistake is named."""

from __future__ import annotations

import errno
import io
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import opened
from command_line import Immerse
from immerse.cli.commands.serve import log_line
from immerse.cli.streams import OutputRefused
from playwright.sync_api import BrowserContext, expect
from previewed import ON_A_TERMINAL, PATIENCE, Beside, Preview, command, previewed
from site_fixtures import STARTER_CLIENT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "learn/fst/fst-l1/"
IN_TIME = PATIENCE * 1000
POLICY = f"site_config/clients/{STARTER_CLIENT}/policy.yml"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture
def preview(workspace: Path) -> Iterator[Preview]:
    with previewed(workspace) as preview:
        yield preview


@pytest.fixture
def lesson(workspace: Path) -> Path:
    return next((workspace / "curriculum").rglob("01-*.yml"))


def with_words(words: str, text: str) -> str:
    """A lesson that begins with other words."""
    return re.sub(r"^summary: .*$", f"summary: {words}", text, count=1, flags=re.M)


def test_an_open_page_follows_the_editor_through_a_mistake_and_back(
    workspace: Path, lesson: Path, preview: Preview, context: BrowserContext
) -> None:
    before = lesson.read_text("utf-8")
    page = opened(context, preview.address + LESSON)
    article, alert = page.locator("article"), page.get_by_role("alert")
    expect(article).to_contain_text("Afterwards you can", timeout=IN_TIME)

    lesson.write_text(with_words("Say who you are, zebra.", before), "utf-8")
    expect(article).to_contain_text("zebra", timeout=IN_TIME)
    preview.wait_for(r"01-.*\.yml: shown after \d")

    broken = with_words("x", before).replace("summary: x", "sumary: Say who you are, okapi.")
    lesson.write_text(broken, "utf-8")
    line = broken[: broken.index("sumary")].count("\n") + 1
    place = f"{lesson.relative_to(workspace).as_posix()}:{line}:1"
    preview.wait_for(rf"{re.escape(place)}: .*'sumary'")
    expect(alert).to_contain_text("this is the last good state", timeout=IN_TIME)
    expect(alert).to_contain_text(place)
    expect(alert).to_contain_text("did you mean 'summary'?")
    expect(article).to_contain_text("zebra")

    page.reload()
    expect(alert).to_contain_text(place, timeout=IN_TIME)
    lesson.write_text(before, "utf-8")
    expect(alert).to_have_count(0, timeout=IN_TIME)
    expect(article).not_to_contain_text("zebra", timeout=IN_TIME)
    preview.wait_for("^no errors left$")
    page.close()
    assert preview.stop() == 0
    assert "Traceback" not in "".join(preview.said)


def test_what_only_all_rules_find_is_told_on_the_page_too(
    workspace: Path, lesson: Path, preview: Preview, context: BrowserContext
) -> None:
    before = lesson.read_text("utf-8")
    page = opened(context, preview.address + LESSON)
    lesson.write_text(re.sub(r"^uses: .*$", "uses: [client.sector, site.languages]", before, flags=re.M), "utf-8")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The content has errors that would stop a build", timeout=IN_TIME)
    expect(alert).to_contain_text(lesson.name)
    lesson.write_text(before, "utf-8")
    expect(alert).to_have_count(0, timeout=IN_TIME)
    page.close()  # it loads itself anew


def test_the_search_finds_what_was_saved(lesson: Path, preview: Preview) -> None:
    before = lesson.read_text("utf-8")
    lesson.write_text(with_words("Say who you are, zebra.", before), "utf-8")
    index = ""
    for _ in range(1000):
        if "zebra" in index:
            break
        with urllib.request.urlopen(f"{preview.address}search/search_index.json", timeout=PATIENCE) as answer:
            index = answer.read().decode()
    assert "zebra" in index


def test_a_workspace_that_is_broken_from_the_start_says_so_and_comes_up_when_mended(
    workspace: Path, context: BrowserContext
) -> None:
    policy = workspace / POLICY
    good = policy.read_text("utf-8")
    policy.write_text(good + "\tclient: twice\n", "utf-8")
    with previewed(workspace) as preview:
        preview.wait_for(r"policy\.yml:\d+:\d+: ")
        page = context.new_page()
        page.goto(preview.address)
        expect(page.get_by_role("alert")).to_contain_text("there is no page to show yet", timeout=IN_TIME)
        expect(page.get_by_role("alert")).to_contain_text("policy.yml:")
        policy.write_text(good, "utf-8")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Acme Works", timeout=IN_TIME)
        expect(page.get_by_role("alert")).to_have_count(0)
        page.close()
        assert preview.stop() == 0


@needs_linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_preview_that_is_ended_leaves_nothing_behind(preview: Preview, number: signal.Signals) -> None:
    with urllib.request.urlopen(f"{preview.address}-/events?path=/", timeout=PATIENCE) as stream:
        assert stream.readline()
        beside = Beside(preview.process.pid)
        assert len(beside) > 0
        assert preview.stop(number) == 0
        stream.read()  # ends
    assert beside.ended()
    left = [path for path in preview.temporary.glob("*/*") if path.is_dir()]
    assert left == []
    assert "Traceback" not in "".join(preview.said)


def test_signals_that_come_at_once_end_it_as_one_does(preview: Preview) -> None:
    with urllib.request.urlopen(preview.address, timeout=PATIENCE) as answer:
        answer.read()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        preview.process.send_signal(number)
    assert preview.stop(signal.SIGINT) == 0


@needs_linux
def test_a_preview_that_is_killed_leaves_no_process_behind(preview: Preview) -> None:
    with urllib.request.urlopen(preview.address, timeout=PATIENCE) as answer:
        answer.read()
    beside = Beside(preview.process.pid)
    assert preview.stop(signal.SIGKILL) == -signal.SIGKILL
    assert beside.ended()


@needs_linux
def test_a_closed_terminal_ends_the_preview(workspace: Path) -> None:
    ours, terminal = pty.openpty()
    process = subprocess.Popen(
        command(first=ON_A_TERMINAL),
        cwd=workspace,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    try:
        said = b""
        while b"http://" not in said:
            said += os.read(ours, 1000)
        beside = Beside(process.pid)
        os.close(ours)
        assert process.wait(PATIENCE) == 0
        assert beside.ended()
    finally:
        process.kill()
        process.wait(PATIENCE)


class Refusing(io.StringIO):
    """A terminal that takes nothing more."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _: str) -> int:
        raise self._error


def test_a_line_that_a_closed_terminal_refuses_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Refusing(OSError(errno.EIO, "Input/output error")))
    log_line("Ctrl-C ends the preview")


def test_a_line_that_nobody_reads_ends_the_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Refusing(OutputRefused("nobody reads")))
    with pytest.raises(OutputRefused):
        log_line("Ctrl-C ends the preview")


def test_a_port_in_use_ends_in_one_sentence(workspace: Path, immerse: Immerse) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = immerse("serve", STARTER_CLIENT, "--port", port)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: cannot listen at 127.0.0.1:{port} (Address already in use); choose another --port\n"


@pytest.mark.parametrize(
    "host", ["", "http://localhost", "local host", "0.0.0.0:80", "256.1.1.1", f"{'a' * 70}.invalid"]
)
def test_what_is_no_address_is_refused_before_anything_is_read(host: str, workspace: Path, immerse: Immerse) -> None:
    done = immerse("serve", STARTER_CLIENT, "--host", host)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: there is no host {host!r}; choose another --host, such as 127.0.0.1\n"
