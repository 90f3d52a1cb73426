"""What `immerse new` writes for an author to replace says so wherever somebody reads it, and is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Immerse
from immerse.leaks.containers import pdf_text, xlsx_texts
from site_fixtures import one_line, read

MARK = "To be written: "
LESSON = "curriculum/first-steps/lessons/02-new-lesson-2.yml"
NOTES = {
    ("lesson", "FST-L2"): [f"{LESSON}:6:10: info: 12 texts"],
    ("playbook", "PB-02"): ["playbooks/PB-02-new-playbook.yml:6:10: info: 5 texts"],
    ("module", "NET"): [
        "curriculum/net/checks.yml:8:15: info: 4 texts",
        "curriculum/net/drills.yml:10:12: info: 6 texts",
        "curriculum/net/lessons/01-new-lesson-1.yml:6:10: info: 12 texts",
        "curriculum/net/module.yml:6:10: info: 10 texts",
    ],
}


def told(words: str) -> list[str]:
    return [line.partition(" of the skeleton left")[0] for line in words.splitlines() if "[skeleton]" in line]


@pytest.mark.parametrize("part", NOTES, ids=lambda part: part[0])
def test_what_is_left_of_a_skeleton_is_a_note(part: tuple[str, str], workspace: Path, immerse: Immerse) -> None:
    assert immerse("new", *part).code == 0
    done = immerse("check", "--notes")
    assert done.code == 0 and told(done.out) == NOTES[part]


def test_a_text_that_was_written_is_left_no_longer(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "lesson", "FST-L2")
    path = workspace / LESSON
    path.write_text(path.read_text("utf-8").replace(MARK, "", 5), "utf-8")
    assert told(immerse("check", "--notes").out) == [f"{LESSON}:24:7: info: 7 texts"]
    path.write_text(path.read_text("utf-8").replace(MARK, ""), "utf-8")
    assert told(immerse("check", "--notes").out) == []


def test_pages_and_papers_say_what_was_never_written(workspace: Path, immerse: Immerse) -> None:
    immerse("new", "module", "NET")
    done = immerse("build", "--out", "site")
    assert done.code == 0 and told(done.err) == NOTES["module", "NET"]
    site = workspace / "site" / "acme-works" / "trainee"
    for page in ("learn/net/net-l1", "learn/net", "learn/net/drills", "learn/net/checks", "checklist/progress"):
        assert MARK.strip() in read(site / page / "index.html").text, page
    for name, content in (("pdf", pdf_text), ("xlsx", lambda book: "\n".join(xlsx_texts(book)))):
        assert immerse("checklist", "acme-works", "--format", name, "--out", f"list.{name}").code == 0
        words = one_line(content((workspace / f"list.{name}").read_bytes()))
        assert "To be written: what the person does. " in words and "To be written: how an observer knows." in words
