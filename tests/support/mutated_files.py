"""Files of the small workspace after a few cuts, copies and insertions made by chance."""

from __future__ import annotations

import loading_cases
from hypothesis import strategies as st

FILES = sorted(loading_cases.BASE.rglob("*.yml"))
_WORDS = (
    "\t|\r|\0|\ufeff|\u202e|e\u0301|\x85|\u2028|&a |*a|!!str |!x |<<: |---\n|...\n|%YAML 1.1\n|%TAG ! tag:x,2000:\n|"
    '? |: |- |[|]|{|}|{{ x }}|\'|"|"\\|\\u202e|\\ud800|\\U99999999|>-|#|@|`|\n|\n\n  |  |,|no|014|1_0|1e9|~|0x1|='
)

PIECES = st.one_of(
    st.sampled_from([word.encode() for word in _WORDS.split("|")]),
    st.sampled_from([b"|", b"|9", b"\xff", b"9" * 5000, b"[" * 3000, b"a: " * 200]),
    st.binary(max_size=6),
)
"""What is put into a file: the marks of YAML, characters that are refused, and noise."""


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    """A valid file of the workspace after one to six cuts, copies and insertions; and its path."""
    path = draw(st.sampled_from(FILES))
    source = path.read_bytes()
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(source)))
        end = min(len(source), start + draw(st.sampled_from([0, 0, 0, 1, 2, 5, 40])))
        moved = draw(st.integers(0, len(source)))
        piece = draw(st.one_of(PIECES, st.just(source[moved : moved + 60])))
        source = source[:start] + piece + source[end:]
    return source, path.relative_to(loading_cases.BASE).as_posix()
