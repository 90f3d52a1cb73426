"""`explain`: explains what a rule or a setting requires, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from immerse.cli.options import custom_settings

if TYPE_CHECKING:
    from immerse.model.policy.registry import Setting


@click.command(short_help="Explain a rule or a setting.")
@click.argument("name", metavar="[WHAT]", required=False)
@click.option("--all", "everything", is_flag=True, help="All rules as one Markdown document (docs/rules.md).")
@click.option("--settings", is_flag=True, help="All settings as one Markdown document (docs/settings.md).")
def explain(name: str | None, everything: bool, settings: bool) -> None:
    """Explain what a rule (L-24) or a setting (response.targets) requires, and why.

    For a group (response) its settings are listed; without WHAT, the rules.
    """
    from immerse.checking.explaining import explain_all, explain_rule, list_rules
    from immerse.checking.rules import RULES
    from immerse.checking.settings_page import settings_reference
    from immerse.loading.policy_layers import load_core_policy
    from immerse.model.policy.registry import SETTINGS, settings_of

    if sum((name is not None, everything, settings)) > 1:
        raise click.UsageError("name one thing: a rule or a setting, --all, or --settings")
    if everything:
        click.echo(explain_all(), nl=False)
    elif settings:
        click.echo(settings_reference(load_core_policy()), nl=False)
    elif not name:
        click.echo(list_rules())
    elif name in SETTINGS or name.lower() in {rule.id.lower() for rule in RULES}:
        click.echo(_settings_named(name, SETTINGS) or explain_rule(name))
    else:
        custom = custom_settings()
        known = settings_of(custom.contract()) if custom else SETTINGS
        click.echo(_settings_named(name, known) or explain_rule(name, known))


def _settings_named(name: str, known: Mapping[str, Setting]) -> str:
    """The page of a setting, or of the setting that a path leads into; the settings of a group, a line each."""
    from immerse.checking.settings_page import setting_page
    from immerse.loading.policy_layers import load_core_policy
    from immerse.model.policy.prefixes import paths_of

    key = ".".join(name.split(".")[:2])
    if key in known:
        return f"{key}\n\n{setting_page(known[key], load_core_policy())}"
    named = paths_of(name, known)
    return "\n".join(f"{key}  {setting.doc}" for key, setting in known.items() if key in named)
