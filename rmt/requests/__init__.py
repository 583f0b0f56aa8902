"""Requests (заявки) at the workstation."""
