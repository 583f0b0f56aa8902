"""A whole campaign on this machine against built-in subscribers."""
