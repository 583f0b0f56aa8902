"""The way in: ``rino-desktop`` and ``python -m rino_desktop``."""

import sys


def main() -> int:
    """Run the command line; returns the exit status."""
    from rino_desktop.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
