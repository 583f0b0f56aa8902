"""What supervisors do with single contacts: find, look at, change, explain, answer for."""
