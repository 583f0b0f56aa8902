"""Registered functions, run in processes of their own."""

from engine.adapters.scripts.pool import ScriptPool

__all__ = ["ScriptPool"]
