"""What an open page of the preview is told: of another page at its place, and of what has to be mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from immerse.hosts.live_pages import LivePages
from immerse.preview.server import events
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import TerminalLog
from immerse.problems import Severity
from live_sites import LESSON, PROBLEM, live
from rendered_site import SITE, page_of, with_files, with_pages


def event(stream: Iterator[bytes]) -> tuple[str, str]:
    """Name and value of the next event."""
    name, value = next(stream).decode().strip().split("\n")
    return name.removeprefix("event: "), value.removeprefix("data: ")


def test_an_open_page_is_told_of_another_page_at_its_place_and_of_no_other() -> None:
    board = Board()
    board.show(live(), frozenset())
    stream = events(board, LESSON, live().digest(LESSON))
    assert event(stream) == ("problems", '{"title": "", "problems": []}')
    other = with_pages({"index.md": page_of("Changed", "<p>Text</p>")})
    board.show(live(other), frozenset())
    changed = live(with_pages({"learn/tri/tri-l2.md": page_of("Priority & clocks", "<p>New</p>")}))
    board.show(changed, frozenset())
    assert event(stream) == ("reload", changed.digest(LESSON))
    board.end()
    assert list(stream) == []


def test_an_open_page_is_told_of_another_style_sheet() -> None:
    board = Board()
    board.show(live(), frozenset())
    stream = events(board, LESSON, live().digest(LESSON))
    event(stream)
    board.show(live(with_files({"assets/immerse/site.css": b"body { color: red; }"})), frozenset())
    assert event(stream)[0] == "reload"


def test_a_page_that_is_missing_is_told_when_it_appears() -> None:
    board = Board()
    board.refuse((PROBLEM,))
    stream = events(board, LESSON, "missing")
    assert json.loads(event(stream)[1])["title"] == "The content has errors; there is no page to show yet"
    board.show(live(), frozenset())
    assert event(stream) == ("reload", live().digest(LESSON))


def test_a_mistake_is_told_with_place_and_hint_and_goes_when_it_is_mended() -> None:
    board = Board()
    board.show(live(), frozenset())
    stream = events(board, "", live().digest(""))
    event(stream)
    board.refuse((PROBLEM,))
    assert json.loads(event(stream)[1]) == {
        "title": "The content has errors; this is the last good state",
        "problems": [
            {"place": "curriculum/triage/module.yml:4:5", "message": "unknown name <b>x</b>", "hint": "mend it"}
        ],
    }
    board.show(live(), frozenset())
    assert json.loads(event(stream)[1]) == {"title": "", "problems": []}


def test_what_all_rules_found_is_said_until_its_file_is_saved() -> None:
    board = Board()
    board.show(live(), frozenset())
    board.judge((PROBLEM,))
    told = json.loads(board.now.report())
    assert (told["title"], len(told["problems"])) == ("The content has errors that would stop a build", 1)
    board.show(live(), frozenset({"playbooks/PB-01-other.yml"}))
    assert board.now.judged == (PROBLEM,)
    board.show(live(), frozenset({"curriculum/triage/module.yml"}))
    assert board.now.judged == ()


def test_the_theme_is_read_again_only_where_something_around_the_pages_changed() -> None:
    around = LivePages(SITE)
    assert around.fits(with_pages({"learn/tri/tri-l2.md": page_of("Priority & clocks", "<p>New</p>")}))
    assert not around.fits(with_pages({"learn/tri/tri-l2.md": page_of("Other title", "<p>New</p>")}))
    assert not around.fits(replace(SITE, title="Another title"))


def test_of_hundreds_of_problems_some_are_told_and_the_others_counted() -> None:
    said: list[str] = []
    problems = tuple(replace(PROBLEM, location=PROBLEM.location._replace(line=line)) for line in range(1, 101))
    board = Board()
    board.refuse(problems)
    told = json.loads(board.now.report())["problems"]
    assert len(told) == 21 and told[-1] == {
        "place": "",
        "message": "and 80 more; immerse check names them all",
        "hint": "",
    }
    TerminalLog(said.append).at_once(problems)
    assert len(said) == 21 and said[-1] == "and 80 more; immerse check names them all"


WARNING = replace(PROBLEM, severity=Severity.WARNING, message="stands past its day")


def test_the_terminal_says_each_problem_once_and_that_it_is_mended() -> None:
    said: list[str] = []
    log = TerminalLog(said.append)
    log.at_once([PROBLEM])
    log.judged([PROBLEM])
    log.at_once([PROBLEM])
    assert said == [str(PROBLEM)]
    log.at_once([])
    assert said == [str(PROBLEM)], "all rules still find it"
    log.judged([])
    assert said == [str(PROBLEM), "no errors left"]


def test_of_two_problems_one_is_left() -> None:
    said: list[str] = []
    log = TerminalLog(said.append)
    other = replace(PROBLEM, message="another")
    log.at_once([PROBLEM, other])
    log.at_once([other])
    assert said == [str(other), str(PROBLEM), "1 problem left"]


def test_a_warning_is_said_once_on_whatever_line_it_stands() -> None:
    said: list[str] = []
    log = TerminalLog(said.append)
    log.judged([WARNING])
    log.at_once([PROBLEM])
    log.judged([])
    log.at_once([])
    log.judged([replace(WARNING, location=WARNING.location._replace(line=9))])
    assert said == [str(WARNING), str(PROBLEM), "no errors left"]


def test_what_was_saved_is_said_with_how_long_it_took() -> None:
    said: list[str] = []
    log = TerminalLog(said.append)
    log.shown({"curriculum/b.yml", "curriculum/a.yml"}, 0.1234)
    log.shown({"curriculum/b.yml"}, 1.0)
    assert said == ["curriculum/a.yml and 1 more: shown after 0.12 s", "curriculum/b.yml: shown after 1.00 s"]
