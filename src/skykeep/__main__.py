"""``python -m skykeep`` is the same as ``skykeep``."""

from skykeep.cli import main

if __name__ == "__main__":
    main()
