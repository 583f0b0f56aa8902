"""What all tests share."""

# Shiboken hooks every import made after PySide6's; pydantic's own lazy modules do not survive
# that ("partially initialized module"). Loaded before pytest-qt brings PySide6, it is safe.
import pydantic
import pydantic.fields

__all__ = ["pydantic"]
