"""One of each kind of plug-in for RINO Desktop."""
