"""Proof that no client reads another's words: what belongs to each, and a search for all of it in sources and bytes."""

from immerse.leaks.house import House
from immerse.leaks.proof import Proof, judge_sources, prove

__all__ = ["House", "Proof", "judge_sources", "prove"]
