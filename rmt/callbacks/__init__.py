"""Callbacks (перезвоны) at the workstation."""
