"""The sentences of sign-off rules, made from their kinds and numbers."""

from collections.abc import Callable
from typing import Any

from immerse.model import signoff
from immerse.model.rotation_names import RotationNames
from immerse.words.english import join, spelled


def sentence_of(rule: signoff.SignoffBase, names: RotationNames) -> str:
    """The sentence of a rule; a kind without numbers has a fixed one."""
    sentence = _SENTENCES[type(rule)]
    return sentence if isinstance(sentence, str) else sentence(rule, names)


def _count(number: int, noun: str) -> str:
    """`one piece`, `three pieces`."""
    return f"{spelled(number)} {noun}" if number == 1 else f"{spelled(number)} {noun}s"


def _stated(rule: signoff.Stated, names: RotationNames) -> str:
    return str(rule.text)


def _attesters(rule: signoff.AttesterCount, names: RotationNames) -> str:
    competencies = "A critical competency" if rule.among == "critical" else "A competency"
    sentence = f"{competencies} needs {spelled(rule.count)} attesters who are different people"
    if rule.client:
        employees = "a client employee" if rule.client == 1 else "client employees"
        sentence += f", at least {spelled(rule.client)} of them {employees}"
    if not (names.rotation.regulated and rule.regulated):
        return f"{sentence}."
    competencies = join(rule.regulated.competencies)
    return f"{sentence}. In this sector one of them attests as {names.roles([rule.regulated.role])} for {competencies}."


def _signatory(rule: signoff.Signatory, names: RotationNames) -> str:
    sentence = f"Whoever signs the graduation has attested at most {rule.share}% of the trainee's evidence"
    return f"{sentence} and is not their mentor." if rule.not_mentor else f"{sentence}."


def _agency(rule: signoff.AgencyLimits, names: RotationNames) -> str:
    gates = sorted({*rule.never_gates, *(rule.regulated_gates if names.rotation.regulated else ())})
    sentence = f"Agency people attest up to level {rule.level} and only within their dates."
    if gates:
        sentence += f" They never decide {join(gates, 'or')}."
    if rule.never_only:
        sentence += f" They are never the only attester of {join(rule.never_only, 'or')}."
    return sentence


def _part_only(rule: signoff.PartOnly, names: RotationNames) -> str:
    parts = f"part {rule.parts[0]}" if len(rule.parts) == 1 else f"parts {join(rule.parts)}"
    return f"The {names.roles([rule.role])} signs items of {parts} of the graduation checklist, and no others."


def _not_mentor(rule: signoff.NotMentor, names: RotationNames) -> str:
    return f"Whoever signs as {names.roles([rule.role])} is not the mentor of the trainee."


def _evidence(rule: signoff.EvidenceMinimum, names: RotationNames) -> str:
    kinds = f" of {_count(rule.types, 'kind')} or more" if rule.types > 1 else ""
    among = [f"{spelled(rule.observed)} of them observed"] if rule.observed else []
    among += [f"{spelled(rule.recent)} dated within the last {rule.recent_days} days"] if rule.recent else []
    sentence = f"Each competency needs {_count(rule.pieces, 'piece')} of evidence{kinds}"
    sentence = f"{', '.join([sentence, join(among)] if among else [sentence])}."
    if more := rule.critical:
        seen = [f"{spelled(more.observed)} of them observed"] if more.observed else []
        seen += [f"{spelled(more.shifts)} from different shifts"] if more.shifts else []
        needed = [_count(more.pieces, "piece"), *([join(seen)] if seen else [])]
        sentence += f" A critical one needs {', '.join(needed)}."
    if rule.shared:
        competencies = "competency" if rule.shared == 1 else "competencies"
        sentence += f" One piece may support up to {spelled(rule.shared)} {competencies}."
    return sentence


def _simulated(rule: signoff.SimulatedShare, names: RotationNames) -> str:
    share = f"at most {rule.share}%" if rule.share else "none"
    free = f", in {join(rule.free)} all of it" if rule.free else ""
    return f"Of a module's evidence {share} may come from exercises{free}."


def _statement(rule: signoff.Statement, names: RotationNames) -> str:
    return (
        "Every attestation states the level, the release, the policy version, the date and one sentence of what was "
        f"seen. More than {_count(rule.bulk, 'evaluation record')} by one person within "
        f"{_count(rule.minutes, 'minute')} are marked for a second look, and so are equal sentences."
    )


def _waivers(rule: signoff.Waivers, names: RotationNames) -> str:
    if not rule.limit:
        return "No item may be waived."
    never = ["critical competencies"] if rule.never_critical else []
    never += [join((f"gate {gate}" for gate in rule.never_gates), "or")] if rule.never_gates else []
    never += [f"what {names.roles(rule.never_roles, 'or')} signs"] if rule.never_roles else []
    limit, approvers = _count(rule.limit, "waived item"), names.roles(rule.approvers)
    exceptions = f" There is none for {join(never, 'or')}." if never else ""
    return (
        f"A trainee may carry at most {limit}. A waiver has a reason, an end date and a line on the certificate, and "
        f"is approved by {approvers}.{exceptions}"
    )


def _critical_error(rule: signoff.CriticalError, names: RotationNames) -> str:
    return (
        "A breach of the constitution, a missed hard trigger with harm or a leak puts the competency back to level "
        f"{rule.level} until it is attested again. An error that the person reported themselves is treated as "
        "learning, and the record says so."
    )


def _small_team(rule: signoff.SmallTeam, names: RotationNames) -> str:
    who = names.roles(rule.stand_ins, "or")
    return (
        f"Where fewer than {spelled(rule.below)} people are there to attest, {who} stands in for the missing second "
        "attester. The number never drops to one."
    )


def _calibration(rule: signoff.Calibration, names: RotationNames) -> str:
    often = "Once a month" if rule.months == 1 else f"Every {spelled(rule.months)} months"
    return (
        f"{often} two attesters rate the same {_count(rule.items, 'item')} alone. Below an agreement of "
        f"{rule.agreement}%, an attester's awards of level {rule.level} need a second look until the next time."
    )


_SENTENCES: dict[type[signoff.SignoffBase], str | Callable[[Any, RotationNames], str]] = {
    signoff.Stated: _stated,
    signoff.OwnWork: "An attestation by the person who did the work does not count, whatever role they hold that day.",
    signoff.AttesterCount: _attesters,
    signoff.Signatory: _signatory,
    signoff.AgencyLimits: _agency,
    signoff.PartOnly: _part_only,
    signoff.NotMentor: _not_mentor,
    signoff.EvidenceMinimum: _evidence,
    signoff.SimulatedShare: _simulated,
    signoff.Floors: "A client's policy may raise floors and the least amount of evidence; it cannot lower them.",
    signoff.Statement: _statement,
    signoff.Waivers: _waivers,
    signoff.CriticalError: _critical_error,
    signoff.AppendOnly: "A trainee may read and comment on every record about themselves. A correction is added beside "
    "the old entry; the old entry stays.",
    signoff.SmallTeam: _small_team,
    signoff.Calibration: _calibration,
}
"""Kind -> its fixed sentence, or the function that makes it."""
