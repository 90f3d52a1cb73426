"""What our pages say in English, by key: a part of the site, then what it is. A translation is a file beside it.

`{name}` is filled in. A text that counts has a form for each plural of its language, chosen by `n`.
"""

from collections.abc import Mapping

WORDS: Mapping[str, str | Mapping[str, str]] = {
    "checklist.a4": "A4 for printing",
    "checklist.attested-by": "Attested by {roles}",
    "checklist.claim": "A claim is your own word; only an attestation counts.",
    "checklist.column.attester": "Attester",
    "checklist.column.date": "Date",
    "checklist.column.evidence": "Evidence",
    "checklist.column.gate": "Gate",
    "checklist.column.level": "Level",
    "checklist.column.name": "Name",
    "checklist.column.signature": "Signature",
    "checklist.computed-from": "Computed from {records}",
    "checklist.confirmed-by": "confirmed by {roles}",
    "checklist.critical": "critical",
    "checklist.data": "data",
    "checklist.gate-in-week": "Gate in week {week}.",
    "checklist.item-by-gate": "{phase}, up to {gate}",
    "checklist.item-later": "Later",
    "checklist.items": {"one": "{n} item", "other": "{n} items"},
    "checklist.judged": "How it is judged",
    "checklist.letter": "Letter for printing",
    "checklist.level": "Level {levels}",
    "checklist.mine": "my checklist",
    "checklist.notice": (
        "Print this page, or keep your checklist on screen: it is remembered in your browser when the page "
        "comes from a web address. Opened as a file, or without JavaScript, it is a list to read and print."
    ),
    "checklist.on-mine": "On {checklist}",
    "checklist.stays": "Nothing leaves this browser unless you save a file.",
    "checklist.take-away": "The same list to take away: {a4}, {letter}, {workbook}, {data}.",
    "checklist.trainee": "Trainee",
    "checklist.workbook": "a workbook",
    "first-days.all-tasks": "all tasks",
    "first-days.before": "What is prepared before you come",
    "first-days.day": "Day {n}, {weekday}",
    "first-days.later": "Later tasks, and those of everybody else, stand under {all_tasks}.",
    "first-days.lead": (
        "Day by day: what you read, whom you meet, what you do and what you sign. Days are working days; the "
        "weekday holds for a start on a Monday."
    ),
    "first-days.others": "Others, on this day",
    "graduation.lead": (
        "What has to be true before you go. Some lines are computed from the records and nobody signs them; "
        "the others are signed by the person named."
    ),
    "graduation.title": "Graduation",
    "progress.lead": (
        "Everything you are asked to show, in the order in which it normally comes. The level says how little "
        "supervision you need by then."
    ),
    "progress.title": "Progress",
    "records.against": "What a claim is held against",
    "records.answers": "Model answers",
    "records.lead": (
        "Open the files that your trainees saved for you: who waits for whom, what they claim, on what "
        "evidence, and what is missing for the next gate. The files stay in this tab; nothing is kept or "
        "sent."
    ),
    "records.levels": "Levels, attesters and evidence",
    "records.no-script": (
        "Records are read in a browser that runs scripts, on a site that is opened over the web. What a claim "
        "is held against stands below."
    ),
    "records.title": "Read records",
    "tasks.after": "after {tasks}",
    "tasks.evidence": "leaves evidence: {kind}",
    "tasks.first-days": "the first days, one by one",
    "tasks.just-begun": "If you have just begun: {first_days}.",
    "tasks.just-begun-title": "If you have just begun",
    "tasks.kind.do": "Do",
    "tasks.kind.meet": "Meet",
    "tasks.kind.read": "Read",
    "tasks.kind.sign": "Sign",
    "tasks.lead": (
        "What everybody does for a rotation, in the order in which it is due. A week ends on its Friday. A "
        "task is done or not; nobody attests it, and no gate opens by tasks alone."
    ),
    "tasks.not-for": "not: {paths}",
    "tasks.only-for": "only: {paths}",
    "tasks.own-days": "The first days stand on {page}.",
    "tasks.own-lead": "What you do, read, ask and sign on the way.",
    "tasks.own-page": "a page of their own",
    "tasks.own-title": "Your tasks",
    "tasks.to-print": "Tasks to print, one list for each trainee",
    "tasks.waits": "{gate} waits for it",
    "why.left-out": "Left out for {client}:",
    "why.left-out.block": "{title}, because {reasons}",
    "why.shown": "Shown because {reasons}.",
}
