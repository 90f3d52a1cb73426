"""Values in plain English, near misses, hidden characters. Every package may import it; it imports none."""
