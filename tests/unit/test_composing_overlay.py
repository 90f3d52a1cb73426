"""What a client may lay over the programme, and what it may not."""

from __future__ import annotations

import composed
import pytest
from immerse.composing import analyse
from immerse.model.edition import OverlayNote
from immerse.texts.shown import shown_in_full

FILE = "site_config/clients/northwind/overlay.yml"


def laid(overlay: str) -> composed.Edition:
    return composed.made(composed.client(overlay=overlay))


def refused(overlay: str) -> list[str]:
    found, problems = composed.edition(composed.client(overlay=overlay))
    assert found is None
    return [str(problem).removeprefix(FILE + ":") for problem in problems]


def sections(edition: composed.Edition, lesson_id: str) -> list[str]:
    lesson = next(one for one in edition.programme.lessons() if one.id == lesson_id)
    return [str(section.id) for section in lesson.sections]


def test_why_here_is_replaced_and_may_read_the_policy() -> None:
    edition = laid("why_here: {TRI-L2: 'At {{ policy.client.name }} since {{ policy.agency.starts | date }}.'}")
    lesson = next(one for one in edition.programme.lessons() if one.id == "TRI-L2")
    assert shown_in_full(lesson.why_here) == "At Northwind & Sons since 7 December 2026."
    (note,) = edition.overlay_notes
    assert note == OverlayNote("TRI-L2", "why_here", "", note.location)
    of_the_core = ("escalation.contacts", "escalation.hard_triggers", "escalation.thresholds")
    assert edition.reads["TRI-L2"] == ("agency.starts", *of_the_core)
    assert analyse(composed.programme()).reads["TRI-L2"] == of_the_core


def test_blocks_are_added_replaced_and_dropped_with_a_note_each() -> None:
    edition = laid("""
add:
  - {to: TRI-L1, after: targets, id: our-board, title: Our board, text: Look at it., reason: We have one.}
  - {to: TRI-L1, id: last, title: Last, text: Look again., reason: At the end.}
  - {to: PB-01, after: read, id: ring, title: Ring, who: analyst, text: Ring first., reason: We ring.}
replace:
  - {target: TRI-L1/two-clocks, title: Our clocks, text: "{{ policy.centre.desks | cover_sentence }}", reason: Ours.}
  - {target: PB-01/decide, text: Take the higher one., reason: Shorter.}
drop:
  - {target: TRI-L2/the-list, reason: On the wall.}
""")
    assert sections(edition, "TRI-L1") == ["targets", "our-board", "two-clocks", "last"]
    assert sections(edition, "TRI-L2") == ["the-quiet-ones"]
    clocks = next(edition.programme.lessons()).sections[2]
    assert (clocks.title, shown_in_full(clocks.text)) == ("Our clocks", "Monday to Friday, 08:00 to 20:00 in London.")
    assert edition.why["TRI-L1/two-clocks"] == 'policy.response.targets.P3.clock == "cover"'
    steps = edition.programme.playbooks[0].steps
    assert [(step.id, step.title, step.who, step.text) for step in steps] == [
        ("read", "Read", "analyst", "Read it twice."),
        ("ring", "Ring", "analyst", "Ring first."),
        ("decide", "Decide", "analyst", "Take the higher one."),
    ]
    assert [(note.target, note.action) for note in edition.overlay_notes] == [
        ("TRI-L1/our-board", "added"),
        ("TRI-L1/last", "added"),
        ("PB-01/ring", "added"),
        ("TRI-L1/two-clocks", "replaced"),
        ("PB-01/decide", "replaced"),
        ("TRI-L2/the-list", "dropped"),
    ]


