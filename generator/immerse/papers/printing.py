"""Papers as PDF/UA-1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from immerse.exporting.task_book_pdf import Paper, template_of
from immerse.exporting.typesetting import Typesetter
from immerse.model.fonts import FontFile


def printed(
    kind: str,
    contents: Mapping[str, Any],
    effective: str,
    paper: Paper,
    fonts: tuple[FontFile, ...] = (),
    languages: tuple[str, ...] = (),
) -> bytes:
    """A paper. The same contents and fonts give the same bytes.

    Args:
        kind: certificate, graduation, book, attestation or observation.
        effective: The day of the release, which is that of the file.
        fonts: The agency's, for what the compiler's own cannot print.
        languages: The client's.

    Raises:
        ImmerseError: a font breaks the PDF compiler.
    """
    template = template_of("immerse.papers", "frame.typ", f"{kind}.typ")
    moment = int(datetime.fromisoformat(effective).replace(tzinfo=UTC).timestamp())
    typesetter = Typesetter(template, moment, fonts, languages)
    return typesetter.pdf(dict(contents), paper=paper)
