"""Totals of a book: the gates that ask for levels, the number of pieces of evidence."""

from immerse.model.edition import Edition
from immerse.model.ids import TrackId

_FEWEST_PIECES, _MOST_PIECES = 12, 120
"""Limits of the rows of an evidence log."""


def gates_asking(edition: Edition) -> list[str]:
    """The gates that ask for a level of some competency, in their order."""
    asking = {gate for item in edition.book.items for gate, _ in item.levels}
    return [str(gate.id) for gate in edition.programme.rotation.gates if gate.id in asking]


def pieces_asked(edition: Edition) -> int:
    """Pieces of evidence that the client's track asks for: the rows of an evidence log."""
    book = edition.book
    required = sum(kind.pieces.get(TrackId(book.track), 0) for kind in edition.programme.rotation.minimum_evidence)
    return max(_FEWEST_PIECES, min(required or sum(item.evidence_pieces for item in book.items), _MOST_PIECES))