def test_whole_parts_are_dropped() -> None:
    edition = laid("drop: [{target: TRI-L1, reason: r}, {target: TRI-D1, reason: r}, {target: TRI-I1, reason: r}, "
                   "{target: TRI-K1, reason: r}, {target: REL, reason: r}]")  # fmt: skip
    programme = edition.programme
    assert [lesson.id for lesson in programme.lessons()] == ["TRI-L2"]
    assert [drill.id for drill in programme.drills()] == ["TRI-D2"]
    assert [check.id for check in programme.checks()] == ["TRI-K2"]
    assert not list(programme.injects())
    assert [module.id for module in programme.modules] == ["TRI"]
    assert programme.playbooks[0].drill is None
    assert programme.rotation.graduation[-1].items[-1].competencies == ("TRI-1",)


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        (
            "add: [{to: TRI-L1, after: late, id: x, title: X, text: x, reason: r}, "
            "{to: TRI-L1, id: late, title: Late, text: x, reason: r}]",
            "1:27: TRI-L1 does not have 'late' yet [overlay]\n    move this entry below the one that adds it",
        ),
        (
            "add: [{to: TRI-L1, id: wall-clock, title: X, text: x, reason: r}]",
            "1:24: TRI-L1 already has a section 'wall-clock' [overlay]\n    give it another id, or use replace",
        ),
        (
            "add: [{to: PB-01, id: x, title: X, text: x, reason: r}]",
            "1:7: a step of PB-01 needs who [overlay]\n    write the key who",
        ),
        (
            "drop: [{target: TRI-L1/wall-clock, reason: r}]",
            "1:17: TRI-L1/wall-clock is one of several alternatives and cannot be dropped alone [overlay]\n"
            "    replace its text",
        ),
        (
            "drop: [{target: REL-L1/the-list, reason: r}, {target: REL-L1/the-quiet-ones, reason: r}]",
            "1:55: this overlay drops the last section of REL-L1 [overlay]\n    keep one section, or drop REL-L1",
        ),
        (
            "drop: [{target: TRI, reason: r}]",
            "1:17: TRI has the critical TRI-5 and cannot be dropped [overlay]\n    drop single lessons or drills of it",
        ),
    ],
)
def test_what_an_overlay_may_not_do_is_said_where_it_says_so(overlay: str, said: str) -> None:
    assert refused(overlay) == [said]


@pytest.mark.parametrize(
    ("targets", "kind", "column"),
    [("TRI-L1 TRI-L2", "lesson", 46), ("TRI-D1 TRI-D2", "drill", 46), ("TRI-K2 TRI-K1", "check", 46)],
)
def test_the_last_support_of_a_critical_competency_stays(targets: str, kind: str, column: int) -> None:
    drops = ", ".join(f"{{target: {target}, reason: r}}" for target in targets.split())
    said = f"1:{column}: this overlay drops the last {kind} of the critical TRI-5 [overlay]\n    keep one {kind} of it"
    assert said in refused(f"drop: [{drops}]")


def test_placeholders_of_an_overlay_are_judged_like_any_other() -> None:
    assert refused("why_here: {TRI-L2: 'At {{ policy.client.nme }}.'}") == [
        "1:27: unknown name 'policy.client.nme' [L-72]\n    did you mean 'policy.client.name'?"
    ]


def test_a_module_is_dropped_as_a_whole_or_keeps_a_lesson() -> None:
    assert refused("drop: [{target: REL-L1, reason: r}]") == [
        "1:17: this overlay drops the last lesson of REL [overlay]\n    keep one lesson, or drop REL"
    ]


def test_what_does_not_exist_changes_nothing() -> None:
    changes = """
why_here: {TRI-L9: x}
add: [{to: TRI-L9, id: x, title: X, text: x, reason: r}, {to: TRI, id: x, title: X, text: x, reason: r}]
replace: [{target: TRI-L1/x, text: x, reason: r}]
drop: [{target: TRI-L1/x, reason: r}, {target: C1, reason: r}, {target: TRI-1, reason: r}, {target: PB-01, reason: r}]
"""
    assert (laid(changes).programme, laid(changes).overlay_notes) == (composed.made().programme, ())
