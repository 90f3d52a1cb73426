"""The awards of one item, the level that they reach, and what is missing.

An award is one attestation, first hand or transcribed: {event, by, role, level, day, at, employer, second_hand, look,
pieces}. With `look` it needs an award of another person at the same level or above (calibration).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.records.days import day_after
from immerse.records.judge import GapJson
from immerse.signing.book_index import ItemJson, levels_of
from immerse.signing.signoff_rules import Rules
from immerse.signing.team import Team

Award = dict[str, Any]


def level_of(item: ItemJson, awards: Sequence[Award], rules: Rules, team: Team) -> int | None:
    """The highest level of an item whose signatures are complete; 0 for one without levels, None if there is none."""
    reached = [level for level in levels_of(item) if not signature_gaps(item, level, awards, rules, team)]
    return max(reached) if reached else None


def signature_gaps(item: ItemJson, level: int, awards: Sequence[Award], rules: Rules, team: Team) -> list[GapJson]:
    """The signatures that are missing at a level."""
    standing = [award for award in awards if award["level"] >= level]
    gaps: list[GapJson] = []
    signing: list[Award] = []
    for row in (row for row in item["signatures"] if row["level"] == level):
        one_of = row["one_of"]
        fitting = [award for award in standing if award["role"] in one_of or _stands_in(award, one_of, rules, team)]
        looked_at = [award for award in fitting if _is_looked_at(award, awards)]
        if not looked_at:
            code = "second-look" if fitting else "signature"
            gaps.append({"code": code, "roles": list(row["one_of"]), "level": level})
        signing += looked_at
    people = {award["by"] for award in signing}
    rule = rules.rule("attesters")
    least = max(item["distinct_attesters"], rule["count"] if rule and _is_among(item, rule) else 1)
    if not gaps and len(people) < least:
        gaps.append({"code": "attesters", "n": least - len(people)})
    return [*gaps, *_client_gaps(item, signing, rules)]


def _is_looked_at(award: Award, awards: Sequence[Award]) -> bool:
    """Whether an award that needs a second look has one: another person awarded as much."""
    if not award["look"]:
        return True
    return any(other["by"] != award["by"] and other["level"] >= award["level"] for other in awards)


def _stands_in(award: Award, roles: Sequence[str], rules: Rules, team: Team) -> bool:
    """Whether an award replaces one in any of some roles, because the team is small."""
    small = rules.rule("small-team")
    if small is None or award["role"] not in small["stand_ins"]:
        return False
    return bool(team.size(award["at"]) < small["below"] and not team.has_any(roles, award["at"]))


def _is_among(item: ItemJson, rule: Mapping[str, Any]) -> bool:
    return bool(item["kind"] == "competency" and (item["critical"] or rule["among"] == "every"))


def _client_gaps(item: ItemJson, signing: Sequence[Award], rules: Rules) -> list[GapJson]:
    """Missing awards of people whom the client employs, or who are responsible to a regulator."""
    gaps: list[GapJson] = []
    rule = rules.rule("attesters")
    if rule and _is_among(item, rule):
        clients = {award["by"] for award in signing if award["employer"] == "client"}
        if len(clients) < rule["client"]:
            gaps.append({"code": "client-attester", "n": rule["client"] - len(clients)})
        special = rule["regulated"]
        is_asked = rules.regulated and special and item["id"] in special["competencies"]
        if is_asked and all(award["role"] != special["role"] for award in signing):
            gaps.append({"code": "regulated-attester", "roles": [special["role"]]})
    agency = rules.rule("agency")
    alone = agency and item["id"] in agency["never_only"] and signing
    if alone and all(award["employer"] == "agency" for award in signing):
        gaps.append({"code": "agency-only"})
    return gaps


def evidence_gaps(
    item: ItemJson, pieces: Sequence[Mapping[str, Any]], kinds: Mapping[str, Any], rules: Rules, day: str
) -> list[GapJson]:
    """The gaps in the evidence that attesters have seen.

    Args:
        pieces: Each once, also of kinds that the item does not accept.
        kinds: The kinds of evidence of the book, by id.
        day: The last day on which one was seen, from which recent pieces are counted back.
    """
    evidence, rule = item["evidence"], rules.rule("evidence")
    if not evidence["pieces"]:
        return []
    counted = [piece for piece in pieces if not evidence["kinds"] or piece["kind"] in evidence["kinds"]]
    observed = sum(piece["kind"] in kinds and kinds[piece["kind"]]["observed"] for piece in counted)
    missing = {"pieces": evidence["pieces"] - len(counted), "observed": evidence["observed"] - observed}
    if rule:
        missing |= _varied(item, counted, rule, day)
    return [{"code": code, "n": number} for code, number in missing.items() if number > 0]


def _varied(item: ItemJson, pieces: Sequence[Mapping[str, Any]], rule: Mapping[str, Any], day: str) -> dict[str, int]:
    types = {piece["kind"] for piece in pieces}
    shifts = {(piece["day"], piece["shift"]) for piece in pieces if piece["shift"] is not None}
    since = day_after(day, -rule["recent_days"]) if pieces else ""
    least = rule["critical"]["shifts"] if item["critical"] and rule["critical"] else 0
    return {
        "types": min(rule["types"], len(item["evidence"]["kinds"]) or rule["types"]) - max(1, len(types)),
        "shifts": least - len(shifts),
        "recent": rule["recent"] - sum(since <= piece["day"] <= day for piece in pieces),
    }
