"""Every place of a policy that names a contact: who holds what, and who stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from immerse.model.base import Node
from immerse.model.edition import Client
from immerse.model.ids import ContactId
from immerse.model.text import Text
from immerse.problems import Location

Pair = tuple[str, tuple[str, Location], tuple[str, Location]]
"""(what is held, holder, deputy); both as (id of a contact, where it is written)."""

Held = tuple[str, Node | None, tuple[str, ...]]
"""(setting, node, its fields that name contacts)."""

CRISIS_ROLES = ("executive", "scribe", "liaison", "pr_pilot", "operations", "legal")
"""Besides commander and deputy, who are a pair."""
ROTATION_ROLES = ("mentors", "lead", "director", "client_pr", "compliance", "hr")


def pairs(client: Client) -> Iterator[Pair]:
    """Holder and deputy wherever both are written side by side."""
    policy = client.policy
    for id, contact in (policy.escalation.contacts or {}).items():
        yield f"contact {id}", (str(id), contact.location), (contact.deputy, contact.place_of("deputy"))
    nodes: list[tuple[str, Node | None, str, str]] = [
        *((f"brand {brand.id}", brand, "spoke_owner", "deputy") for brand in policy.client.brands or ()),
        *((f"channel {channel.id}", channel, "owner", "backup") for channel in policy.centre.channels or ()),
        *((f"approval {approval.id}", approval, "approver", "deputy") for approval in policy.approvals.chain or ()),
        *((f"spokesperson {one.role}", one, "role", "deputy") for one in policy.approvals.spokespersons or ()),
        ("crisis.roles", policy.crisis.roles, "commander", "deputy"),
        ("legal.market_disclosure", policy.legal.market_disclosure, "route", "deputy"),
    ]
    on_call = policy.centre.on_call
    if on_call and on_call.enabled and on_call.primary and on_call.deputy:
        nodes.append(("centre.on_call", on_call, "primary", "deputy"))
    for what, node, holder, deputy in nodes:
        if node:
            first, second = getattr(node, holder), getattr(node, deputy)
            yield what, (first, node.place_of(holder)), (second, node.place_of(deputy))


def holders(client: Client, used: Collection[str]) -> Iterator[tuple[str, str, Location]]:
    """(setting, contact id, place) wherever the deputy is the contact's own. A severity level has its declarer from
    the core: where no text reads the levels, it binds nobody."""
    held = [*_settings(client), *_entries(client), *_answering(client)]
    if "crisis.severity_levels" in used:
        levels = client.policy.crisis.severity_levels or {}
        held += [("crisis.severity_levels", level, ("declared_by",)) for level in levels.values()]
    for setting, node, fields in held:
        for field in fields if node else ():
            value = getattr(node, field)
            if node and isinstance(value, tuple):
                yield from ((setting, one, _place(one, node, field)) for one in value)
            elif node and value:
                yield setting, value, node.place_of(field)


def _place(one: str, node: Node, field: str) -> Location:
    return one.location if isinstance(one, Text) and one.location.path else node.place_of(field)


def _settings(client: Client) -> Iterator[Held]:
    policy = client.policy
    yield (
        "crisis.roles",
        policy.crisis.roles,
        CRISIS_ROLES,
    )
    yield "crisis.pause_rule", policy.crisis.pause_rule, ("ordered_by", "lifted_by")
    yield "approvals.out_of_hours", policy.approvals.out_of_hours, ("may_publish", "wake_list")
    yield "legal.complaints", policy.legal.complaints, ("route",)
    yield "legal.market_disclosure", policy.legal.market_disclosure, ("contact",)
    yield "response.moderation", policy.response.moderation, ("who_may_ban", "ban_second")
    yield "centre.night_watch", policy.centre.night_watch, ("tells",)
    yield "escalation.numbers", policy.escalation.numbers, ("kept_by",)
    yield "wellbeing.exposure", policy.wellbeing.exposure, ("contact",)
    yield "identity.ai", policy.identity.ai, ("editor",)
    yield "identity.ambassadors", policy.identity.ambassadors, ("register_owner",)
    yield "rotation.roles", policy.rotation.roles, ROTATION_ROLES
    yield "records.system", policy.records.system, ("owner",)
    yield "security.recovery", policy.security.recovery, ("key_holders",)
    if privacy := policy.legal.privacy:
        yield "legal.privacy", privacy.retention_decision, ("owner",)
    if leaving := policy.agency.exit:
        yield "agency.exit", leaving.data_return, ("certified_by",)
        yield "agency.exit", leaving.staff_transfer_review, ("owner",)
    for name in type(policy.custom).model_fields:
        if isinstance(getattr(policy.custom, name), ContactId):
            yield f"custom.{name}", policy.custom, (name,)


def _entries(client: Client) -> Iterator[Held]:
    policy = client.policy
    yield from (("topics.referred", topic, ("owner",)) for topic in policy.topics.referred or ())
    yield from (("legal.regimes", regime, ("owner",)) for regime in policy.legal.regimes or ())
    yield from (("legal.none_applies", none, ("signed_by",)) for none in policy.legal.none_applies or ())
    yield from (("approvals.pre_cleared", text, ("approved_by",)) for text in policy.approvals.pre_cleared or ())
    yield from (("centre.languages", one, ("fluent_approver",)) for one in policy.centre.languages or ())
    yield from (("centre.vendors", vendor, ("owner",)) for vendor in policy.centre.vendors or ())
    yield from (("crisis.partners", partner, ("contact",)) for partner in policy.crisis.partners or ())
    yield from (("measures.outcomes", outcome, ("owner",)) for outcome in policy.measures.outcomes or ())
    yield from (("agency.people", person, ("contact",)) for person in policy.agency.people or ())
    if moderation := policy.response.moderation:
        yield from (("response.moderation", row, ("owner",)) for row in moderation.platforms or ())


def _answering(client: Client) -> Iterator[Held]:
    """Who answers for a value that is looser than the core default."""
    policy = client.policy
    nodes: list[tuple[str, Node | None]] = [
        ("centre.on_call", policy.centre.on_call),
        ("centre.shift", policy.centre.shift),
        ("crisis.timers", policy.crisis.timers),
        ("crisis.pause_rule", policy.crisis.pause_rule),
        ("crisis.exercise", policy.crisis.exercise),
        ("agency.exit", policy.agency.exit),
        ("rotation.alumni", policy.rotation.alumni),
        ("security.access", policy.security.access),
        ("wellbeing.exposure", policy.wellbeing.exposure),
        *(("response.targets", target) for target in (policy.response.targets or {}).values()),
    ]
    yield from ((setting, node, ("owner",)) for setting, node in nodes)
