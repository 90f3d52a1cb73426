"""From a workspace to finished sites in their places: which have to be built, by whom, and what came of each."""
