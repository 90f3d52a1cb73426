"""Papers of a record: the filled task book, the graduation form, the certificate, and blank sheets to sign by hand.

Each is a copy of what counts in the record, and says so. A certificate has a code that can be compared with the record.
"""
