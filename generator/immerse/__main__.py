"""`python -m immerse`."""

from immerse.cli import main

if __name__ == "__main__":  # processes that build clients import this file too
    main()
