"""The ground of all rooms: values in plain English, near misses, hidden characters. Imports no other room."""
