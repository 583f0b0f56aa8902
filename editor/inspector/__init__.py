"""The inspector: what is selected, and what can be set of it."""
