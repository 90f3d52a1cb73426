"""Signatures: events that people sign with their keys, and who may sign. The pages do the same in `sign/`.

Nothing is loaded here, so that a command which verifies nothing does not load a library for signatures.
"""
