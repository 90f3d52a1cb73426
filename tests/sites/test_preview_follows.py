"""What each batch of saves changes on the board: a site, a mistake, or nothing while a file is half written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from immerse.model.page import Plan, RenderedSite
from immerse.pipeline.following import Followed
from immerse.preview.file_follower import follow
from immerse.preview.shown_state import Board
from immerse.preview.terminal_log import TerminalLog
from immerse.problems import ContentProblems, ImmerseError
from live_sites import LESSON, PROBLEM
from rendered_site import SITE, page_of, with_pages

FILE = PROBLEM.location.path


class Editor:
    """Stands for the files: what each look at them gives, and whether more was being written then."""

    client_id = "northgate"

    def __init__(
        self, *looks: RenderedSite | Exception, half_written: tuple[int, ...] = (), files: Iterable[str] | None = None
    ) -> None:
        self._looks = looks
        self._files = [FILE] * len(looks[1:]) if files is None else files
        self._half_written = half_written
        self.board = Board()
        self.told: list[str] = []
        self.saved: list[frozenset[str]] = []
        self.judged: list[int] = []

    def batches(self) -> Iterator[frozenset[str]]:
        """One for each look but the first."""
        for file in self._files:
            yield frozenset({file})

    def more(self, seconds: float) -> bool:
        return len(self.saved) - 1 in self._half_written

    def look(self, saved: frozenset[str]) -> Followed:
        self.saved.append(saved)
        found = self._looks[len(self.saved) - 1]
        if isinstance(found, Exception):
            raise found
        return Followed(Plan((), (), {}), found, found.pages.__getitem__, {})

    def ask(self, number: int) -> None:
        self.judged.append(number)

    def follow(self) -> None:
        ended: list[bool] = []
        editor: Any = self
        follow(editor, editor, self.board, editor, TerminalLog(self.told.append), lambda: ended.append(True))
        assert ended


OTHER = with_pages({"learn/tri/tri-l2.md": page_of("Priority & clocks", "<p>New</p>")})
WRONG = ContentProblems([PROBLEM])


def shown(board: Board) -> bytes:
    assert board.now.site
    answer = board.now.site.answer(LESSON)
    assert answer
    return answer.content


def test_a_save_is_shown_and_judged() -> None:
    editor = Editor(SITE, OTHER)
    editor.follow()
    assert b"<p>New</p>" in shown(editor.board)
    assert editor.saved == [frozenset(), {FILE}]
    assert editor.judged[-1] == editor.board.now.number and len(editor.judged) == 2
    assert [line.partition(":")[0] for line in editor.told] == [FILE]


def test_a_mistake_keeps_the_last_good_site_and_is_judged_again_until_it_is_mended() -> None:
    editor = Editor(SITE, WRONG, WRONG)
    editor.follow()
    assert b"Decide within minutes" in shown(editor.board)
    assert editor.board.now.in_the_way == (PROBLEM,)
    assert editor.told == [str(PROBLEM)]
    mended = Editor(SITE, WRONG, OTHER)
    mended.follow()
    assert mended.board.now.problems == () and b"<p>New</p>" in shown(mended.board)
    assert mended.told[:2] == [str(PROBLEM), "no errors left"]


def test_files_saved_under_a_mistake_are_judged_with_those_saved_before() -> None:
    editor = Editor(SITE, WRONG, WRONG, OTHER, OTHER, files="abcd")
    editor.follow()
    assert editor.saved == [frozenset(), {"a"}, {"a", "b"}, {"a", "b", "c"}, {"d"}]


def test_a_file_that_is_half_written_is_no_mistake() -> None:
    editor = Editor(SITE, WRONG, OTHER, half_written=(1,))
    editor.follow()
    assert str(PROBLEM) not in editor.told
    assert b"<p>New</p>" in shown(editor.board) and len(editor.judged) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImmerseError("there is no client 'northgate'"), "there is no client 'northgate'"),
        (RuntimeError("a bug"), "immerse itself failed: RuntimeError: a bug"),
    ],
)
def test_whatever_fails_is_said_and_the_last_good_site_stays(
    error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = Editor(SITE, error)
    editor.follow()
    assert [problem.message for problem in editor.board.now.in_the_way] == [said]
    assert b"Decide within minutes" in shown(editor.board)
    assert ("Traceback" in capsys.readouterr().err) is isinstance(error, RuntimeError)


def test_a_site_that_never_was_says_so() -> None:
    editor = Editor(WRONG)
    editor.follow()
    assert editor.board.now.site is None
    assert "there is no page to show yet" in editor.board.now.report()
