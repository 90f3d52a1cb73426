"""Triage practice for the page that runs it: `practice.json`, schema `immerse.practice/1`."""

import json
from typing import Any

from immerse.model.edition import Edition
from immerse.model.practice import Deck, PracticeCard, PracticeSet
from immerse.model.ruling import Ruling
from immerse.texts.shown import shown_in_full
from immerse.words.english import join

SCHEMA = "immerse.practice/1"
_SHOWN = ("told", "first_response")
"""The due times that are shown."""


def practice_json(edition: Edition, practice: PracticeSet) -> bytes:
    """Cards, their answers for this client, and queues, as UTF-8 JSON: the same bytes for the same edition."""
    fields = {
        "schema": SCHEMA,
        "client": edition.client.id,
        "owners": sorted({owner for card in practice.cards if (owner := _owner(card.ruling, edition))}),
        "cards": [_card(card, edition) for card in practice.cards],
        "decks": [{"begins": deck.begins, "arrivals": _arrivals(deck, edition)} for deck in practice.decks],
    }
    return (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _card(card: PracticeCard, edition: Edition) -> dict[str, Any]:
    text, note = shown_in_full(card.text), shown_in_full(card.note)
    return {"id": card.id, "text": text, "note": note, "answer": _answer(card.ruling, card.timed, edition)}


def _arrivals(deck: Deck, edition: Edition) -> list[dict[str, Any]]:
    answers = ((arrival, _answer(arrival.ruling, arrival.ruling, edition)) for arrival in deck.arrivals)
    return [{"card": arrival.card, "after": arrival.after, "answer": answer} for arrival, answer in answers]


def _answer(ruling: Ruling, timed: Ruling, edition: Edition) -> dict[str, Any]:
    """The right answer to a card, and the explanation that follows it; `timed` has the clocks of its due times."""
    verdict = next((verdict for verdict in ruling.verdicts if verdict.priority), None)
    rows = {row.title: None for verdict in ruling.verdicts for row in verdict.rows}
    shown = [due for due in ruling.due if due.id in _SHOWN]
    clocks = {due.id: due.clock for due in reversed(timed.due)}
    return {
        "priority": verdict.priority if verdict else "",
        "left": ruling.is_left,
        "owner": _owner(ruling, edition),
        "either": _owners(ruling, edition),
        "clock": "" if ruling.is_left else clocks.get("told") or clocks.get("first_response") or "",
        "posted": ruling.posted,
        "desk": ruling.desk,
        "due": [{"id": due.id, "words": due.words, "who": _title(due.who, edition)} for due in shown],
        "rows": list(rows),
    }


def _owner(ruling: Ruling, edition: Edition) -> str:
    titles = _owners(ruling, edition)
    return join(titles, "or") + (", whichever of them it concerns" if len(titles) > 1 else "")


def _owners(ruling: Ruling, edition: Edition) -> list[str]:
    """The titles of all who may be the first owner: several where the post does not say which brand it is about."""
    owner = ruling.owner
    return [_title(contact, edition) for contact in (owner.contact, *owner.others)] if owner else []


def _title(contact: str, edition: Edition) -> str:
    known = edition.client.policy.escalation.contact(contact)
    return str(known.title) if known else contact
