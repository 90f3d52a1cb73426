"""Numbers of a programme: what covers each competency, and what attesting takes."""
