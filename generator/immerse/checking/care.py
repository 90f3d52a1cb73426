"""Care: for colleagues who see hard things (L-36, L-37), and help that answers where the person is (L-38)."""

from datetime import date

from immerse.checking.countries import covers
from immerse.checking.expiry import report_repetition
from immerse.checking.rule import ERROR, WARNING, Report, declared, rule
from immerse.checking.scopes import setting
from immerse.model.policy.centre import Shift
from immerse.model.policy.wellbeing import CHECKED_DAYS, DutyOfCare
from immerse.problems import Location


@declared("L-36", ERROR)
def too_much_exposure() -> None:
    """Nobody looks at distressing material for long without a break, alone with it, or against their will.

    Exposure is limited, like heat or noise at work. There is a longest time without a change of task, a way to decline
    without a reason, a talk offered soon afterwards, and a named contact for support.

    Bad:  exposure: {max_continuous_h: 4, opt_out: false, debrief_h: 72}
    Good: exposure: {max_continuous_h: 2, opt_out: true, debrief_h: 24, contact: wellbeing-lead}
    """


@rule("L-37", WARNING, each=setting("centre.shift"))
def alone_at_night(shift: Shift, report: Report) -> None:
    """Nobody is alone on a night shift or in a crisis.

    A person who has nobody to ask will guess. If a desk is always open or somebody is on call,
    centre.shift.second_person names a contact who can be reached at that hour and who is not the person on call.

    Bad:  shift: {length_h: 8, overlap_min: 30}
    Good: shift: {length_h: 8, overlap_min: 30, second_person: duty-officer}
    """
    on_call, desks = report.policy.centre.on_call, report.policy.centre.desks or ()
    if not (any(desk.always for desk in desks) or (on_call and on_call.enabled)):
        return
    second, escalation = shift.second_person, report.policy.escalation
    contact = escalation.contact(second) if second else None
    if second is None:
        message = "nobody is named as the second person of a night or crisis shift"
        report(message, hint="second_person: a contact who can be reached at any hour")
    elif contact and not contact.is_reached_at_night:
        message = f"the second person {second!r} cannot be reached at night"
        report(message, at="second_person", hint="name a contact with hours: always or on_call")


@rule("L-38", ERROR, each=setting("wellbeing.duty_of_care"))
def no_help_here(care: DutyOfCare, report: Report) -> None:
    """Where a person may be in danger, there is a number that answers, and somebody has checked it.

    A helpline of the wrong country is worse than none. Every jurisdiction of the client has a helpline and an emergency
    number, each checked within {CHECKED_DAYS} days; if the {CHECKED_DAYS} days end within {SOON_DAYS} days, it is a
    warning.

    Bad:  jurisdictions: [GB, IE]         and a helpline for GB only
    Good: helplines: [{jurisdiction: GB, ...}, {jurisdiction: IE, ...}], numbers: {GB: "999", IE: "112"}
    """
    route = care.emergency_route
    for country in report.policy.client.jurisdictions or ():
        if not any(covers(line.jurisdiction, country) for line in care.helplines):
            message = f"no helpline for {country!r}, which is a jurisdiction of the client"
            report(message, at="helplines", hint="add one that is answered there")
        if not any(covers(number, country) for number in route.numbers):
            message = f"no emergency number for {country!r}, which is a jurisdiction of the client"
            report(message, at=route.location_of("numbers"), hint=f'numbers: {{{country}: "..."}}')
    for place, line in enumerate(care.helplines):
        helpline, path = f"helpline {line.name} ({line.jurisdiction})", f"helplines.{place}"
        _last_checked(helpline, path, line.verified_on, line.location_of("verified_on"), report)
    _last_checked("the emergency route", "emergency_route", route.verified_on, route.location_of("verified_on"), report)


def _last_checked(subject: str, path: str, day: date | None, place: Location, report: Report) -> None:
    hint = "call it, then set verified_on"
    if day is None:
        if not report.client.is_stand_in(f"wellbeing.duty_of_care.{path}.verified_on"):
            report(f"nobody has checked {subject}", at=place, hint=hint)
    else:
        done, hint_before = f"{subject} was last checked", "call it now, then set verified_on"
        report_repetition(report, done, day, CHECKED_DAYS, at=place, hint=hint, hint_before=hint_before)
