"""Every requirement of the source texts has an answer that exists or says what it waits for; faults are found."""

from __future__ import annotations

import pytest
from requirements import COUNTS, DATA, CoverageFile, document, expected_ids, judge

TEXT = DATA.read_text("utf-8")
FIRST = TEXT.index("  - id: S0-1\n")


def said(text: str) -> list[str]:
    return [str(problem) for problem in judge(text.encode())[1]]


def planted(old: str, new: str) -> str:
    assert TEXT.count(old) >= 1, old
    return TEXT.replace(old, new, 1)


def line_of(text: str, fragment: str) -> int:
    return text[: text.index(fragment)].count("\n") + 1


def test_every_requirement_has_an_answer_that_exists_or_a_later() -> None:
    assert said(TEXT) == []


def test_the_written_page_is_current() -> None:
    data, _ = judge(DATA.read_bytes())
    assert data is not None
    kept = DATA.with_suffix(".md").read_text("utf-8")
    assert kept == document(data), "docs/coverage.md is not current; renew it: make reference"


def test_the_page_has_every_requirement_and_lists_what_comes_later() -> None:
    page = DATA.with_suffix(".md").read_text("utf-8")
    assert len(expected_ids()) == sum(COUNTS.values()) == 99
    assert [id for id in expected_ids() if f"| {id} |" not in page] == []
    data, _ = judge(DATA.read_bytes())
    assert data is not None
    waiting = [one for one in data.requirements if one.later]
    assert waiting
    assert [one.id for one in waiting if f"- {one.id}: {one.later}\n" not in page.split("## What comes later")[1]] == []


def test_no_answer_is_named_twice_for_one_requirement() -> None:
    data, _ = judge(DATA.read_bytes())
    assert isinstance(data, CoverageFile)
    for one in data.requirements:
        named = list(one.answers.named())
        assert len(named) == len(set(named)), one.id


def test_a_missing_requirement_is_missed() -> None:
    end = TEXT.index("  - id: S0-2\n")
    (found,) = said(TEXT[:FIRST] + TEXT[end:])
    assert found == "docs/coverage.yml:1:1: requirement S0-1 is missing [coverage]\n    the list of ids is closed"


def test_a_requirement_without_answer_and_later_is_found() -> None:
    end = TEXT.index("    answers:", FIRST)
    text = TEXT[:end] + TEXT[TEXT.index("  - id: S0-2\n") :]
    (found,) = said(text)
    assert found.startswith(f"docs/coverage.yml:{line_of(text, 'S0-1')}:9: S0-1 has neither an answer nor a later")


def test_a_later_alone_is_enough() -> None:
    end = TEXT.index("    answers:", FIRST)
    assert said(TEXT[:end] + "    later: signatures\n" + TEXT[TEXT.index("  - id: S0-2\n") :]) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("RSP-L6/invented-people", "RSP-L9", "there is no lesson 'RSP-L9'", "RSP-L"),
        ("RSP-L6/invented-people", "RSP-L6/invented-peopel", "no lesson 'RSP-L6/invented-peopel'", "invented-people'?"),
        ("PB-11/accused", "PB-13", "there is no playbook 'PB-13'", "did you mean"),
        ("identity.personas", "identity.persona", "there is no setting 'identity.persona'", "identity.personas"),
        ("agency.exit.curve", "agency.exit.curv", "unknown name 'policy.agency.exit.curv'", "curve"),
        ("rule: [L-10]", "rule: [L-9]", "there is no rule 'L-9'", "L-"),
        ("rule: [L-10]", "rule: [L-61]", "there is no rule 'L-61'", ""),
        ("page: [mentor/brief/]", "page: [mentor/breif/]", "there is no page 'mentor/breif/'", "mentor/brief/"),
        (
            "[build, checklist, export, release, diff, verify-release]",
            "[build, checklists]",
            "no command 'immerse checklists'",
            "checklist",
        ),
        (
            "[build, checklist, export, release, diff, verify-release]",
            "[build --ofline]",
            "'immerse build' has no option '--ofline'",
            "--offline",
        ),
        ("graduation: [GC-15]", "graduation: [GC-51]", "there is no graduation 'GC-51'", "GC-"),
        ("constitution: [C1]", "constitution: [C11]", "there is no constitution 'C11'", "C1"),
        ("term: [k-ramp]", "term: [k-rampe]", "there is no term 'k-rampe'", "k-ramp"),
        ("      constitution: [C1]", "      article: [C1]", "unknown key 'article'", "known keys"),
    ],
)
def test_an_answer_that_does_not_exist_is_found_where_it_stands(old: str, new: str, message: str, hint: str) -> None:
    text = planted(old, new)
    (found,) = said(text)
    assert found.startswith(f"docs/coverage.yml:{line_of(text, new)}:")
    assert message in found and hint in found


def test_ids_that_are_unknown_or_stand_twice_are_found() -> None:
    text = planted("  - id: S0-2\n", "  - id: S0-1\n")
    assert [line.split("\n")[0].split(": ", 1)[1] for line in said(text)] == [
        "requirement S0-2 is missing [coverage]",
        "requirement 'S0-1' stands here twice [coverage]",
    ]
    found = said(planted("  - id: S0-2\n", "  - id: S0-222\n"))
    assert "there is no requirement 'S0-222'" in found[1] and "did you mean" in found[1]
