"""`python -m immerse`."""

from immerse.cli import main

if __name__ == "__main__":
    main()
