"""Format 2: a crisis has two leaders, and `crisis.roles.executive` names the second."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.loading.located import YamlMapping
from immerse.upgrading.policies import ClientPolicy, policies
from immerse.upgrading.step_findings import Finding, UpgradeStep
from immerse.upgrading.workspace_files import Sources, inside


def _find(sources: Sources) -> Iterator[Finding]:
    for policy in policies(sources):
        roles = inside(policy.merged, "crisis", "roles")
        if isinstance(roles, YamlMapping) and "executive" not in roles:
            message = "crisis.roles needs executive: the contact who leads the whole organisation in a crisis; the "
            message += "commander commands the communications cell"
            place = policy.place("crisis", "roles")
            yield Finding("todo", place, message, after=f"executive: {_head(policy) or '<contact>'}")


def _head(policy: ClientPolicy) -> str:
    """The contact who is the client's director, if one is."""
    contacts = inside(policy.merged, "escalation", "contacts")
    for id, contact in contacts.items() if isinstance(contacts, YamlMapping) else ():
        functions = inside(contact, "functions")
        if isinstance(functions, tuple) and "director" in functions and inside(contact, "employer") == "client":
            return str(id)
    return ""


STEP = UpgradeStep(
    format=2,
    name="crisis_roles",
    about="`crisis.roles` names two leaders: `commander` commands the communications cell, `executive` leads the "
    "whole organisation.",
    find=_find,
)
