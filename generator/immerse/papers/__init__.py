"""Papers of a record: the filled task book, the graduation form, the certificate, and blank sheets to sign by hand.

Each is a copy, made from what counts in the record, and says so. A certificate carries a code by which anybody who has
the record can compare the two.
"""
