"""`python -m msiscore` is the program `msiscore`."""

from msiscore.cli import main

if __name__ == "__main__":
    main()
