"""Unfinished parts: values that nobody gave (L-85), texts of a skeleton (skeleton), and lessons without a reason of
the client's own (why-here)."""

from immerse.checking.rule import ERROR, NOTE, Report, rule
from immerse.checking.scopes import each_client, whole
from immerse.model.edition import Client
from immerse.model.owned_text import OwnedText
from immerse.model.policy.policy_leaves import Leaf, leaves
from immerse.model.policy.stand_ins import tally, unlisted_placeholders
from immerse.model.screening import screen
from immerse.model.subject import Subject
from immerse.problems import DRAFT, SKELETON, Location
from immerse.words.english import counted
from immerse.words.near_misses import near_miss


@rule(DRAFT, ERROR, each=each_client)
def unlisted_stand_in(client: Client, report: Report) -> None:
    """A value that nobody gave is listed as a stand-in, and the list names values.

    `immerse new client` writes initial values and lists them under `stand_ins`. Deleting a line there confirms the
    value. Numbers, times, dates, choices and ids may be right as they are; a text that begins with "To be given", a
    telephone number of zeros or an address at to-be-given.example cannot, so it stays on the list until somebody writes
    the real value. A path on the list names one value, or a key that may be filled in. The number of answered values is
    a note; without `--draft`, `immerse build` stops while any value is left.

    Bad:  listening: {vendor: "To be given: vendor", ...}      and no line for centre.listening.vendor in stand_ins
    Good: listening: {vendor: Lantern Metrics, ...}            or stand_ins: [centre.listening.vendor]
    """
    for leaf in unlisted_placeholders(client):
        message = f"{leaf.path} is a placeholder, but stand_ins does not list it"
        hint = f"write the real value, or add the line to stand_ins:  - {leaf.path}"
        report(message, at=leaf.location, about=leaf.path, hint=hint)
    if client.is_draft:
        _unknown_paths(client, report)
        hint = f"immerse policy {client.id} --stand-ins lists the rest"
        place = client.stand_ins[0].location
        report(f"{client.id} is a draft: {tally(client)}", at=place, hint=hint, severity=NOTE)


def _unknown_paths(client: Client, report: Report) -> None:
    """Report paths of the list that are not values of the policy."""
    known = {leaf.path: leaf for leaf in leaves(client.policy, absent=True)}
    for path in client.stand_ins:
        if path not in known:
            message = f"stand_ins names {path!r}, which is not a value of {client.id}"
            report(message, at=path, about=path, hint=_hint_for(str(path), known))
        elif known[path].fixed:
            report(f"stand_ins names {path!r}, which no client may change", at=path, about=path, hint="delete the line")


def _hint_for(path: str, known: dict[str, Leaf]) -> str:
    if below := [known_path for known_path in known if known_path.startswith(f"{path}.")]:
        more = f" and {len(below) - 3} more" if len(below) > 3 else ""
        return f"name its values one by one: {', '.join(below[:3])}{more}"
    if whole := next((known_path for known_path in known if path.startswith(f"{known_path}.")), ""):
        return f"a list of plain values is one value: write {whole}"
    near = near_miss(path, known)
    return f"did you mean {near}?" if near else "delete the line; immerse policy lists all values"


_MARK = "To be written: "
"""Begins every text of a skeleton that has to be replaced."""


@screen
def _is_skeleton(owned: OwnedText) -> bool:
    return owned.text.startswith(_MARK)


@rule(SKELETON, NOTE, each=whole)
def text_of_a_skeleton(context: Subject, report: Report) -> None:
    """Texts of a skeleton are replaced before anybody learns from them.

    `immerse new` writes lessons, modules and playbooks whose texts begin with "To be written:" and say what belongs
    there. They pass the check, so that an author can write in any order, and pages and papers show them as they are.
    The number of these texts in a file is a note, which `immerse build` repeats.

    Bad:  statement: "To be written: what the person does."
    Good: statement: Puts everything that happened into one timeline.
    """
    left: dict[str, list[OwnedText]] = {}
    for owned in context.texts.caught_in(_is_skeleton):
        left.setdefault(owned.text.location.path, []).append(owned)
    for texts in left.values():
        message = f"{counted(len(texts), 'text')} of the skeleton left"
        hint = f'replace the texts that begin with "{_MARK.strip()}"'
        report(message, at=texts[0].text, about=texts[0].owner, hint=hint)


@rule("why-here", NOTE, each=each_client)
def words_of_the_core(client: Client, report: Report) -> None:
    """A lesson gives the client's own reason why it matters.

    Every lesson has room for the reason that only this client can give. The words of the core fill it until somebody
    writes the client's own under `why_here` in overlay.yml. A note lists the lessons that still have the core's words;
    nobody has to replace them. Lessons that the overlay drops do not count.

    Bad:  why_here: {}
    Good: why_here: {TRI-L2: "On every bill stands: we answer within the hour."}
    """
    dropped_ids = {str(dropped.target) for dropped in client.overlay.drop}
    modules = [module for module in report.context.programme.modules if module.id not in dropped_ids]
    lessons = [str(lesson.id) for module in modules for lesson in module.lessons if lesson.id not in dropped_ids]
    waiting = [id for id in lessons if id not in client.overlay.why_here]
    if waiting:
        message = f"{client.id} gives its own reason in {len(lessons) - len(waiting)} of {len(lessons)} lessons"
        message += f"; the core's words are still in {', '.join(waiting)}"
        place = Location(f"{client.folder}/overlay.yml")
        report(message, at=place, about="why_here", hint="why_here: {<lesson>: ...}")
