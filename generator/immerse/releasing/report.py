"""A comparison as sections of lines, for text, Markdown and HTML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from immerse.model.comparison import (
    BlockChange,
    ComparedVersion,
    Duty,
    DutyKind,
    ItemChange,
    ItemClass,
    LookChange,
    ReleaseComparison,
    Run,
    SettingChange,
    Who,
)
from immerse.words.english import capitalized, counted

_AROUND = 6
"""The number of words that are shown on each side of a change."""
_SHOWN = 8
"""The greatest number of ids that a duty names."""

ReportLine = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One change: what changed, in words, and the lines below it."""

    head: str
    lines: tuple[ReportLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """The changes of one kind."""

    title: str
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """A comparison in words."""

    title: str
    sections: tuple[ReportSection, ...]
    summary: str = ""

    @property
    def has_marks(self) -> bool:
        """Whether words are marked as taken out or put in."""
        lines = (line for section in self.sections for entry in section.entries for line in entry.lines)
        return any(run.kind != "same" for line in lines for run in line)


_DUTIES = {
    DutyKind.REDO: "do, or do again",
    DutyKind.ACKNOWLEDGE: "acknowledge",
    DutyKind.READ_AGAIN: "read again",
    DutyKind.NOTHING: "nothing",
}
_WHO = {Who.TRAINEES: "Trainees in rotation", Who.MENTORS: "Mentors", Who.ALUMNI: "Alumni"}
_CLASSES = {ItemClass.BY_POLICY: "changed by the client's policy", ItemClass.UNDECLARED: "changed, not declared"}
_SUCCESSORS = {
    ItemClass.SPLIT: "It became {}: whoever met it meets each of them.",
    ItemClass.MERGED: "It is part of {} now, which is met by whoever met all of its parts.",
    ItemClass.REPLACED: "It is replaced by {}, which everybody must do again.",
}
_HOW = {"added": "new", "removed": "removed", "changed": "changed"}


def report(comparison: ReleaseComparison) -> ComparisonReport:
    """The duties and the changes, with their words."""
    title = f"{comparison.client_name}: from {_version(comparison.old)} to {_version(comparison.new)}"
    if comparison.is_empty:
        return ComparisonReport(title, (), "Nothing changed.")
    titles = {setting.key: f'"{setting.title}"' for setting in comparison.settings}
    sections = (
        ReportSection("Who has to do what", tuple(_duties(comparison, titles))),
        ReportSection("Items", tuple(_item(item, titles) for item in comparison.items)),
        ReportSection("Settings", tuple(_setting(setting) for setting in comparison.settings)),
        ReportSection("Pages", tuple(_pages(comparison))),
        ReportSection("Texts", tuple(_block(block) for block in comparison.blocks)),
        ReportSection("Look", tuple(_look(part) for part in comparison.look)),
    )
    return ComparisonReport(title, tuple(section for section in sections if section.entries), _summary(comparison))


def _version(version: ComparedVersion) -> str:
    return version.version or "the workspace as it is now"


def _summary(comparison: ReleaseComparison) -> str:
    beside = " and ".join(["the look"] * bool(comparison.look) + ["who may sign"] * comparison.signers)
    if comparison.says_nothing_else:
        return f"Changed: only {beside}."
    parts = (
        counted(len(comparison.items), "item"),
        counted(len(comparison.settings), "setting"),
        counted(len(comparison.pages), "page"),
        counted(len(comparison.blocks), "text"),
    )
    more = f" {capitalized(beside)} changed." if beside else ""
    return f"Changed: {', '.join(parts)}.{more}"


def _plain(text: str) -> ReportLine:
    return (Run("same", text),)


def _duties(comparison: ReleaseComparison, titles: Mapping[str, str]) -> Iterator[ReportEntry]:
    for who in Who:
        theirs = [duty for duty in comparison.duties if duty.who is who]
        yield ReportEntry(_WHO[who], tuple(_plain(_duty(duty, titles)) for duty in theirs))
    if comparison.acknowledgements:
        settings = ", ".join(titles[item.setting] for item in comparison.acknowledgements)
        yield ReportEntry(f"To acknowledge, for everybody at level 3 and above: {settings}")


def _duty(duty: Duty, titles: Mapping[str, str]) -> str:
    if duty.kind is DutyKind.NOTHING:
        return "nothing"
    notice = " (a notice that what they know is out of date)" if duty.who is Who.ALUMNI else ""
    rest = len(duty.ids) - _SHOWN
    more = f" and {rest} more, named below" if rest > 0 else ""
    return f"{_DUTIES[duty.kind]}: {', '.join(titles.get(id, id) for id in duty.ids[:_SHOWN])}{more}{notice}"


def _item(item: ItemChange, titles: Mapping[str, str]) -> ReportEntry:
    called = _CLASSES.get(item.item_class, item.item_class.value)
    mandatory = ", mandatory" if item.mandatory else ""
    rev = f", rev {item.old_rev} to {item.rev}" if item.how == "changed" and item.old_rev != item.rev else ""
    head = f"{item.id} {item.title}: {called}{mandatory}{rev}"
    lines = [*item.what]
    if item.successors:
        lines.append(_SUCCESSORS[item.item_class].format(", ".join(item.successors)))
    if item.settings:
        lines.append(f"It depends on changed settings: {', '.join(titles[key] for key in item.settings)}")
    words = _changed(item.words) if item.how == "changed" else []
    return ReportEntry(head, (*map(_plain, lines), *words))


def _setting(setting: SettingChange) -> ReportEntry:
    safety = ", safety-class" if setting.safety else ""
    head = f"{setting.title} ({setting.key}; {setting.owner}{safety})"
    lines = [
        f"{value.label or 'value'}: {value.old or 'not set'} → {value.new or 'not set'}" for value in setting.values
    ]
    if setting.read_by:
        lines.append(f"Read by {', '.join(setting.read_by)}")
    return ReportEntry(head, tuple(map(_plain, lines)))


def _pages(comparison: ReleaseComparison) -> Iterator[ReportEntry]:
    for page in comparison.pages:
        if page.how != "changed":
            yield ReportEntry(f"{page.title} ({page.address}): {_HOW[page.how]}")


def _block(block: BlockChange) -> ReportEntry:
    head = f"{block.id} {block.title} ({block.page}): {_HOW[block.how]}"
    return ReportEntry(head, tuple(_changed(block.words)) if block.how == "changed" else ())


def _look(change: LookChange) -> ReportEntry:
    has_values = change.how == "changed" and change.new
    return ReportEntry(f"{change.title}: " + (f"{change.old} → {change.new}" if has_values else _HOW[change.how]))


def _changed(runs: tuple[Run, ...]) -> list[ReportLine]:
    """The changed lines of a text, without the words that are far from a change."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *lines_after = run.text.split("\n")
        lines[-1].append(Run(run.kind, first))
        lines += [[Run(run.kind, line)] for line in lines_after]
    shown = [tuple(run for run in line if run.text) for line in lines]
    return [_near(line) for line in shown if any(run.kind != "same" and run.text.strip() for run in line)]


def _near(line: ReportLine) -> ReportLine:
    return tuple(
        Run("same", _shortened(run.text, is_first=place == 0, is_last=place == len(line) - 1))
        if run.kind == "same"
        else run
        for place, run in enumerate(line)
    )


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    parts = text.split(" ")
    ends = (0 if is_first else _AROUND, 0 if is_last else _AROUND)
    if len(parts) <= sum(ends) + 2:
        return text
    before, after = " ".join(parts[: ends[0]]), " ".join(parts[len(parts) - ends[1] :]) if ends[1] else ""
    return f"{before}{' ' if before else ''}…{' ' if after else ''}{after}"
