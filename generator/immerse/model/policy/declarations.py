"""Declarations of settings: everything in the contract except the type, which the field has."""

from typing import Any, Literal

from pydantic import Field

from immerse.model.base import Node

Shown = Literal["all", "mentor", "never"]
"""The readers of a value on a site: everyone, only the mentor view, nobody."""


def setting(
    doc: str,
    *,
    rule: str = "",
    required: bool = False,
    safety: bool = False,
    fixed: bool = False,
    shown: Shown = "all",
    affects: tuple[str, ...] = (),
) -> Any:
    """Declare one setting of the policy contract.

    Args:
        doc: The meaning, one plain sentence that trainees read beside the value, without keys or how to set it.
        rule: What is accepted beyond the type, and what an editor has to know; not on pages.
        required: Has no default, because a default would be dangerous. Enforced for settings that the programme uses.
        safety: A change asks everyone at level 3 and above to acknowledge it again.
        fixed: A value of the constitution: shown, not editable.
        shown: Who may see the value on a site.
        affects: Module ids, and playbook ids, whose text depends on it.
    """
    return Field(
        default=None,
        description=doc,
        json_schema_extra={
            "immerse": {
                "rule": rule,
                "required": required,
                "safety": safety,
                "fixed": fixed,
                "shown": shown,
                "affects": list(affects),
            }
        },
    )


class Group(Node):
    """A group of settings (`response`, `crisis`); each field is one setting, absent when nobody set it."""
