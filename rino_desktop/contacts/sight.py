"""Who sees numbers in full where a campaign masks them."""

#: Roles that answer for a campaign; what masks numbers hides them from who talks.
SEEING = frozenset({"supervisor", "administrator"})


def hides_numbers(user: tuple[str, str] | None) -> bool:
    """``user``: (name, role) of who has signed in."""
    return user is None or user[1] not in SEEING
