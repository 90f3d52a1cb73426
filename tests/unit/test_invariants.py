"""What a policy must keep together (I1 to I11): a fault planted in a client of this repository is named at its line.

I12, acknowledgements of what changed, compares two releases: tests/golden/test_declaring.py.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from immerse.checking import RULES, regions_for
from immerse.composing import analyse
from immerse.deciding import check_tables
from immerse.loading import client_ids, load_client, load_core_policy, load_programme
from immerse.model.subject import Subject
from immerse.problems import Problem, Severity

REPOSITORY = Path(__file__).parents[2]
CLIENTS = client_ids(REPOSITORY)
ON = date(2026, 12, 1)

OVER_TEXTS = {"markup", "L-10", "L-14", "L-33", "L-34", "L-41", "L-42", "L-44", "L-45", "L-46", "L-49", "L-70"}
"""Rules that read every text of the programme for words, and take the time for it."""

Judge = Callable[..., tuple[Problem, ...]]
"""(client, text of its policy, day; whether tables are judged too) -> what is said of it."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """The programme, read once; a client is read again with each text."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(REPOSITORY / "site_config", root / "site_config")
    programme, _ = load_programme(REPOSITORY)
    assert programme
    reads, core = analyse(programme).reads, load_core_policy()
    judged = [rule for rule in RULES if rule.find and rule.id not in OVER_TEXTS]

    def say(client: str, text: str, on: date = ON, *, tables: bool = False) -> tuple[Problem, ...]:
        own = _file(root, client)
        own.write_text(text, encoding="utf-8")
        loaded, problems = load_client(root, client)
        own.write_bytes(_file(REPOSITORY, client).read_bytes())
        if loaded:
            subject = Subject(programme, (loaded,), reads, on, core, regions_for((loaded,)))
            problems += tuple(problem for rule in judged for problem in rule.find(subject))
            problems += tuple(check_tables(programme, (loaded,))) if tables else ()
        return tuple(problem for problem in problems if problem.severity is not Severity.INFO)

    return say


def _file(root: Path, client: str) -> Path:
    return root / "site_config" / "clients" / client / "policy.yml"


def policy_of(client: str) -> str:
    """The client's policy as it is in this repository."""
    return _file(REPOSITORY, client).read_text(encoding="utf-8")


def line_of(text: str, planted: str, begin: int, at: str) -> int:
    """The line of what is planted at `begin`, or the last one up to there that holds `at`."""
    begin += len(planted) - len(planted.lstrip("\n"))
    lines = text[: text.find("\n", begin)].splitlines()
    return max(number for number, line in enumerate(lines, 1) if at in line)


HALF = "    brands: [dew]\n    scope: listed_brands\n"
"""A pause of one brand alone."""

