"""Papers as PDF/UA-1."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from immerse.exporting.task_book_pdf import PaperSize, template_of
from immerse.exporting.typesetting import Typesetter
from immerse.model.fonts import FontFile


def printed(
    kind: str,
    contents: Mapping[str, Any],
    effective: str,
    paper: PaperSize,
    fonts: tuple[FontFile, ...] = (),
    languages: tuple[str, ...] = (),
) -> bytes:
    """A paper as PDF. The same contents and fonts give the same bytes.

    Args:
        effective: The day of the release, which is that of the file.
        fonts: The agency's, for characters that the compiler's own fonts lack.

    Raises:
        ImmerseError: a font breaks the PDF compiler.
    """
    template = template_of("immerse.papers", "frame.typ", f"{kind}.typ")
    moment = int(datetime.fromisoformat(effective).replace(tzinfo=UTC).timestamp())
    return Typesetter(template, moment, fonts, languages).pdf(dict(contents), paper=paper)
