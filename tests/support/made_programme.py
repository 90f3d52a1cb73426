"""Programmes of any number of lessons, for measuring how cost grows. The same number gives the same files.

A made lesson has about as many words, sections, links and values of a policy as one that is taught; its sentences are
made of a few hundred words and mean nothing. Modules have ten lessons, drills and knowledge checks.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from immerse.starting import make_workspace

LESSONS_IN_A_MODULE = 10
SECTIONS = 7
PARAGRAPHS = 3
SENTENCES = 3
"""Of a paragraph, so that a lesson has about 900 words."""

CLIENT = "acme-works"
"""The client of every made programme."""

_SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mi", "no", "pe", "ro", "sa", "ti", "ve", "wo", "lin", "mar", "ten")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_programme(root: Path, lessons: int, seed: int = 1) -> Path:
    """Write a workspace with one client and that many lessons into `root`, which must be absent or empty.

    Returns:
        The folder itself.
    """
    make_workspace(root)
    random = Random(seed)
    words = _vocabulary(random)
    codes = []
    left = lessons - 1  # the workspace begins with one
    while left > 0:
        code = _code(len(codes))
        count = min(LESSONS_IN_A_MODULE, left)
        _write_module(root / "curriculum" / code.lower(), code, count, Random(f"{seed} {code}"), words)
        codes.append(code)
        left -= count
    curriculum = root / "curriculum" / "curriculum.yml"
    listed = ", ".join(("first-steps", *(code.lower() for code in codes)))
    text = curriculum.read_text("utf-8").replace("modules: [first-steps]", f"modules: [{listed}]")
    curriculum.write_text(text, "utf-8")
    return root


def _code(number: int) -> str:
    return f"M{_LETTERS[number // 26]}{_LETTERS[number % 26]}"


def _vocabulary(random: Random) -> list[str]:
    """Words of two to four syllables, the first of them far more frequent than the last when drawn by `_word`."""
    made = {"".join(random.choice(_SYLLABLES) for _ in range(random.randint(2, 4))): None for _ in range(900)}
    return list(made)


def _word(random: Random, words: list[str]) -> str:
    return words[int(len(words) * random.random() ** 2)]


def _sentence(random: Random, words: list[str], length: int = 14) -> str:
    said = [_word(random, words) for _ in range(random.randint(length - 4, length + 4))]
    return " ".join(said).capitalize() + "."


def _title(random: Random, words: list[str]) -> str:
    return " ".join(_word(random, words) for _ in range(4)).capitalize()


def _write_module(folder: Path, code: str, lessons: int, random: Random, words: list[str]) -> None:
    (folder / "lessons").mkdir(parents=True)
    values = {"code": code, "title": _title(random, words)}
    (folder / "module.yml").write_text(_MODULE.format(**values, say=_sentence(random, words)), "utf-8")
    (folder / "drills.yml").write_text(_DRILLS.format(**values, say=_sentence(random, words)), "utf-8")
    (folder / "checks.yml").write_text(_CHECKS.format(**values, say=_sentence(random, words)), "utf-8")
    for number in range(1, lessons + 1):
        text = _lesson(code, number, random, words)
        (folder / "lessons" / f"{number:02}-lesson.yml").write_text(text, "utf-8")


def _lesson(code: str, number: int, random: Random, words: list[str]) -> str:
    before = f"{code}-L{number - 1}" if number > 1 else "FST-L1"
    sections = []
    for place in range(1, SECTIONS + 1):
        paragraphs = [" ".join(_sentence(random, words) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)]
        sections.append(_SECTION.format(place=place, title=_title(random, words), text="\n\n      ".join(paragraphs)))
    said = [_sentence(random, words, 10) for _ in range(8)]
    head = _LESSON.format(code=code, number=number, title=_title(random, words), before=before, said=said)
    return head + "".join(sections) + _END.format(said=said)


_MODULE = """id: {code}
title: {title}
review_by: 2030-12-31
purpose: {say}
study_hours: 3
window: {{six: [1, 6], twelve: [1, 10]}}
uses: []
overview: {say}
competencies:
  - id: {code}-1
    title: Does {title}
    statement: Does it in the order of the lessons.
    criterion: Eighteen of twenty items agree with the mentor.
    levels: {{G1: 2, G2: 4}}
    attested_by: {{all: [mentor]}}
    evidence: {{pieces: 3, kinds: [work, shift, drill], observed: 1}}
rubric:
  - {{level: 2, text: Works beside the mentor.}}
  - {{level: 3, text: Works while the mentor reads.}}
  - {{level: 4, text: Works alone.}}
  - {{level: 5, text: Teaches it.}}
evidence:
  - Three observed shifts
attests: The mentor attests it.
"""

_DRILLS = """review_by: 2030-12-31
drills:
  - id: {code}-D1
    title: Cards on {title}
    use: practice
    minutes: 15
    trains: [{code}-1]
    uses: [centre.desks, response.targets]
    setup: Two cards and one pencil.
    task: For each card write the priority and the due time.
    cards:
      - id: first
        text: "Posted 10:05: {say}"
        key: P3, due {{{{ policy.response.targets.P3 | due("10:05") }}}}.
      - id: second
        text: "Posted 10:12: {say}"
        key: P1, due {{{{ policy.response.targets.P1 | due("10:12") }}}}.
    expected:
      - Both due times are right.
    debrief:
      - Which card came first, and why?
injects: []
"""

_CHECKS = """review_by: 2030-12-31
pass_percent: 85
checks:
  - id: {code}-K1
    use: practice
    competency: {code}-1
    question: What comes first here?
    options:
      - {{id: one, text: "{say}"}}
      - {{id: other, text: "Nothing of it."}}
    answer: {{option: one, rationale: It stands in the first lesson.}}
"""

_LESSON = """id: {code}-L{number}
title: {title}
review_by: 2030-12-31
summary: {said[0]}
minutes: 45
teaches: [{code}-1]
uses: [centre.desks, response.targets]
objectives:
  - {said[1]}
  - {said[2]}
why_here: People who write to {{{{ policy.client.name }}}} wait for it. It follows [the lesson before](lesson:{before}).
sections:
  - id: table
    title: The table
    text: |
      {{{{ policy.response.targets | targets_table }}}}

      What was posted at 09:52 is due at {{{{ policy.response.targets.P1 | due("09:52") }}}}. The steps are in
      [the playbook](playbook:PB-01).
"""

_SECTION = """  - id: part-{place}
    title: {title}
    text: |
      {text}
"""

_END = """showing:
  situation: {said[3]}
  think_aloud:
    - {said[4]}
practice:
  task: {said[5]}
  done_when:
    - {said[6]}
limits: {said[7]}
pitfalls:
  - {said[3]}
mentor:
  watch_for: [{said[4]}]
  red_flags: [{said[5]}]
  model_answer: {said[6]}
  calibrate: {said[7]}
sources:
  - {{id: own-practice, note: {said[0]}}}
"""
