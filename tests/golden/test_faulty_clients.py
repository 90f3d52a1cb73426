"""A client whose files are faulty, or copies of another's: check names that, and none of what follows from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from checked import checked
from checking_cases import whole_workspace
from immerse.problems import Severity

CLIENTS = Path("site_config/clients")


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """One client, who sets everything."""
    return whole_workspace(tmp_path)


def errors_of(root: Path) -> list[str]:
    return [str(problem).splitlines()[0] for problem in checked(root).open if problem.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("account: The account name", 'account: @North "Wind"', "a text cannot begin with '@' [yaml]"),
        ("  sector: other", "   sector: other", "[yaml]"),
        ("centre:", "Centre:", "unknown key 'Centre' [schema]"),
    ],
)
def test_a_faulty_policy_is_one_error_and_no_word_of_it_is_foreign(
    right: str, wrong: str, says: str, agency: Path
) -> None:
    policy = agency / CLIENTS / "north-wind" / "policy.yml"
    text = policy.read_text("utf-8")
    assert right in text
    policy.write_text(text.replace(right, wrong, 1), "utf-8")
    found = errors_of(agency)
    assert found and says in found[0]
    assert not [line for line in found if "[L-71]" in line]


def test_a_copied_folder_is_named_by_its_id_alone(agency: Path) -> None:
    shutil.copytree(agency / CLIENTS / "north-wind", agency / CLIENTS / "south-wind")
    (found,) = errors_of(agency)
    assert "south-wind/policy.yml" in found and "client.id is 'north-wind', but the folder is 'south-wind'" in found


def test_many_words_of_another_client_are_named_as_a_copy(agency: Path) -> None:
    shutil.copytree(agency / CLIENTS / "north-wind", agency / CLIENTS / "south-wind")
    policy = agency / CLIENTS / "south-wind" / "policy.yml"
    policy.write_text(policy.read_text("utf-8").replace("id: north-wind", "id: south-wind"), "utf-8")
    foreign = [line for line in errors_of(agency) if "[L-71]" in line]
    assert len(foreign) == 2 and all(" things of " in line for line in foreign)
