"""immerse: compiles a training curriculum and one client's policy into that client's site and checklists."""

__version__ = "0.1.0"
