"""The facts of a page that a reader's checklist records: the digest of its texts, and the competencies that it
trains."""

import hashlib
from itertools import chain
from typing import Any

from immerse.model.base import walk_texts
from immerse.model.drill import DrillFile


def digest_of_texts(node: Any) -> str:
    """`sha256:` and 64 hex digits over all texts below a node, in their order, blanks between words counting as one."""
    words = "\n".join(map(str.strip, " ".join("\0".join(walk_texts(node)).split()).split("\0")))
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


def trained(exercises: DrillFile) -> frozenset[str]:
    """Ids of the competencies that the drills and injects of a module train."""
    ids = [*(drill.trains for drill in exercises.drills), *(inject.trains for inject in exercises.injects)]
    return frozenset(map(str, chain.from_iterable(ids)))
