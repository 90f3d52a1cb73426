"""Numbers of a programme: the coverage of each competency, and the workload of attesting."""
