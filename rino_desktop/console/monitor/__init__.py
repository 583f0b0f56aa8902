"""The monitor: a wallboard, and what a supervisor does from it."""
