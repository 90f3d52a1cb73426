"""Reads files into models and problems. Only this package reads YAML; it judges form, not meaning, and never raises."""
