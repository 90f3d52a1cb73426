"""A programme about bread, which shares nothing with the one in this repository, becomes whole sites."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from immerse.model.site_view import View
from immerse.pipeline.check import check_workspace
from immerse.problems import Severity
from site_fixtures import DAY, REPOSITORY, Sites, pages

BAKERY = REPOSITORY / "tests" / "cases" / "other_subject"
CLIENTS = ("corner-bakery", "mill-lane")
OF_OUR_SUBJECT = re.compile(
    r"\b(social media|engagement|triag\w+|listening|posts?|repl(?:y|ies)|crisis|queues?|brands?|moderation)\b", re.I
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("bakery")
    return Sites(Path(shutil.copytree(BAKERY, folder / "workspace")), folder)


def test_it_passes_the_check() -> None:
    judgement = check_workspace(BAKERY, CLIENTS, DAY)
    assert [str(problem) for problem in judgement.open if problem.severity is not Severity.INFO] == []


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("client", CLIENTS)
def test_everything_that_was_written_is_a_page(sites: Sites, client: str, view: View) -> None:
    built = pages(sites.folder(client, view))
    for module in ("dou", "ovn"):
        for page in ("", f"{module}-l1/", "drills/", "checks/"):
            assert f"learn/{module}/{page}index.html" in built
    for place in ("playbooks/pb-01", "rotation", "rotation/gates", "checklist/progress", "checklist/graduation"):
        assert f"{place}/index.html" in built
    assert {"DOU-1", "OVN-1"} <= set(built["checklist/progress/index.html"].items)
    assert ("Wait until a dent comes back slowly" in built["learn/dou/dou-l1/index.html"].text) is (view is View.MENTOR)


def test_each_client_reads_its_own_words(sites: Sites) -> None:
    lesson = "learn/ovn/ovn-l1/index.html"
    corner, mill = (pages(sites.folder(client))[lesson].text for client in CLIENTS)
    assert "People come to Corner Bakery before work" in corner and "What stands in the window" in corner
    assert "People come to Mill Lane Bread before work" in mill and "What stands in the window" not in mill


@pytest.mark.parametrize("view", View)
def test_the_generator_adds_no_word_of_our_own_subject(sites: Sites, view: View) -> None:
    found = {
        path: OF_OUR_SUBJECT.findall(page.text + " " + page.title)
        for path, page in pages(sites.folder("corner-bakery", view)).items()
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_such_words_are_found_where_they_are() -> None:
    lesson = REPOSITORY / "generator/immerse/starter/workspace/curriculum/first-steps/lessons/01-who-is-speaking.yml"
    assert OF_OUR_SUBJECT.search(lesson.read_text("utf-8"))
