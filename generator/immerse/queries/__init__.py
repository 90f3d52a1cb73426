"""Single questions about a workspace: what the tables say of an item, what clients have set, why a block is shown."""
