"""Splits a migration into statements: comments, quoted text and ``SET TERM`` as isql knows them."""

import re

_TOKEN = re.compile(
    r"""--[^\n]*            # comment to the end of the line
      | /\*.*?\*/          # comment block
      | '(?:[^']|'')*'     # text
      | "(?:[^"]|"")*"     # quoted name
    """,
    re.VERBOSE | re.DOTALL,
)
_SET_TERM = re.compile(r"set\s+term\s+(\S+)", re.IGNORECASE)


def statements_of(script: str) -> list[str]:
    """The statements of ``script`` without their terminators, comments taken out.

    Raises ValueError when the last one is not terminated.
    """
    result: list[str] = []
    terminator = ";"
    current: list[str] = []
    position = 0
    while position < len(script):
        token = _TOKEN.match(script, position)
        if token is not None:
            if token.group().startswith(("--", "/*")):
                current.append(" ")
            else:
                current.append(token.group())
            position = token.end()
        elif script.startswith(terminator, position):
            position += len(terminator)
            statement = "".join(current).strip()
            current.clear()
            change = _SET_TERM.fullmatch(statement)
            if change is not None:
                terminator = change.group(1)
            elif statement:
                result.append(statement)
        else:
            current.append(script[position])
            position += 1
    rest = "".join(current).strip()
    if rest:
        raise ValueError(f"the last statement lacks its '{terminator}': {rest[:60]}")
    return result
