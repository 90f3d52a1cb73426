"""Thin adapters to a site engine; the only package that imports MkDocs. Contains no rule of the curriculum."""
