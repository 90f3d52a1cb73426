"""Sign-off rules that agree with each other and with the competencies (L-92)."""

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_competency, setting, whole
from immerse.model.competency import Competency
from immerse.model.ids import RoleId
from immerse.model.policy.rotation import RotationRoles
from immerse.model.signoff import SEVERAL, AttesterCount, EvidenceMinimum, SignoffRule, rule_of
from immerse.model.subject import Subject
from immerse.words.english import counted


@rule("L-92", ERROR, each=whole)
def inconsistent_sign_off(context: Subject, report: Report) -> None:
    """The sign-off rules agree with each other, and the competencies with them.

    A rule has a kind and the numbers of that kind, from which its sentence and every check of a record are made; people
    apply a rule that has only a `text`. Most kinds may have only one rule, because two would give two numbers for one
    thing. Where the rule asks for a client employee, one of the attesting roles is held by one; a competency asks for
    no less evidence than the rule; and a rule about regulated sectors needs `regulated:` in rotation.yml, which says
    which sectors those are. Delegates in a client's rotation.roles are roles that attest; only the client's own people
    act for a role of the client's own people.

    Bad:  two rules of the kind `evidence`, or {kind: attesters, count: 2, client: 3}
    Good: {id: SR-2, title: Critical means two, kind: attesters, count: 2, client: 1}
    """
    rotation = context.programme.rotation
    seen: dict[object, SignoffRule] = {}
    for entry in rotation.signoff_rules:
        about, same = str(entry.id), (entry.kind, getattr(entry, "role", entry.id) if entry.kind in SEVERAL else "")
        if (first := seen.setdefault(same, entry)) is not entry:
            message = f"{entry.id} and {first.id} are both of the kind {entry.kind!r}"
            report(message, at=entry.location, about=about, hint="write one rule with the numbers that apply")
        if isinstance(entry, AttesterCount) and entry.client > entry.count:
            message = f"{entry.id} asks for {entry.client} client employees among {entry.count} attesters"
            report(message, at=entry.location_of("client"), about=about, hint=f"client: {entry.count} at most")
        if rotation.regulated is None and (getattr(entry, "regulated", None) or getattr(entry, "regulated_gates", ())):
            message = (
                f"{entry.id} mentions regulated sectors, but rotation.yml does not say which sectors are regulated"
            )
            hint = "write regulated: {when: policy.client.sector in [...]} above signoff_rules"
            report(message, at=entry.location, about=about, hint=hint)


@inconsistent_sign_off.also(setting("rotation.roles", unread=True))
def _delegates(named: RotationRoles, report: Report) -> None:
    """Report delegates who may not attest, or may not act for one of the client's own people."""
    roles = {str(role.id): role for role in report.context.programme.rotation.roles}
    at_client = report.client.id
    for role, delegate in named.delegates.items():
        if role not in roles or delegate not in roles:
            continue
        idle = next((id for id in (role, delegate) if not roles[id].attests), None)
        if idle is not None:
            message = f"rotation.roles.delegates of {at_client} names {idle!r}, which is not a role that attests"
            report(message, at=idle, hint="name a role of rotation.yml that has attests: true")
        elif roles[role].client and not roles[delegate].client:
            message = f"{delegate} cannot act for {role} at {at_client}: only client employees hold {role}"
            report(message, at=delegate, hint="name a role that has client: true in rotation.yml")


@inconsistent_sign_off.also(each_competency)
def _too_little(competency: Competency, report: Report) -> None:
    """Report a competency that asks for less than the rules."""
    rotation = report.context.programme.rotation
    if least := rule_of(EvidenceMinimum, rotation.signoff_rules):
        asked, need = (competency.critical and least.critical) or least, competency.evidence
        for name, number, floor in (("pieces", need.pieces, asked.pieces), ("observed", need.observed, asked.observed)):
            if number < floor:
                message = f"{competency.id} asks for {name}: {number}, but {least.id} for {floor}"
                report(message, at=need.location_of(name), hint=f"write {name}: {floor} or more")
    attesters = rule_of(AttesterCount, rotation.signoff_rules)
    if attesters and (competency.critical or attesters.among == "every"):
        _fewer_attesters(competency, attesters, {role.id for role in rotation.roles if role.client}, report)


def _fewer_attesters(competency: Competency, rule: AttesterCount, staff: set[RoleId], report: Report) -> None:
    signers = competency.attested_by
    groups = [*({role} for role in signers.all), *([set(signers.any)] if signers.any else [])]
    if 0 < len(groups) < rule.count:
        message = f"{competency.id} names {len(groups)} of the {rule.count} different attesters that {rule.id} asks for"
        report(message, at="attested_by", hint="name another role under `all`, or roles under `any`")
    elif groups and sum(bool(group & staff) for group in groups) < rule.client <= rule.count:
        staff_of_client = counted(rule.client, "client employee")
        message = f"{rule.id} requires {staff_of_client} among the attesters of {competency.id}"
        report(message, at="attested_by", hint="name a role that has client: true in rotation.yml")
