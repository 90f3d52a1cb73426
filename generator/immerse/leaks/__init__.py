"""Proof that no client reads another client's words: a search for them in sources and finished files."""

from immerse.leaks.proof import Proof, judge_sources, prove
from immerse.leaks.word_registry import WordRegistry

__all__ = ["Proof", "WordRegistry", "judge_sources", "prove"]
