"""The sites of the four clients differ where policy differs and nowhere else: the programme's own words.

Every text of the programme is followed by the place where it is written into what each client's trainees get, before a
template or a host sees it. Where two clients read different words there, or one of them none, a setting that this very
text or a condition around it reads has another value for the two, or an overlay laid something else in its place. What
templates add to a page is judged in test_demo_page_differences.py; pictures, downloads and the host's frame are not.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from client_texts import differs, read_by, written
from immerse.model.site_view import View
from immerse.problems import NOWHERE, Location
from site_fixtures import CLIENTS, edition

PAIRS = tuple(combinations(CLIENTS, 2))


def laid_over(block: str, *clients: str) -> bool:
    """Whether one of these clients' overlays has put something else in the place of a block, or taken it out."""
    for client in clients:
        for note in edition(client, View.TRAINEE).overlay_notes:
            target = f"{note.target}/why_here" if note.action == "why_here" else note.target
            if note.action != "added" and f"/{block}/".find(f"/{target}/") >= 0:
                return True
    return False


def unexplained(one: str, other: str, ours: dict[Location, str], theirs: dict[Location, str]) -> list[str]:
    """The places where two clients read something else although nothing that decides on it is different."""
    return [
        f"{place}: {text.block} differs for {one} and {other}, which agree on {sorted(text.reads)}"
        for place, text in written().items()
        if ours.get(place) != theirs.get(place)
        and not any(differs(key, one, other) for key in text.reads)
        and not laid_over(text.block, one, other)
    ]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one}-{other}" for one, other in PAIRS])
def test_two_clients_read_different_words_only_where_a_setting_differs_that_decides_on_them(
    one: str, other: str
) -> None:
    ours, theirs = read_by(one), read_by(other)
    assert unexplained(one, other, ours, theirs) == []
    different = sum(ours.get(place) != theirs.get(place) for place in written())
    assert different > 500 and len(written()) - different > 5000, (different, len(written()))


def test_what_no_place_of_the_programme_explains_is_the_clients_own() -> None:
    for client in CLIENTS:
        laid = {place.path for place in read_by(client).keys() - written().keys()}
        assert laid <= {NOWHERE.path, f"site_config/clients/{client}/overlay.yml"}


def test_words_of_another_client_in_a_text_are_found_with_the_place_and_what_it_reads() -> None:
    one, other = "northgate", "kestrel-inlet"
    agreed = [place for place, text in written().items() if not any(differs(key, one, other) for key in text.reads)]
    place = next(place for place in agreed if "cover" in read_by(one).get(place, ""))
    leaking = read_by(one) | {place: read_by(one)[place].replace("cover", "cover, 07:00 to 19:00 in Port Alder,")}
    (found,) = unexplained(one, other, leaking, read_by(other))
    assert found.startswith(f"{place}: {written()[place].block} differs for northgate and kestrel-inlet")
    (lost,) = unexplained(one, other, {key: text for key, text in read_by(one).items() if key != place}, read_by(other))
    assert lost == found