FAULTS: list[tuple[str, ...]] = [
    # I1 triage < first response <= update, for every priority
    ("I1", "northgate", "P4: {triage_min: 60,", "P4: {triage_min: 240,", "L-24", "not before first_response_min 240"),
    ("I1", "northgate", "10, update_min: 30", "10, update_min: 9", "L-24", "first_response_min 10 is later than"),
    ("I1", "hearthline", "P4: {triage_min: 240", "P4: {triage_min: 600", "L-24", "is not before cover_days 1, 540"),
    # I2 every route, approver and owner is a contact, with a different deputy
    ("I2", "northgate", "      approver: duty-manager", "      approver: duty-boss", "reference", "contact 'duty"),
    ("I2", "hearthline", "    scribe: community-lead", "    scribe: comunity-lead", "reference", "contact 'com"),
    ("I2", "hearthline", "    deputy: social-business-deputy", "    deputy: social-business-director", "L-23", "same"),
    ("I2", "calder-rowe", "      deputy: compliance-manager", "      deputy: compliance-social", "L-23", "same"),
    ("I2", "northgate", "      law: ntsb-831", "      law: ntsb-813", "reference", "did you mean 'ntsb-831'"),
    # I3 hours and on-call cover every target on the wall clock
    ("I3", "hearthline", "enabled: true, ack_min: 15", "enabled: true, ack_min: 16", "L-24", "take 32 minutes"),
    ("I3", "hearthline", "on_call: {enabled: true", "on_call: {enabled: false", "L-24", "nobody is on call"),
    ("I3", "hearthline", "primary: duty-lead", "primary: ember-care", "decision", "cannot be reached outside cover"),
    # I4 the promise is never better than the target
    ("I4", "northgate", "    within_min: 360", "    within_min: 100", "L-29", "better than the target of P4, 240"),
    ("I4", "calder-rowe", "    within_min: 1440", "    within_min: 480", "L-29", "an answer to a P4 may take 1440"),
    # I5 approval and drafting fit into the first response, or an unexpired pre-cleared text is the fallback
    ("I5", "northgate", "      max_min: 15", "      max_min: 30", "L-24", "its fallback would go out too late"),
    ("I5", "northgate", "      fallback: pc-delay", "      fallback: pc-late", "reference", "text 'pc-late'"),
    # I6 each covered language has disclosure, acknowledgement and an approver
    ("I6", "northgate", "      es: Habla", "      pt: Habla", "L-12", "employee_text has no", "    employee_text:"),
    ("I6", "northgate", "        es: >-\n", "        pt: >-\n", "L-28", "no pre-cleared ack", "      text:"),
    ("I6", "northgate", "cover: full, fluent_approver: language-desk}", "cover: full}", "L-28", "nobody can approve"),
    # I7 commander, PR pilot and legal are three people
    ("I7", "northgate", "   legal: aviation-counsel", "   legal: customer-care-director", "L-58", "commander and leg"),
    ("I7", "hearthline", "    legal: group-legal", "    legal: group-pr", "L-58", "pr_pilot and legal are one"),
    # I8 retention: the longest legal floor, the privacy maximum, or a recorded decision
    ("I8", "calder-rowe", "\n  retention_months: 84", "\n  retention_months: 48", "L-39", "asks for 60"),
    ("I8", "hearthline", "\n  retention_months: 36", "\n  retention_months: 37", "L-39", "legal.privacy allows 36"),
    # I10 nothing that is said or called has expired, or does so within 30 days
    ("I10", "northgate", "      expires: 2027-05-31", "      expires: 2026-11-30", "L-43", "claim desk-never-clo"),
    ("I10", "northgate", "      expires: 2027-05-31", "      expires: 2026-12-31", "L-43", "within 30 days"),
    ("I10", "northgate", "      expires: 2027-02-28", "      expires: 2026-12-01", "L-43", "text pc-ack ends on"),
    ("I10", "hearthline", "      review_by: 2027-04-15", "      review_by: 2026-11-30", "L-43", "cpsa-15b ended on"),
    ("I10", "hearthline", "        verified_on: 2026-11-10", "        verified_on: 2026-06-04", "L-38", "helpline 988"),
    ("I10", "hearthline", "        verified_on: 2026-11-10", "        verified_on: 2026-06-10", "L-38", "2026-12-07"),
    ("I10", "hearthline", "    verified_on: 2026-11-10\n\nsite", "    verified_on: 2026-06-03\n\nsite", "L-38", "call"),
    # I11 a brand overrides nothing: all of them live under the same targets and the same pause
    ("I11", "hearthline", "      channels: [ig-dew]", "      response: {}", "schema", "unknown key 'response'"),
    ("I11", "hearthline", "    ordered_by: duty", f"{HALF}    ordered_by: duty", "L-26", "leaves out ember, crumb"),
]  # fmt: skip
"""(invariant, client, text, text with the fault, rule, words of the message, and where it is not at the fault itself
what stands in the line that is named)."""

LEFT = date(2027, 12, 15)
"""A day on which no client's agency is there any more."""

