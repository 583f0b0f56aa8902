"""Lets through of a text what is the program's own, and strikes out the rest: for what leaves the
office. It does not look for secrets and names, which nobody can know: it keeps what it knows.

Known are the words of the program's own texts, in both languages, and the shape of tracebacks.
"""

import re
from collections.abc import Iterator
from functools import cache

from rino_desktop.texts import CATALOGUES, catalogue

STRUCK = "•"
_TOKEN = re.compile(r"[^\W\d_]+|\d+|_|[^\w\s]|\s+")
_WORD = re.compile(r"[^\W\d_]+")
#: Names that are no person's.
_PROPER = frozenset({
    "CRITICAL", "ERROR", "Firebird", "GB", "HTTP", "ICE", "IP", "Linux", "MB", "NTP", "ODS",
    "Python", "Qt", "RINO", "RTP", "SIP", "TCP", "TLS", "UDP", "UTC", "WARNING", "Windows", "XCB",
})  # fmt: skip
#: Six digits and more, however they are grouped: numbers of telephones, cards, accounts.
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]{0,2}\d){5,}")
#: Where something is, or who: addresses of servers, of services, of people.
_ADDRESS = re.compile(
    r"\w[\w+.-]*:/\S+|\S+@\S+|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*(?::[0-9a-fA-F]+){2,}"
)
_SENTENCE_END = frozenset(".!?:;")

_FILE = re.compile(r'^\s*File "([^"]+\.py)", line (\d+), in ([\w<>.]+)$')
_STUCK_THREAD = re.compile(r"^thread [\w-]{1,40}:$")
_STUCK_TASK = re.compile(r"^task ([\w.<>]+) at ([^\s]+\.py):(\d+)$")
_RAISED = re.compile(
    r"^((?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Lost|Unavailable|Iteration))"
    r"(?::|$)(.*)$"
)
#: What stands before each line of an exception that is a group of others.
_GROUP = re.compile(r"^(\s*[|+] )(.*)$")
_FIXED = (
    re.compile(r"^(Exception Group )?Traceback \(most recent call last\):$"),
    re.compile(r"^During handling of the above exception, another exception occurred:$"),
    re.compile(r"^The above exception was the direct cause of the following exception:$"),
    re.compile(r"^rino-desktop [\w.+]{1,30}, Python [\d.]{1,12}\w{0,6}, (linux|win32|darwin)$"),
    re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 command: [a-z -]{0,40}$"),
    re.compile(r"^the engine is stuck: (loop|database|lease), \d{1,6} s$"),
    re.compile(r"^$"),
)
_OURS = ("rino_desktop/", "engine/", "editor/", "rmt/")


@cache
def known_words() -> frozenset[str]:
    """Words that our texts have in small letters: those with a capital may be names."""
    found: set[str] = set()
    for name in CATALOGUES:
        for english, russian in catalogue(name).items():
            for text in (english, russian):
                found.update(w for w in _WORD.findall(text) if w == w.lower())
    return frozenset(found)


def words(text: str, *, digits: bool = True) -> str:
    """Known words and short numbers; without ``digits`` no digit at all."""
    return "".join(_kept(_NUMBER.sub(STRUCK, _ADDRESS.sub(STRUCK, text)), digits))


def _kept(text: str, digits: bool) -> Iterator[str]:
    known, begins = known_words(), True
    struck = False
    for token in _TOKEN.findall(text):
        first = token[0]
        if first.isdigit():
            keep = digits
        elif first.isalpha():
            begun = begins and token[1:] == token[1:].lower()
            keep = token in known or token in _PROPER or (begun and token.lower() in known)
        else:
            keep = True
        if keep:
            yield token
        elif not struck or token.isspace():
            yield STRUCK
        struck = not keep
        if not token.isspace():
            begins = first in _SENTENCE_END


def report(text: str) -> str:
    """A crash log or what a stuck engine has written: stacks without what they were about."""
    return "\n".join(map(_line_of_report, text.splitlines())) + "\n"


def _line_of_report(line: str) -> str:
    if any(shape.match(line) for shape in _FIXED):
        return line
    if found := _GROUP.match(line):
        return found[1] + _line_of_report(found[2])
    if found := _FILE.match(line):
        return f'  File "{_place(found[1])}", line {found[2]}, in {found[3]}'
    if _STUCK_THREAD.match(line):
        return line
    if found := _STUCK_TASK.match(line):
        return f"task {found[1]} at {_place(found[2])}:{found[3]}"
    if found := _RAISED.match(line):
        return f"{found[1]}:{words(found[2], digits=False)}" if found[2] else found[1]
    if line.startswith("    "):
        return f"    {STRUCK}"  # the line of source; whoever has the version has it
    return words(line, digits=False)


def _place(path: str) -> str:
    """Without the folders that lead there: they have names of users."""
    plain = path.replace("\\", "/")
    for root in _OURS:
        at = plain.rfind("/" + root)
        if at >= 0:
            return plain[at + 1 :]
    return "/".join(plain.split("/")[-2:]) if "/site-packages/" in plain else plain.split("/")[-1]
