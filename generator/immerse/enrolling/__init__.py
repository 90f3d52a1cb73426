"""Keys taken into a client's signers.yml, taken out of force and replaced, with the file's comments and order kept."""

from immerse.enrolling.register import Register, read_register, write_register
from immerse.enrolling.signers_edits import with_renewed, with_revoked, with_signer

__all__ = ["Register", "read_register", "with_renewed", "with_revoked", "with_signer", "write_register"]
