"""What docs/writing.md says of texts holds: its examples pass the check, and its sentences are true of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from immerse.model.site_view import View
from immerse.model.text import Letter, Prose
from immerse.pipeline.check import check_workspace
from immerse.pipeline.prepare import compose_client
from immerse.problems import Severity
from immerse.texts.callouts import CALLOUTS
from immerse.texts.html import Manner, to_html
from immerse.texts.linking import KINDS as LINKS
from immerse.texts.parsed_text import parse
from immerse.texts.shown import shown, shown_in_full
from site_fixtures import DAY, REPOSITORY, starter

DOCUMENT = (REPOSITORY / "docs" / "writing.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```$", DOCUMENT, re.M | re.S)
LESSON = "curriculum/first-steps/lessons/01-who-is-speaking.yml"


def with_examples(folder: Path, *texts: str) -> Path:
    """The starter with these texts as sections of its lesson."""
    root = starter(folder / "agency")
    path = root / LESSON
    sections = "sections:\n"
    for number, text in enumerate(texts):
        indented = "".join(f"      {line}".rstrip() + "\n" for line in text.splitlines())
        sections += f"  - id: example-{number}\n    title: Example\n    text: |\n{indented}"
    path.write_text(path.read_text("utf-8").replace("sections:\n", sections, 1), "utf-8")
    return root


def weighty(root: Path) -> list[str]:
    found = check_workspace(root, ("acme-works",), DAY).open
    return [str(problem) for problem in found if problem.severity is not Severity.INFO]


def test_the_examples_pass_the_check_and_mentors_alone_have_their_notes(tmp_path: Path) -> None:
    assert len(EXAMPLES) == 2
    root = with_examples(tmp_path, *EXAMPLES)
    assert weighty(root) == []
    for view in View:
        lesson = compose_client(root, "acme-works", view, DAY).programme.modules[0].lessons[0]
        texts = "".join(shown_in_full(section.text) for section in lesson.sections if hasattr(section, "text"))
        assert "mentor | every reply of Acme Works" in texts.replace("\n", " | ")
        assert ("People agree" in texts or "people agree" in texts) is (view is View.MENTOR)


def test_every_callout_and_every_kind_of_link_is_told() -> None:
    assert [name for name in CALLOUTS if f"[!{name}]`" not in DOCUMENT] == []
    assert [kind for kind in LINKS if f"`{kind}:`" not in DOCUMENT and f"({kind}:" not in DOCUMENT] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A sentence:\n- a\n  - b\n- c", "A sentence:\n- a\n- b\n- c"),
        ("1. a\n   - b\n2. c", "1. a\n- b\n2. c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("[time]: [what]\n\n[name]", "[time]: [what]\n[name]"),
        ("A line\n--\n\n#outage\n\n==x== :smile: @name #12 !!! www.example.org a@b.example", None),
        ("`{{first_name}}` and `</details>`", "{{first_name}} and </details>"),
        ('| a |\n|---|\n| {{ policy.client.name | quote("|") }} |', 'a\n{{ policy.client.name | quote("|") }}'),
    ],
)
def test_texts_read_as_the_document_says(text: str, says: str | None) -> None:
    expected = says if says is not None else " ".join(text.split("\n\n")[0].split()) + "\n" + text.split("\n\n", 1)[1]
    assert shown(parse(text)) == expected.replace("\n\n", "\n")


def test_a_line_break_counts_in_letters_and_where_it_is_asked_for() -> None:
    assert issubclass(Letter, Prose)
    assert "<br>" not in to_html(parse("a\nb")) and "<br>" in to_html(parse("a\nb"), (), Manner(breaks=True))
    assert all("<br>" in to_html(parse(text)) for text in ("a  \nb", "a\\\nb"))


def test_nesting_is_by_two_blanks_below_a_point_and_three_below_a_number() -> None:
    assert to_html(parse("- a\n  - b")).count("<ul>") == 2
    assert "<ol>" in to_html(parse("1. a\n   1. b")) and to_html(parse("1. a\n   1. b")).count("<ol>") == 2
    assert to_html(parse("1. a\n  1. b")).count("<ol>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "![x](https://x.example/a.png)",
        "[x](../y/)",
        "[x](https://x.example/a b)",
        "## Two",
        "- ### x",
        "> [!KEYS]\n> x",
    ],
)
def test_what_the_document_refuses_is_refused(tmp_path: Path, text: str) -> None:
    assert any("[markup]" in problem for problem in weighty(with_examples(tmp_path, text)))


def test_a_third_level_heading_and_a_title_of_a_link_are_allowed(tmp_path: Path) -> None:
    text = '### Words\n\n[the rule](lesson:FST-L1 "where it stands") and [say so]({{ policy.site.feedback_url }}).'
    root = with_examples(tmp_path, text)
    path = root / LESSON
    path.write_text(
        path.read_text("utf-8").replace("response.targets]", "response.targets, site.feedback_url]", 1), "utf-8"
    )
    assert weighty(root) == []
