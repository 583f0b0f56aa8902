"""Operators without people: for demos, trials of a new office and load tests.

A virtual operator is a real workstation (the presenter, desk and softphone of the window) in whose
place nobody sits: it signs in, answers, talks for a while, writes down a result and is ready again.
"""