STAYED: list[tuple[str, ...]] = [
    ("hearthline", "", "", "a place among the contacts", "      employer: agency"),
    ("hearthline", "", "", "agency_posting still lets it post", "  agency_posting:"),
    ("hearthline", "", "", "the role lead", "    lead: engagement-manager"),
    ("hearthline", "    mentors: [desk-lead-chicago", "    mentors: [engagement-manager", "the role mentors", ""),
    ("hearthline", "      approver: brand-pr", "      approver: engagement-manager", "approval p2-brand", ""),
    ("hearthline", "    key_holders: [it-", "    key_holders: [engagement-manager, it-", "a recovery key", ""),
    ("hearthline", "      owner: dew-care", "      owner: engagement-manager", "channel ig-dew", ""),
]
"""I9: (client, text, text with the fault, words of the message, what stands in the line that is named)."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{fault[1]}-{fault[3].strip()[:30]}")
def test_a_broken_invariant_is_named_at_its_line(fault: tuple[str, ...], judge: Judge) -> None:
    invariant, client, before, after, rule, words, *at = fault
    text = policy_of(client)
    assert before in text
    changed = text.replace(before, after, 1)
    line = line_of(changed, after, text.index(before), at[0] if at else "")
    problems = judge(client, changed, tables=rule == "decision")
    named = {(problem.rule, problem.location.line) for problem in problems if words in problem.message + problem.hint}
    assert named == {(rule, line)}, invariant


@pytest.mark.parametrize("stayed", STAYED, ids=lambda stayed: stayed[3])
def test_what_the_agency_still_holds_after_its_exit_is_named(stayed: tuple[str, ...], judge: Judge) -> None:
    client, before, after, words, at = stayed
    changed = policy_of(client).replace(before, after, 1)
    place = changed.index(at or after)
    problems = judge(client, changed, LEFT)
    named = {problem.location.line for problem in problems if problem.rule == "L-54" and words in problem.message}
    assert named == {changed[:place].count("\n") + 1}


def test_an_approval_without_time_or_text_is_an_error(judge: Judge) -> None:
    text = policy_of("northgate").replace("      max_min: 15", "      max_min: 25", 1)
    index = text.index("    - id: pc-delay")
    text = text[:index] + text[index:].replace("expires: 2027-02-28", "expires: 2026-11-30", 1)
    line = text[: text.index("      max_min: 25")].count("\n") + 1
    named = [one for one in judge("northgate", text) if "no unexpired text is its fallback" in one.message]
    assert [(one.rule, one.severity, one.location.line) for one in named] == [("L-24", Severity.ERROR, line)]


@pytest.mark.parametrize("client", CLIENTS)
def test_the_clients_keep_every_invariant(client: str, judge: Judge) -> None:
    assert judge(client, policy_of(client)) == ()


def _with_strangers(client: str) -> tuple[str, list[tuple[int, str]]]:
    """The policy with every contact that it names, but the contacts themselves, made a stranger: (text, places)."""
    text = policy_of(client)
    loaded, _ = load_client(REPOSITORY, client)
    assert loaded and loaded.policy.escalation.contacts
    ids = "|".join(sorted(loaded.policy.escalation.contacts, key=len, reverse=True))
    named = re.compile(rf"(?<=[:\[,-] )(?:{ids})(?=[,\]}}]|$)|(?<=\[)(?:{ids})(?=[,\]])")
    lines, places = text.splitlines(), list[tuple[int, str]]()
    for index, line in enumerate(lines):
        if not line.startswith("      title: "):
            places += [(index + 1, f"x-{match.group()}") for match in named.finditer(line)]
            lines[index] = named.sub(lambda match: f"x-{match.group()}", line)
    return "\n".join(lines) + "\n", places


@pytest.mark.parametrize("client", CLIENTS)
def test_every_contact_that_is_named_has_to_be_one(client: str, judge: Judge) -> None:
    changed, places = _with_strangers(client)
    said = {(one.location.line, id) for one in judge(client, changed) for id in re.findall(r"'(x-[^']+)'", one.message)}
    assert len(places) > 100
    assert sorted(set(places) - said) == []
