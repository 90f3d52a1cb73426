"""A QR code as the squares that a template draws."""

from __future__ import annotations

from typing import Any

import segno


def squares(text: str) -> dict[str, Any]:
    """A text as a QR code: its size in modules, without a margin, and its dark runs as [x, y, width]."""
    matrix = [list(row) for row in segno.make_qr(text, error="m").matrix]
    runs: list[list[int]] = []
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark and x and row[x - 1]:
                runs[-1][2] += 1
            elif dark:
                runs.append([x, y, 1])
    return {"size": len(matrix), "runs": runs}
