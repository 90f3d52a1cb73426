"""Gaps of items and modules in words."""

from collections.abc import Mapping, Sequence

from immerse.records.judge import GapJson
from immerse.records.page_texts import say
from immerse.records.signoff_rules import RuleList, rule_of

_WHOLE = frozenset({"module-pieces", "simulated", "simulated-none"})


def gap_phrases(gaps: Sequence[GapJson], rules: RuleList) -> list[str]:
    """A phrase for each gap of one item or module, by the rules of the book.

    Gaps that the same pieces can close share a phrase: `one more observed piece, from another shift`.
    """
    evidence, simulated = rule_of(rules, "evidence") or {}, rule_of(rules, "simulated") or {}
    values = {"days": evidence.get("recent_days", 0), "percent": simulated.get("share", 0)}
    whole = [_gap_sentence(gap, values) for gap in gaps if gap["code"] in _WHOLE]
    phrased = [gap for gap in gaps if gap["code"] not in _WHOLE]
    if not phrased:
        return whole
    first, *rest = phrased
    form = "it" if first["n"] == 1 else "them"
    together = [say(f"judge.of-{form}.{gap['code']}", **values, n=gap["n"]) for gap in rest if gap["n"] <= first["n"]]
    alone = [_gap_sentence(gap, values) for gap in rest if gap["n"] > first["n"]]
    return [", ".join([_gap_sentence(first, values), *together]), *alone, *whole]


def _gap_sentence(gap: GapJson, values: Mapping[str, int]) -> str:
    return say(f"judge.gap.{gap['code']}", **values, n=gap["n"])
