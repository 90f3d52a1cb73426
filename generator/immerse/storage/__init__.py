"""Files that a run keeps on disk: the store of earlier results, and working folders of commands."""
