"""Files for download: the checklist (JSON, CSV, PDF, workbook), signers, coverage, settings. Returns bytes."""
