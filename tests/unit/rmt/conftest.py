"""No screen is needed for these tests."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.helpers.dressing import dressed

__all__ = ["dressed"]
