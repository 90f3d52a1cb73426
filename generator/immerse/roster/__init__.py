"""The roster: the progress of everybody in a client's cohorts, computed from a folder of records.

`roster_facts` has it as data, and text, workbook, CSV and page show it. People are sorted by first day and id: there is
no ranking.
"""
