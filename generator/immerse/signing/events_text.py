"""The events of a record as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from immerse.records.page_texts import say
from immerse.signing.folding import Fold
from immerse.signing.telling import NamesById, gap_phrase, refusal_sentence, rule_note, warning_sentence
from immerse.words.english import counted


def short(name: str) -> str:
    """The beginning of an event's name, which is enough to compare it."""
    return name[:12]


def refusal_lines(refusals: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """A line for each event that does not count."""
    for refusal in refusals:
        by = f" of {refusal['by']}" if refusal["by"] else ""
        kind = refusal["type"] or "event"
        yield f"{kind} {short(refusal['event'])}{by}: {refusal_sentence(refusal['code'])}{rule_note(refusal['code'])}"


def fold_lines(fold: Fold, book: Mapping[str, Any] | None) -> Iterator[str]:
    """The state of a rotation: gates, items that are not met, the graduation, and warnings."""
    opened = fold["opened"]
    if opened is None or book is None:
        yield "no rotation was opened"
        return
    yield f"{opened['trainee']}, mentor {opened['mentor']}, {opened['start']} to {opened['end']}, release {fold['ver']}"
    yield f"state: {say('signing.status.' + fold['status'])}"
    met = sum(item["state"] in ("met", "waived") for item in fold["items"].values())
    yield f"items: {met} of {len(fold['items'])} met"
    for gate, gate_state in fold["gates"].items():
        yield f"{gate}: {say('signing.gate.' + gate_state['state'])}"
    for name, item_state in fold["items"].items():
        if item_state["state"] not in ("met", "waived") and item_state["awards"]:
            missing = "; ".join(gap_phrase(gap, book["roles"]) for gap in item_state["gaps"])
            yield f"  {name}: {say('signing.item.' + item_state['state'])}; missing: {missing}"
    if fold["waived"]:
        yield f"waived: {', '.join(fold['waived'])}"
    yield from _graduation_lines(fold, book["roles"])
    for warning in fold["warnings"]:
        event = f" ({short(warning['event'])})" if "event" in warning else ""
        yield f"to know: {warning_sentence(warning)}{event}{rule_note(warning['code'])}"


def _graduation_lines(fold: Fold, roles: NamesById) -> Iterator[str]:
    graduation = fold["graduation"]
    if graduation["event"]:
        yield f"graduation: signed by {graduation['by']}, dossier {graduation['dossier']}"
    elif graduation["gaps"]:
        yield f"graduation: {counted(len(graduation['gaps']), 'thing')} missing"
