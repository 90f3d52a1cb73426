"""What a run keeps on disk: the store of earlier results, and folders that a command works in."""
