"""The parameters of an SQL statement, ``:name``, found without mistaking texts and comments for
them. What a statement means is the data source's business; only the names are looked for here."""

import re

_TOKEN = re.compile(
    r"""
    '(?:[^']|'')*'          # a text
    | "(?:[^"]|"")*"        # a quoted name
    | --[^\n]*              # a comment to the end of the line
    | /\*.*?\*/             # a comment in between
    | ::                    # PostgreSQL's cast
    | \w:\w                 # an array's slice, [1:n]
    | :([^\W\d]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)


def parameter_names(statement: str) -> tuple[str, ...]:
    """Names in the order in which they first stand; none for ``@entity``."""
    if statement.lstrip().startswith("@"):
        return ()
    found = (match[1] for match in _TOKEN.finditer(statement))
    return tuple(dict.fromkeys(name for name in found if name))
