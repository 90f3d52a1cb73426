"""Misspelt outcomes of decision tables: words that no condition compares, near to one that a condition does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from immerse.deciding.vocabulary import Vocabulary
from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.syntax_tree import Comparison, Constant, FactTerm, Listing, walk
from immerse.model.ruling import DECISION_RULE
from immerse.model.text import Text
from immerse.problems import Problem
from immerse.words.near_misses import near_miss


def misspelt_outcomes(vocabulary: Vocabulary) -> Iterator[Problem]:
    """A problem for each outcome that is nearly a word with which conditions compare its table."""
    compared = _compared(vocabulary)
    for table in vocabulary.tables:
        given = [row.then.is_ for row in table.rules if isinstance(row.then.is_, Text) and not row.then.is_.expression]
        for text in given:
            others = compared[str(table.id)].difference(map(str, given))
            if text not in compared[str(table.id)] and (meant := near_miss(str(text), others, certain=True)):
                message = f"no condition compares {table.id} with {str(text)!r}"
                owner = vocabulary.owners[str(table.id)]
                yield Problem(text.location, DECISION_RULE, message, hint=f"did you mean {meant!r}?", subject=owner)


def _compared(vocabulary: Vocabulary) -> Mapping[str, set[str]]:
    """Table -> the words with which conditions compare its outcome."""
    compared: dict[str, set[str]] = defaultdict(set)
    for text in (row.if_ for table in vocabulary.tables for row in table.rules if row.if_ is not None):
        try:
            nodes = list(walk(parse(text.expression, facts=True)))
        except ExpressionFault:
            continue  # reported where it stands
        for node in nodes:
            if isinstance(node, Comparison):
                sides = (node.left, node.right)
                names = [side.name for side in sides if isinstance(side, FactTerm)]
                constants = [side.items if isinstance(side, Listing) else (side,) for side in sides]
                words = {str(one.value) for items in constants for one in items if isinstance(one, Constant)}
                for name in names:
                    compared[name] |= words
    return compared
