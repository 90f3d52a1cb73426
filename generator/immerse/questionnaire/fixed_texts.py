"""The words around the questions, for the workbook and for the page."""

from collections.abc import Iterator

from immerse.questionnaire.client_questions import AskedTable, ClientQuestion, Questionnaire

OF_QUESTIONS = "Answer in the yellow cells. Your role beside an empty answer says that the proposed answer is right."
OF_DEFAULTS = "These answers hold if nobody says otherwise; what changes most is first. Sign with your role, or answer."
OF_TABLES = "Empty rows below are for more. Your role under Answered by says that a whole row is right as it stands."


def why(question: ClientQuestion | AskedTable) -> str:
    """The reason for a question, and the effect of its answer."""
    return f"{question.why} {question.reach}".strip()


def state_of(question: ClientQuestion) -> str:
    """Whether an answer is still needed."""
    if question.place.is_open:
        return "open"
    return "answered" if question.place.value is not None and question.place.layer == "client" else "if it applies"


def steps(questionnaire: Questionnaire) -> Iterator[str]:
    """Instructions for the questions, sentence by sentence."""
    number = sum(place.is_open for place in questionnaire.places())
    yield f"{number} answers are still open. Go through the sheets in any order; send the file back when you are done."
    yield (
        "A row marked open needs an answer. One marked if it applies may stay empty: answer it only where it is so "
        "with you."
    )
    if questionnaire.defaults:
        yield "The sheet Defaults lists what holds when nobody says anything; whoever agrees signs the row."
    yield (
        "Write only into the yellow cells, of which the darker ones are open: nobody reads the others. Change what "
        "is there already if it is wrong."
    )
    yield (
        "Under Answered by write your role or your initials, not your name, and under On the day (2027-03-31). At the "
        "top of a sheet they count for every answer of the sheet that you typed or changed."
    )
    yield (
        "Where a proposed answer is right, write your role beside it and leave the answer empty. In a table your role "
        "says that the whole row is right."
    )
    yield "Several values are written in one cell below each other: Alt and Enter begins a new line."
    yield "A contact, an account or another row is named by its short name, which the drop-down offers."
    yield "To take a row out, choose 'remove' in its column Take out."


ON_PAPER = (
    "This page is for reading and for paper: print it and write into the boxes. To type answers, ask for the workbook.",
    "What is in a box already was answered before; change it where it is wrong. What is marked open needs an "
    "answer; what is marked if it applies may stay empty.",
    "Under Answered by write your role or your initials, not your name. Beside a box left empty, they say that the "
    "proposed answer is right.",
)
"""Instructions on the page, which is for reading and for paper."""
