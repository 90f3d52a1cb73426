"""A comparison of two releases of the starter's client, made by hand, with one of everything that a page may tell."""

from __future__ import annotations

from immerse.model.comparison import (
    Acknowledgement,
    BlockChange,
    ComparedVersion,
    Duty,
    DutyKind,
    ItemChange,
    ItemClass,
    PageChange,
    ReleaseComparison,
    Run,
    SettingChange,
    ValueChange,
    Who,
)
from immerse.model.site_view import View

LESSON, MODULE, PLAYBOOK = "learn/fst/fst-l1.md", "learn/fst/index.md", "playbooks/pb-01.md"
TARGETS = "response.targets"


def changed(view: View, old: str = "1.0.3", new: str = "1.1.0", day: str = "2026-12-01") -> ReleaseComparison:
    """What one release changed, as a view sees it."""
    return ReleaseComparison(
        client="acme-works",
        client_name="Acme Works",
        readers=view.value,
        old=ComparedVersion(old, "1.0.0", "1.1.0", "2026-10-01"),
        new=ComparedVersion(new, "1.1.0", "1.2.0", day),
        settings=(
            SettingChange(
                TARGETS,
                "Response: targets",
                True,
                "Customer care",
                (ValueChange(f"{TARGETS}.P1.triage_min", "P1, triage", "5 minutes", "3 minutes"),),
                ("PB-01", "FST-L1"),
            ),
        ),
        pages=(
            PageChange(LESSON, "Who is speaking", "changed"),
            PageChange("learn/fst/fst-l9.md", "Sorting by colour", "removed"),
            PageChange(PLAYBOOK, "Escalation", "changed"),
            PageChange("reference/glossary.md", "Glossary", "changed"),
        ),
        blocks=(
            _block("FST-L1.limits", LESSON, "limits", "Where your authority ends"),
            _block("FST-L1.summary", LESSON, "", "In short"),
            BlockChange("FST-L1.old", LESSON, "old", "Four colours", "removed", (Run("removed", "Red is first."),)),
            BlockChange("PB-01.limits", PLAYBOOK, "limits", "Limits", "added", (Run("added", "Never alone."),)),
            _block("term:capture", "reference/glossary.md", "term-capture", "Capture"),
        ),
        items=(*_items(),),
        acknowledgements=(Acknowledgement(f"ack:{TARGETS}", TARGETS, "Response: targets", "d2:sha256:00"),),
        duties=(
            Duty(Who.TRAINEES, DutyKind.REDO, ("FST-1",)),
            Duty(Who.TRAINEES, DutyKind.ACKNOWLEDGE, (TARGETS,)),
            Duty(Who.TRAINEES, DutyKind.READ_AGAIN, (LESSON,)),
            Duty(Who.MENTORS, DutyKind.READ_AGAIN, ("FST-1", LESSON)),
            Duty(Who.ALUMNI, DutyKind.NOTHING, ()),
        ),
    )


WORDS = (
    Run("same", "You set "),
    Run("removed", "the colour"),
    Run("added", "the priority"),
    Run("same", ".\nNo more."),
)


def _block(id: str, page: str, anchor: str, title: str) -> BlockChange:
    return BlockChange(id, page, anchor, title, "changed", WORDS)


def _items() -> tuple[ItemChange, ...]:
    raised = ItemChange(
        id="FST-1",
        kind="competency",
        title="Recognises every hard trigger",
        page=MODULE,
        anchor="fst-1",
        how="changed",
        item_class=ItemClass.RAISED,
        mandatory=True,
        what=("Thirty planted items instead of twenty.",),
        old_rev=1,
        rev=2,
        words=(Run("same", "Zero misses in "), Run("removed", "20"), Run("added", "30"), Run("same", " items.")),
        settings=(TARGETS,),
    )
    gone = ItemChange(
        id="FST-D9",
        kind="drill",
        title="Sort by colour",
        page="learn/fst/drills.md",
        anchor="fst-d9",
        how="removed",
        item_class=ItemClass.REPLACED,
        mandatory=False,
        what=("Nobody sorts by colour any more.",),
        old_rev=1,
        rev=0,
        words=(),
        successors=("FST-D1",),
    )
    return (raised, gone)
