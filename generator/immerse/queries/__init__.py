"""Answers to single questions about a workspace: the ruling on an item, the settings of clients, the reasons for
blocks."""
