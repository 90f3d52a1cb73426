"""JSON files with a schema, read strictly, with separate codes for another file and a newer one."""

import re
from typing import Any

from immerse.records.record_faults import RecordRefused, refused
from immerse.records.strict_json import read_json

MOST_BYTES = 16 * 1024
"""Bytes of a key card or a signer's request."""


def object_of(content: bytes, schema: str, members: tuple[str, ...], code: str) -> dict[str, Any]:
    """The object in a file of at most `MOST_BYTES`, which has exactly these members beside `schema`.

    Raises:
        RecordRefused: `code` with a place if it is no such file, `code` and `-newer` if it is a newer one.
    """
    if len(content) > MOST_BYTES:
        raise refused(code)
    try:
        value = read_json(content.decode())
    except UnicodeDecodeError:
        raise refused(code) from None
    except RecordRefused as error:
        raise refused(code, error.fault.place) from None
    name = value.get("schema") if isinstance(value, dict) else None
    if name != schema:
        is_newer = isinstance(name, str) and re.fullmatch(rf"{re.escape(schema[:-1])}[1-9][0-9]{{0,5}}", name)
        raise refused(f"{code}-newer" if is_newer else code, "schema" if isinstance(value, dict) else "")
    if value.keys() != {"schema", *members}:
        raise refused(code)
    file: dict[str, Any] = value
    return file
