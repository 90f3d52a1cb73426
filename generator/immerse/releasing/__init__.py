"""Releases: what is in one, what changed since the last, how each stands, and what of it is published."""
