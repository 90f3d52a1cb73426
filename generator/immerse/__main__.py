"""`python -m immerse`."""

from immerse.cli import main

if __name__ == "__main__":  # a process that builds clients beside this one imports the file too
    main()
