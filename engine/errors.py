"""The two kinds of failure the product knows.

Texts are kept as templates with their values, so that whoever shows them can do it in the user's
language; ``str()`` of everything here is the English text, which is what logs get.
"""

from collections.abc import Iterable


class Phrase:
    """A piece of a text that is translated on its own: ``Phrase("scheme {name}", name=…)``.

    Without values the text is taken as it is, braces and all.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = {name: _kept(value) for name, value in values.items()}

    def __str__(self) -> str:
        return filled(self.template, self.values)


class Listed:
    """Several pieces one after another; what is not a piece itself is shown by ``str``."""

    def __init__(self, items: Iterable[object], separator: str = "; ") -> None:
        self.items = tuple(items)
        self.separator = separator

    def __str__(self) -> str:
        return self.separator.join(map(str, self.items))


class KnownError(Exception):
    """Something in the input or the environment is wrong; the user can mend it.

    The text is one clear line that names the place ("row 17 of list.csv", "key [retry].busy of
    november.toml"); ``mend`` says what to do about it. The command line prints it without a
    traceback and exits with 1, the desktop shows it in a plain dialog.

    Both are templates: ``KnownError("{file} is empty.", mend="Choose another.", file=path.name)``.
    The engine writes them as literals, and the catalogue of translations has each of them. A
    value may be a KnownError, a Phrase or a Listed, which are translated with it; of an OSError
    the system's reason is kept. Without values the texts are taken as they are, braces and all.
    """

    def __init__(self, message: str, /, *, mend: str = "", **values: object) -> None:
        self.template = message
        self.mend_template = mend
        self.values = {name: _kept(value) for name, value in values.items()}
        self.message = filled(message, self.values)
        self.mend = filled(mend, self.values)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class BugError(Exception):
    """A state the program believes impossible: goes to the crash log, with a traceback."""


def filled(template: str, values: dict[str, object]) -> str:
    return template.format_map(values) if values else template


def _kept(value: object) -> object:
    """Exceptions hold frames and whatever these hold: only what they say is kept."""
    if isinstance(value, OSError) and value.strerror:
        return Phrase(value.strerror)
    if isinstance(value, BaseException) and not isinstance(value, KnownError):
        [what] = value.args if len(value.args) == 1 else [None]
        return what if isinstance(what, KnownError | Phrase) else str(value)
    return value
