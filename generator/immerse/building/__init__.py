"""Builds the sites of a workspace and puts them in their places; reports the result of each."""
