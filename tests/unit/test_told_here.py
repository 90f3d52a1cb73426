"""What pages tell about this client beside its texts: what was bought, who decides a gate, what the curve counts."""

from __future__ import annotations

import re
from functools import cache

import pytest
from immerse.hosts.pages import html_of
from immerse.model.edition import View
from immerse.planning.site import plan_site
from immerse.rendering.renderer import Renderer
from site_fixtures import CLIENTS, edition


@cache
def page(client: str, address: str, view: View = View.MENTOR) -> str:
    """One page of a client's site as HTML, on one line."""
    made = edition(client, view)
    plan, _ = plan_site(made)
    (found,) = (page for page in plan.pages if page.address == address)
    return " ".join(html_of(Renderer(made, plan).render(found)).split())


@pytest.mark.parametrize("client", CLIENTS)
def test_the_first_page_and_the_directors_page_say_what_was_bought(client: str) -> None:
    operates = edition(client, View.MENTOR).client.policy.agency.scope.operate  # type: ignore[union-attr]
    bought = "<strong>build, operate and teach</strong>"
    if not operates:
        bought = "<strong>build and teach</strong>, and not to operate"
    assert f"was brought in to {bought}." in page(client, "index.md", View.TRAINEE)
    director = page(client, "mentor/director.md")
    assert f"was brought in to {bought}." in director
    assert "It does not:" in director


def test_a_gate_is_decided_by_those_whom_the_sector_asks_for() -> None:
    assert "decided by director and compliance" in page("calder-rowe", "rotation/gates.md")
    assert "decided by director or lead" in page("hearthline", "rotation/gates.md")
    assert "<td>director or lead</td>" not in page("calder-rowe", "mentor/director.md")


@pytest.mark.parametrize("client", CLIENTS)
def test_exit_criteria_and_floors_are_said_once(client: str) -> None:
    handover = page(client, "rotation/handover.md")
    assert handover.count("have reached level 5") == 1
    assert "asks for as well" not in handover
    assert "cannot be cut" not in page(client, "rotation/index.md").split(">Phases<", 1)[1]


def test_where_the_agency_answers_nobody_the_curve_counts_its_help() -> None:
    assert "handled by client staff without a coach, from the week named" in page("calder-rowe", "rotation/handover.md")
    assert "without a coach" not in page("hearthline", "rotation/handover.md")


@pytest.mark.parametrize("client", CLIENTS)
def test_cards_that_come_while_a_drill_runs_are_not_read_beforehand(client: str) -> None:
    drills = [drill for drill in edition(client, View.MENTOR).programme.drills() if drill.held_back]
    assert {str(drill.use) for drill in drills} == {"practice", "assessed"}
    for drill in drills:
        module = str(drill.id).partition("-")[0].lower()
        drills_of = page(client, f"learn/{module}/drills.md", View.TRAINEE)
        shown = drills_of.split(f'<h3 id="{str(drill.id).lower()}">', 1)[1].split("<h3 ", 1)[0]
        assert "The cards" not in shown
        if drill.use == "assessed":
            assert "Your mentor has the cards." in shown
            assert 'class="im-card"' not in shown
        else:
            folded = re.findall(r"Card \d+</p> <details[^>]*> <summary>For whoever runs the drill</summary>", shown)
            assert len(folded) == len(drill.cards)


def test_an_item_that_nobody_is_told_of_has_an_owner() -> None:
    drills = page("hearthline", "learn/tri/drills.md")
    praise = drills.split("Idea for free!", 1)[1].split("Set by", 1)[0]
    assert "<dt>Owner</dt>" in praise
    assert "<dt>Tell</dt>" not in praise
    assert "<dt>Tell</dt>" in drills.split("CLOWNS", 1)[0]
