"""The order of the steps: load, analyse, check, compose, decide, plan, render. Nothing else.

`source.py` reads the parts that all clients share, `client_build.py` makes the parts that both views of a site share,
`prepare.py` one view of it; `check.py` takes the same steps for all clients and stops before anything is rendered.
"""
