"""No screen is needed for these tests."""

import os

from tests.helpers.command_here import command, office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

__all__ = ["command", "office"]
