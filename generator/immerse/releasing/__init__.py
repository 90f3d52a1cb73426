"""Releases: their content, changes, standing and publication."""
