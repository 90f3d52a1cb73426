"""A house of many clients: everyday names and new clients stop nobody, and what is planted is found all the same."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from immerse.building.site import build_client
from immerse.leaks.common_words import is_frequent
from immerse.leaks.proof import prove
from immerse.leaks.word_registry import WordRegistry
from immerse.model.site_view import View
from immerse.pipeline.source import read_source
from immerse.problems import errors
from immerse.starting import make_part
from site_fixtures import CLIENTS, DAY, REPOSITORY
from tenth import IS_FUZZ

"""`make fuzz` builds the whole house, the suite a tenth of it."""
EVERYDAY, NEW = (150, 40) if IS_FUZZ else (15, 2)
BUILT, DRAFTS = (CLIENTS, 3) if IS_FUZZ else (("northgate",), 1)

NAMES = [
    "Progress",
    "Dark",
    "Light",
    "Grid",
    "Print",
    "Save",
    "Total",
    "Orange",
    "Target",
    "People",
    "Response",
    "Training",
    "Search",
    "Slate",
    "Article",
    "Skip",
    "Apple",
    "Shell",
    "Gap",
    "Boots",
    "Next",
    "Time",
    "Life",
    "Fortune",
    "Nature",
    "Science",
    "Wire",
    "Monster",
    "Indeed",
    "Slack",
    "Zoom",
    "Box",
    "Square",
    "Stripe",
    "Block",
    "Ring",
    "Nest",
    "Alphabet",
    "Meta",
    "Amazon",
    "Oracle",
    "Visa",
    "Discover",
    "Express",
    "Guardian",
    "Mirror",
    "Sun",
    "Star",
    "Post",
    "Telegraph",
    "Record",
    "Herald",
    "Focus",
    "Stern",
    "Mentor",
    "Gate",
    "Lead",
    "Desk",
    "Queue",
    "Priority",
    "Clock",
    "Answer",
    "Question",
    "Channel",
    "Reply",
    "Review",
    "Check",
    "Drill",
    "Lesson",
    "Level",
    "Trigger",
    "Owner",
    "Deputy",
    "Contact",
    "Policy",
    "Brand",
    "Client",
    "Account",
    "Public",
    "Private",
    "Open",
    "Close",
    "First",
    "Second",
    "Third",
    "Morning",
    "Night",
    "Day",
    "Week",
    "Month",
    "Year",
    "Hour",
    "Minute",
    "Notice",
    "Report",
    "Page",
    "Table",
    "List",
    "Line",
    "Word",
    "Name",
    "Place",
    "Home",
    "House",
    "Garden",
    "Water",
    "Fire",
    "Earth",
    "Air",
    "Stone",
    "Iron",
    "Silver",
    "Gold",
    "Diamond",
    "Crown",
    "Royal",
    "Prince",
    "King",
    "Queen",
    "Bishop",
    "Knight",
    "Castle",
    "Bridge",
    "River",
    "Lake",
    "Sea",
    "Ocean",
    "Island",
    "Mountain",
    "Valley",
    "Forest",
    "Field",
    "Rose",
    "Lily",
    "Violet",
    "Olive",
    "Cherry",
    "Lemon",
    "Ginger",
    "Pepper",
    "Bear",
    "Wolf",
    "Lion",
    "Tiger",
    "Fox",
    "Eagle",
    "Summer",
    "Winter",
    "Spring",
    "Salt",
    "Sugar",
    "Honey",
    "Butter",
]
"""Names of companies, most of them real, that are everyday words."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme of this repository with its clients, and many more."""
    root = tmp_path_factory.mktemp("house") / "workspace"
    for folder in ("curriculum", "playbooks", "site_config", "schema"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    step = len(NAMES) // EVERYDAY
    for number, name in enumerate(NAMES[::step][:EVERYDAY]):
        folder = root / "site_config" / "clients" / f"{name.lower()}-{number}"
        folder.mkdir()
        brand = NAMES[(number * 7 + 3) % len(NAMES)]
        text = f"client:\n  id: {folder.name}\n  name: {name}\n  brands: [{{id: main, name: {brand}}}]\n"
        (folder / "policy.yml").write_text(text, "utf-8")
    for number in range(NEW):
        make_part(root, "client", f"harbour-foods-{number}", DAY)
    return root


def test_the_names_are_everyday_words() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 150
    assert [name for name in NAMES if not is_frequent(name)] == []


@pytest.mark.parametrize("client", BUILT)
def test_everyday_names_stop_nobody(house: Path, client: str) -> None:
    result = build_client(read_source(house), client, View.TRAINEE, DAY, house / "site")
    assert result.pages > 50


@pytest.mark.parametrize("number", range(DRAFTS))
def test_a_new_client_among_many_is_built(house: Path, number: int) -> None:
    client = f"harbour-foods-{number}"
    result = build_client(read_source(house), client, View.TRAINEE, date.today(), house / "site", draft=True)
    assert result.pages > 50


def test_what_is_planted_is_found_all_the_same(house: Path) -> None:
    path = house / "site_config" / "clients" / "northgate" / "overlay.yml"
    text = path.read_text("utf-8")
    planted = "Calder & Rowe Bank, @ember.at.home, Harbour-Foods-1"
    path.write_text(text.replace("  LIS-L1: |\n", f"  LIS-L1: |\n    {planted}.\n", 1), "utf-8")
    problems = prove(WordRegistry(house), "northgate").problems
    path.write_text(text, "utf-8")
    assert {one.word for one in errors(problems)} == {"Calder & Rowe Bank", "@ember.at.home", "harbour-foods-1"}
