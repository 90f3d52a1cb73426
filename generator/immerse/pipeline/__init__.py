"""The order of the steps: load, analyse, check, compose, decide, plan, render. Nothing else.

`source.py` reads what all clients share, `client_build.py` makes what both views of one client's site share,
`prepare.py` one view of it; `check.py` takes the same steps for all clients and stops before anything is rendered.
"""
