"""Waivers: warnings that an owner accepts, for a reason, until a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from immerse.checking.rules import BY_ID
from immerse.model.client import Waiver, WaiverFile
from immerse.problems import Problem, Severity, waivers_file
from immerse.words.near_misses import did_you_mean

RULE_ID = "waiver"


def apply_waivers(
    problems: Iterable[Problem],
    waivers: WaiverFile,
    client_waivers: Mapping[str, WaiverFile],
    on: date,
    *,
    all_judged: bool = True,
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Split problems into those that are open and those that are waived.

    A waiver covers warnings of its rule about its subject (and setting); the programme's waivers cover the programme's
    own files, a client's cover that client's folder. Errors cannot be waived, except for a word of another client that
    the waiver names. A waiver that has expired or names an error is itself a problem, and so is one that covers
    nothing, unless some rules were not judged (`all_judged` is false).
    """
    files = [("", waivers)] + [(f"site_config/clients/{id}/", file) for id, file in client_waivers.items()]
    all_problems = tuple(problems)
    waived: set[Problem] = set()
    extra: list[Problem] = []
    for folder, file in files:
        for waiver in file.waivers:
            matching = [problem for problem in all_problems if _matches(waiver, folder, problem)]
            unused = _unused_hint(waiver, folder, all_problems) if not matching else ""
            extra += _faults(waiver, matching, unused, on, all_judged=all_judged)
            if waiver.expires >= on:
                waived.update(problem for problem in matching if not _is_final(waiver, problem))
    still_open = tuple(problem for problem in all_problems if problem not in waived)
    return still_open + tuple(extra), tuple(waived)


def _matches(waiver: Waiver, folder: str, problem: Problem) -> bool:
    if not _is_in(folder, problem):
        return False
    named = _names_of(problem)
    if waiver.setting and waiver.setting not in named:
        return False
    if waiver.word and waiver.word != problem.word:
        return False
    return problem.rule == waiver.rule and waiver.subject in named


def _is_in(folder: str, problem: Problem) -> bool:
    """Whether the waivers of a client's folder, or of the programme (empty), are for a problem."""
    path = problem.location.path
    return path.startswith(folder) and not (not folder and path.startswith("site_config/clients/"))


def _names_of(problem: Problem) -> set[str]:
    """The names that a waiver of the problem may give as its subject or setting."""
    return {problem.subject, *problem.subject.split("/", 1)}


def _unused_hint(waiver: Waiver, folder: str, problems: Iterable[Problem]) -> str:
    """The hint for a waiver of a folder that covers nothing, from the problems of its rule."""
    alike = [problem for problem in problems if problem.rule == waiver.rule]
    covered = (problem for problem in alike if waiver.subject in _names_of(problem))
    if moved := next((problem for problem in covered if not _is_in(folder, problem)), None):
        return f"write it into {waivers_file(moved.location.path)}"
    known = sorted({name for problem in alike if _is_in(folder, problem) for name in _names_of(problem)})
    unknown = [name for name in (waiver.subject, waiver.setting) if name and name not in known]
    question = did_you_mean(unknown[0], known, certain=True) if unknown else ""
    return f"{question} otherwise delete it" if question else "delete it"


def _is_final(waiver: Waiver, problem: Problem) -> bool:
    """Whether a problem is an error that this waiver cannot waive."""
    return problem.severity is Severity.ERROR and not (problem.word and waiver.word)


def _faults(waiver: Waiver, matching: list[Problem], unused: str, on: date, *, all_judged: bool) -> list[Problem]:
    at, severity, named = waiver.location, Severity.WARNING, f"the waiver of {waiver.rule} for {waiver.subject!r}"
    if waiver.expires < on:
        at, severity, message = waiver.location_of("expires"), Severity.ERROR, f"{named} expired on {waiver.expires}"
        hint = f"correct what it covers, or {waiver.owner} renews it with a new day"
    elif any(_is_final(waiver, problem) for problem in matching):
        severity, message = Severity.ERROR, f"{waiver.rule} is an error for {waiver.subject!r} and cannot be waived"
        hint = "correct it, then delete this waiver"
    elif waiver.rule not in BY_ID:
        at, message = waiver.location_of("rule"), f"there is no rule {waiver.rule!r}"
        hint = did_you_mean(waiver.rule, BY_ID, "immerse explain lists the rules", certain=True)
    elif not matching and all_judged:
        message, hint = f"{named} covers nothing", unused
    else:
        return []
    return [Problem(at, RULE_ID, message, severity, hint, f"{waiver.rule}/{waiver.subject}")]
