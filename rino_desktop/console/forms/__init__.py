"""The form designer."""
