"""Spreadsheets: what a cell may hold, workbooks and CSV files that are written, workbooks that come back."""
