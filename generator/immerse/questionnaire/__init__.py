"""The questions that departments answer about a client, and the import of their answers into its policy."""
