"""The roster: where everybody of a client's cohorts stands, computed from a folder of records.

`facts` says all of it as data; text, workbook, CSV and page say the same. There is no ranking of people: they stand in
the order of their first days and ids.
"""
