"""Waivers: warnings that somebody answers for, with a reason, until a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from immerse.checking.rules import RULES
from immerse.model.client import Waiver, WaiverFile
from immerse.problems import Problem, Severity

RULE_ID = "waiver"


def apply_waivers(
    problems: Iterable[Problem],
    waivers: WaiverFile,
    client_waivers: Mapping[str, WaiverFile],
    on: date,
    *,
    all_judged: bool = True,
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Split problems into those that stand and those that are waived.

    A waiver covers warnings of its rule about its subject (and setting); the programme's waivers cover the programme's
    own files, a client's cover that client's folder. Errors cannot be waived, but for a word of another client that the
    waiver names. A waiver that has expired, that names an
    error, or that matches nothing is itself a problem, so that the list never rots; where not every rule was judged
    (`all_judged` is false), nobody can say that it matches nothing.
    """
    files = [("", waivers)] + [(f"site_config/clients/{id}/", file) for id, file in client_waivers.items()]
    found = tuple(problems)
    waived: set[Problem] = set()
    extra: list[Problem] = []
    for folder, file in files:
        for waiver in file.waivers:
            matching = [problem for problem in found if _matches(waiver, folder, problem)]
            extra += _faults(waiver, matching, on, all_judged=all_judged)
            if waiver.expires >= on:
                waived.update(problem for problem in matching if not _is_final(waiver, problem))
    still_open = tuple(problem for problem in found if problem not in waived)
    return still_open + tuple(extra), tuple(waived)


def _matches(waiver: Waiver, folder: str, problem: Problem) -> bool:
    in_clients = problem.location.path.startswith("site_config/clients/")
    if folder and not problem.location.path.startswith(folder):
        return False
    if not folder and in_clients:
        return False
    named = {problem.subject, *problem.subject.split("/", 1)}
    if waiver.setting and waiver.setting not in named:
        return False
    if waiver.word and waiver.word != problem.word:
        return False
    return problem.rule == waiver.rule and waiver.subject in named


def _is_final(waiver: Waiver, problem: Problem) -> bool:
    """Whether a problem is an error that this waiver cannot lift."""
    return problem.severity is Severity.ERROR and not (problem.word and waiver.word)


def _faults(waiver: Waiver, matching: list[Problem], on: date, *, all_judged: bool) -> list[Problem]:
    subject = f"{waiver.rule}/{waiver.subject}"
    if waiver.expires < on:
        message = f"the waiver of {waiver.rule} for {waiver.subject!r} expired on {waiver.expires}"
        hint = f"mend what it covers, or {waiver.owner} renews it with a new day"
        return [Problem(waiver.place_of("expires"), RULE_ID, message, Severity.ERROR, hint, subject)]
    if any(_is_final(waiver, problem) for problem in matching):
        message = f"{waiver.rule} is an error for {waiver.subject!r} and cannot be waived"
        return [Problem(waiver.location, RULE_ID, message, Severity.ERROR, "mend it, then delete this waiver", subject)]
    if waiver.rule not in {rule.id for rule in RULES}:
        message = f"there is no rule {waiver.rule!r}"
        hint = "immerse explain lists the rules"
        return [Problem(waiver.place_of("rule"), RULE_ID, message, Severity.WARNING, hint, subject)]
    if not matching and all_judged:
        message = f"the waiver of {waiver.rule} for {waiver.subject!r} covers nothing"
        return [Problem(waiver.location, RULE_ID, message, Severity.WARNING, "delete it", subject)]
    return []
