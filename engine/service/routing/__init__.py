"""Operators and the calls that are put through to them: the host of engine.routing."""
