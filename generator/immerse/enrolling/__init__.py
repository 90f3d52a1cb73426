"""Adds, revokes and replaces keys in a client's signers.yml; the file's comments and order stay."""

from immerse.enrolling.register import Register, read_register, write_register
from immerse.enrolling.signers_edits import with_renewed, with_revoked, with_signer

__all__ = ["Register", "read_register", "with_renewed", "with_revoked", "with_signer", "write_register"]
