"""Files -> models and problems. The only package that reads YAML; it judges form, never meaning, and never raises."""
