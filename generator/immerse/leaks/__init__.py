"""Proof that no client reads another client's words: a search for them in sources and finished files."""
