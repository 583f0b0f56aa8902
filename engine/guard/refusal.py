"""What is said to who has no right to something."""

from collections.abc import Sequence

from engine.domain.right_words import right_words
from engine.domain.rights import Right
from engine.errors import KnownError, Listed, Phrase
from engine.ports.rights import Acting


class NoRight(KnownError):
    """Who acts has no right to that."""


class NotSignedIn(NoRight):
    """Nobody has signed in where it was asked."""


def not_signed_in() -> NotSignedIn:
    return NotSignedIn("Nobody has signed in here.", mend="Sign in and try again.")


def refusal(acting: Acting, rights: Sequence[Right]) -> NoRight:
    """One of ``rights`` would do."""
    if not acting.admitted:
        return NoRight(
            "{name} may not work here any more.",
            mend="An administrator can change that.",
            name=acting.name or Phrase("somebody who was removed"),
        )
    if not rights:
        return NoRight("{name} has no right to what is somebody else's.", name=acting.name)
    return NoRight(
        "{name} has no right to do that: {right}.",
        mend="Whoever may change people, roles and rights can give it.",
        name=acting.name,
        right=Listed([right_words(right) for right in rights], " / "),
    )


def never(acting: Acting, what: str) -> NoRight:
    return NoRight(
        "{name} has no right to do that: {what} is the engines' alone.", name=acting.name, what=what
    )
