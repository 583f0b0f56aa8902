"""The clients page."""
