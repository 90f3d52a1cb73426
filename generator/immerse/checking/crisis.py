"""Crisis: what a first text may say (L-25), what is paused (L-26), and how often it is practised (L-27)."""

import re
from itertools import pairwise

from immerse.checking.rule import ERROR, Report, rule
from immerse.checking.scopes import each_playbook, entries, setting
from immerse.checking.wording import Wording, in_english, matched_words, words
from immerse.model.bounds import OUT_OF_HOURS_MONTHS
from immerse.model.periods import is_longer_ago
from immerse.model.playbook import Playbook
from immerse.model.policy.approvals import PreCleared
from immerse.model.policy.crisis import Exercise, PauseRule
from immerse.model.text import Text

_SLOTS = {
    "a cause": words(r"\b(?:causes?|reasons?|why|because|due to)\b"),
    "blame": words(r"\b(?:blame|fault|culprit|guilt\w*|liab\w+|responsib\w+)\b"),
    "a count of people harmed": words(
        r"\b(?:how many|numbers? of|counts? of|casualt\w+|dead|deaths?|injur\w+|victims?)\b"
    ),
    "a time of repair": words(r"\b(?:repair\w*|restor\w+|fix(?:ed)?|resolved|normal|ETA|estimated)\b"),
}
_GUESSES = Wording(
    (),  # only first words are judged, and they are few
    r"\b(?:was|were|is|are|been) caused by\b|\bbecause of\b|\bdue to\b|\bour (?:own )?fault\b|\bfault of\b|\bneglig\w+"
    r"|\b\d+ (?:people|persons|passengers|injured|dead|victims)\b|\ball (?:passengers|people|persons) are safe\b"
    r"|\b(?:will|should|expected to) be (?:fixed|repaired|restored|resolved|back)\b|\bback (?:to normal|up) by\b",
)
_NEXT = words(r"\bnext (?:update|word|news|message|information)|\btime of the next\b|\b(?:here|again) (?:by|at) \[")
_SAFE = words(
    r"\b(?:saf(?:e|ety|ely)|unplug|switch off|stop using|do not (?:use|go|eat|touch)|stay|leave|keep away|call"
    r"|please use)\b"
)
_FIRST_WORDS = ("acknowledgement", "holding", "safety", "disruption")


@rule("L-25", ERROR, each=each_playbook)
def first_text_that_guesses(playbook: Playbook, report: Report) -> None:
    """The first words of a crisis give no cause, no blame, no count and no time of repair.

    Families and lawyers quote guesses of the first hour for years. A slot for such a guess in a
    pre-cleared acknowledgement, holding, safety or disruption text, or in a template of a playbook with a crisis clock,
    is an error; such words in an English text are a warning. A text that gives no time of the next update, and an
    acknowledgement or safety text that does not say how to be safe, are warnings too.

    Bad:  slots: [cause, number of injured]
    Good: slots: [what is known, what to do to be safe, time of the next update]
    """
    for template in playbook.templates if playbook.crisis_clock else ():
        _bad_slots(template.slots, f"{playbook.id}/{template.id}", f"{playbook.id}/{template.id}", report)


@first_text_that_guesses.also(entries("approvals.pre_cleared"))
def _first_words(cleared: PreCleared, report: Report) -> None:
    if cleared.kind not in _FIRST_WORDS:
        return
    owner, about = f"{report.client.id}/{cleared.id}", str(cleared.id)
    _bad_slots(cleared.slots, owner, about, report)
    english = [text for tag, text in cleared.text.items() if in_english(tag)]
    for text in english:
        for match in _GUESSES.meant_in(re.sub(r"\[[^\[\]]*\]", lambda slot: " " * len(slot.group()), text)):
            message = f"{owner} says {matched_words(match)!r}, which guesses at a cause, a count or a time"
            hint = "say what is known and what people should do"
            report.warn(message, at=text.at(match.start()), about=about, hint=hint)
    readable = "\n".join([*cleared.slots, *english])
    needs = [("when the next update comes", _NEXT, "a slot such as [time of the next update]")]
    if cleared.kind in ("acknowledgement", "safety"):
        needs.append(("what to do to be safe", _SAFE, "a slot such as [what to do to be safe]"))
    for content, pattern, hint in needs if english or cleared.slots else []:
        if not pattern.search(readable):
            report.warn(f"{owner} does not say {content}", at="text", about=about, hint=hint)


def _bad_slots(slots: tuple[Text, ...], owner: str, about: str, report: Report) -> None:
    for slot in slots:
        if content := next((content for content, pattern in _SLOTS.items() if pattern.search(slot)), ""):
            message = f"{owner} has the slot {slot!r}, which asks for {content}"
            hint = "fill in what is known, what to do to be safe, and when the next update comes"
            report(message, at=slot, about=about, hint=hint)


@rule("L-26", ERROR, each=setting("crisis.pause_rule"))
def incomplete_pause(pause: PauseRule, report: Report) -> None:
    """A pause stops every brand and paid media.

    People remember the cheerful scheduled post beside the bad news. The pause covers all brands; if it lists them, none
    may be missing. It includes paid media.

    Bad:  pause_rule: {scope: listed_brands, brands: [ember], paid_media: false, ...}
    Good: pause_rule: {scope: all_brands, paid_media: true, ...}
    """
    brands = [str(brand.id) for brand in report.policy.client.brands or ()]
    missing = [brand for brand in brands if brand not in pause.brands]
    if pause.scope == "listed_brands" and missing and all(brand in brands for brand in pause.brands):
        report(f"the pause does not cover {', '.join(missing)}", at="brands", hint="scope: all_brands")


@rule("L-27", ERROR, each=setting("crisis.exercise"))
def crisis_not_practised(exercise: Exercise, report: Report) -> None:
    """A crisis is practised often enough, out of hours too, and never twice in a row with the same plot.

    Tabletops and functional exercises are held at regular intervals. In every {OUT_OF_HOURS_MONTHS:spelled} months one
    begins outside cover; a plot is not played twice in a row (warnings). The months of a client without any exercise
    yet begin with agency.starts.

    Bad:  exercise: {tabletop_months: 9, functional_months: 18, out_of_hours: false}
    Good: exercise: {tabletop_months: 3, functional_months: 6, out_of_hours: true}
    """
    held = sorted(exercise.held, key=lambda exercise: exercise.held_on)
    for before, after in pairwise(held):
        if before.plot == after.plot:
            message = f"the plot {after.plot!r} was played twice in a row, on {before.held_on} and {after.held_on}"
            report.warn(message, at=after.location_of("plot"), hint="use another plot for the next exercise")
    nights = [exercise.held_on for exercise in held if exercise.out_of_hours]
    since = max(nights, default=report.policy.agency.starts)
    if exercise.out_of_hours and since and is_longer_ago(since, report.context.on, months=OUT_OF_HOURS_MONTHS):
        message = f"no exercise has begun outside cover since {since}"
        report.warn(message, at="held", hint="hold one at night or at a weekend, and list it under held")
