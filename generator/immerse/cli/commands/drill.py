"""`drill`: shows what the decision tables decide for one item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import on_option, report, workspace
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.edition import Edition
    from immerse.model.ruling import Ruling, Told, Verdict


class MomentType(click.ParamType[datetime]):
    """A minute written 2026-11-20T18:40, with a time zone or without."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The minute; fails if the text is not a minute, or out of range."""
        from immerse.model.day_range import out_of_range

        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time; write it as 2026-11-20T18:40", param, ctx)
        if ":" not in value:
            self.fail(f"{value!r} has no time of day; write it as 2026-11-20T18:40", param, ctx)
        if fault := out_of_range(moment.date()):
            self.fail(fault, param, ctx)
        return moment


@click.command()
@client_argument
@click.option(
    "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A fact that can be seen of the item; repeatable."
)
@click.option("--at", type=MomentType(), help="When it was posted, local time of its desk (default: now).")
@click.option("--arrived", type=MomentType(), help="When it reached the queue (default: when it was posted).")
@click.option("--facts", "list_facts", is_flag=True, help="List the facts and their values instead.")
@click.option("--json", "form", flag_value="json", default="text", help="Print JSON, for programs.")
@on_option
def drill(
    client: str,
    facts: tuple[str, ...],
    at: datetime | None,
    arrived: datetime | None,
    list_facts: bool,
    form: str,
    on: date,
) -> None:
    """Show what CLIENT's decision tables decide for one item.

    It shows priority, owner, deputy, playbook, record and due times, and the rows that decided.

    \b
    immerse drill northgate --facts
    immerse drill northgate --fact signs=loss_alleged --fact voice=unhappy --at 2026-11-20T18:40

    A fact that is not given has its usual value. A result of a table can be stated as well (--fact trigger=complaint).
    """
    from immerse.queries.decide_item import decide_item, known_facts

    root = workspace()
    if list_facts:
        known = known_facts(root, client, on)
        report(form, known, _facts(known))
        return
    if arrived and not at:
        raise click.UsageError("--arrived needs --at, the time of the post")
    if arrived and at and (arrived.tzinfo is None) == (at.tzinfo is None) and arrived < at:
        raise click.UsageError("--arrived is before --at; nothing arrives before it is posted")
    ruling, edition = decide_item(root, client, tuple(map(_pair, facts)), at or datetime.now(UTC), on, arrived)
    report(form, _json(ruling, client), _text(ruling, edition))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise click.UsageError(f"--fact {text}: write NAME=VALUE, as in --fact harm=none")
    return name.strip(), value.strip()


def _facts(facts: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, fact in facts.items():
        yield f"{name}  {fact['ask']}"
        for value, meaning in fact["values"].items():
            mark = " (usual)" if value in fact["usual"] else ""
            yield f"    {value}{mark}{'  ' + meaning if meaning else ''}"


def _text(ruling: Ruling, edition: Edition) -> Iterator[str]:
    titles = {str(id): str(contact.title) for id, contact in (edition.client.policy.escalation.contacts or {}).items()}
    for verdict in ruling.verdicts:
        yield from _verdict(verdict, titles)
    width = max([16, *(len(due.label) + 2 for due in ruling.due)])
    if ruling.posted:
        duty = f"closed; on call: {titles.get(ruling.on_duty, ruling.on_duty)}" if ruling.on_duty else "open"
        yield f"{'posted':<{width}}{ruling.posted}; desk {ruling.desk}, {duty}"
    if ruling.arrived:
        yield f"{'arrived':<{width}}{ruling.arrived}; delay of the feed {counted(ruling.delay_min, 'minute')}"
    for due in ruling.due:
        yield f"{due.label:<{width}}{due.words}  ({due.clock})"
    for record in ruling.records:
        yield f"{'record':<{width}}{record}"
    for note in ruling.notes:
        yield f"{'mind':<{width}}{note}"
    yield ""
    yield "decided by"
    for row in ruling.decided:
        gives = f" = {row.gives}" if row.gives else ""
        yield f"    {row.table}/{row.row}{gives}  {row.title}  {row.location}"
    stated = ", ".join(f"{name}={_say(ruling.facts[name])}" for name in ruling.stated)
    usual = ", ".join(f"{name}={_say(value)}" for name, value in ruling.facts.items() if name not in ruling.stated)
    yield f"stated   {stated or 'nothing'}"
    yield f"besides  {usual}"


def _verdict(verdict: Verdict, titles: dict[str, str]) -> Iterator[str]:
    grade = "left by rule" if verdict.is_left else verdict.priority or verdict.severity
    place = verdict.place.replace("_", " ")
    title = f"{verdict.title:<16}" if len(verdict.title) < 16 else f"{verdict.title}: "
    yield f"{title}{grade or place or verdict.table}"
    for index, told in enumerate(verdict.told):
        label = "route" if index == 0 else "as well"
        yield f"    {label:<12}{_told(told, titles)}"
        yield f"    {'deputy':<12}{titles.get(told.deputy, told.deputy)} ({told.deputy})"
        for other in told.others:
            yield f"    {'or':<12}{titles.get(other, other)} ({other})"
    if verdict.approver:
        yield f"    {'approves':<12}{_told(verdict.approver, titles)}"
    if verdict.playbook:
        yield f"    {'playbook':<12}{verdict.playbook}"
    if verdict.place and grade:
        yield f"    {'place':<12}{place}"


def _told(told: Told, titles: dict[str, str]) -> str:
    within = f", within {counted(told.within_min, 'minute')} ({told.clock})" if told.within_min else ""
    because = f", because of {told.because}" if told.because else ""
    return f"{titles.get(told.contact, told.contact)} ({told.contact}){within}{because}"


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value) or "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(ruling: Ruling, client: str) -> dict[str, Any]:
    whole = asdict(ruling) | {"client": client, "settings": ruling.settings}
    for row in (*whole["decided"], *(row for verdict in whole["verdicts"] for row in verdict["rows"])):
        row["location"] = str(row["location"])
    for due in whole["due"]:
        due["at"] = due["at"].isoformat() if due["at"] else None
    return whole
