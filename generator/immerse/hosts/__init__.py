"""Thin shells around a site engine; the only room that imports MkDocs. No rule of the curriculum lives here."""
