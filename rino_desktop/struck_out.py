"""Secrets that were handed out in this process: no line of a log and no message shows one."""

from urllib.parse import quote, quote_plus

#: Shorter ones would hide too much of what a log has to say.
_LEAST_HIDDEN = 6
_HIDDEN = "•••"
_handed_out: set[str] = set()


def remember(value: str) -> None:
    if len(value) >= _LEAST_HIDDEN:
        # Addresses have it in a form of their own, and errors name addresses.
        _handed_out.update((value, quote(value, safe=""), quote_plus(value)))


def hidden(text: str) -> str:
    """Without any of them."""
    for value in sorted(_handed_out, key=len, reverse=True):
        if value in text:
            text = text.replace(value, _HIDDEN)
    return text


def forget_all() -> None:
    """For tests, which share one process."""
    _handed_out.clear()
