"""Proof that no client reads another's words: what belongs to each, and a search for all of it in sources and bytes."""

from immerse.leaks.proof import Proof, judge_sources, prove
from immerse.leaks.word_registry import WordRegistry

__all__ = ["Proof", "WordRegistry", "judge_sources", "prove"]
