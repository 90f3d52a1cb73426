"""Spreadsheets: texts of cells, writing workbooks and CSV files, reading returned workbooks."""
