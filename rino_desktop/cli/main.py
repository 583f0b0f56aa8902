"""From arguments to an exit status: 0 done, 1 a known error, 2 wrong usage, 3 interrupted.

The order: the language (the parser's own texts need it), the grammar, the settings, the command.
Whatever goes wrong below ends here: a known error as one line, a bug as a crash log.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.output import Output
from rino_desktop.cli.usage import VersionAsked, WrongUsage
from rino_desktop.texts import LANGUAGES, language, russian, set_language, system_language, t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from rino_desktop.first_wish import Wish


def run(arguments: Sequence[str]) -> int:
    """The whole program; ``arguments`` without the program's name. Returns the exit status."""
    if list(arguments) == ["--version"]:
        # Scripts ask for it often: nothing else is loaded.
        return _tell_version(Output(json=False))
    _make_printable()
    set_language(_language_of(arguments))
    _translate_argparse()
    output = Output(json="--json" in arguments)
    try:
        return _run(arguments, output)
    except VersionAsked:
        return _tell_version(output)
    except SystemExit as end:  # argparse: help
        return end.code if isinstance(end.code, int) else 2
    except WrongUsage as error:
        if output.json:
            output.document({"error": error.line})
        sys.stderr.write(f"{error.line}\n")
        return 2
    except KnownError as error:
        return _fail(_one_line(said(error)), output)
    except KeyboardInterrupt:
        _fail(t("interrupted"), output)
        return 3
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        known = _known(error)
        if known is not None:
            return _fail(known, output)
        return _report_bug(error, arguments, output)


def _run(arguments: Sequence[str], output: Output) -> int:
    from rino_desktop import log, settings
    from rino_desktop.cli import parser as grammar
    from rino_desktop.cli.context import Context

    options = grammar.checked(grammar.build(), arguments)
    resolved = settings.resolve(options)
    set_language(resolved.language)
    log.set_up(resolved.log_level)
    output.json = resolved.json
    if options.command:
        context = Context(resolved, output, options)
        status: int | None = options.run(context)
        sys.stdout.flush()
        return status or 0
    if options.engine and options.keep_running:
        from rino_desktop import keep_running

        return keep_running.run(arguments)
    if options.engine:
        from rino_desktop import headless

        return headless.run(resolved, node=options.node, until_done=options.until_done)
    if options.demo:
        from rino_desktop.demo import run_demo

        return run_demo(resolved, headless=options.headless, operators=options.operators)
    from rino_desktop.gui import run as run_desktop

    return run_desktop(resolved, wish=_wish(options))


def _wish(options: argparse.Namespace) -> "Wish | None":
    """What the desktop shows first."""
    if not options.workstation and options.open is None:
        return None
    from rino_desktop.first_wish import Wish

    scheme = None if options.open is None else options.open.absolute()
    return Wish("workstation" if options.workstation else "", scheme)


def _tell_version(output: Output) -> int:
    from rino_desktop import __version__

    output.done({"version": __version__}, f"rino-desktop {__version__}")
    return 0


def _known(error: Exception) -> str | None:
    """One line for what is no bug though it is no KnownError: the environment's own errors."""
    from engine.ports.storage import StorageUnavailable

    if isinstance(error, StorageUnavailable):
        return t("The database cannot be reached: {reason}", reason=_one_line(said(error)))
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return t("{file}: there is no such file.", file=error.filename)
    if isinstance(error, PermissionError) and error.filename is not None:
        return t("{file}: no right to read or write it.", file=error.filename)
    if isinstance(error, IsADirectoryError) and error.filename is not None:
        return t("{file}: is a folder, not a file.", file=error.filename)
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return said(error)
    return None


def _fail(line: str, output: Output) -> int:
    # Commands print once, at their end: what fails has printed nothing yet.
    if output.json:
        with suppress(BrokenPipeError):
            output.document({"error": line})
    sys.stderr.write(f"rino-desktop: {line}\n")
    return 1


def _report_bug(error: Exception, arguments: Sequence[str], output: Output) -> int:
    from rino_desktop import log

    path = log.write_crash_log(error)
    status = _fail(
        t(
            "an error in the program ({kind}); what is needed to find it is in {path}",
            kind=type(error).__name__,
            path=path,
        ),
        output,
    )
    if _value_of("--log-level", arguments) == "debug":
        import traceback

        traceback.print_exception(error)
    return status


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _make_printable() -> None:
    """A terminal that cannot show Cyrillic must not turn a message into a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if not stream.isatty() and stream is sys.stdout:
                # Files and pipes get UTF-8, wherever the program runs.
                stream.reconfigure(encoding="utf-8")
            else:
                stream.reconfigure(errors="backslashreplace")


def _language_of(arguments: Sequence[str]) -> str:
    wanted = _value_of("--lang", arguments)
    return wanted if wanted in LANGUAGES else system_language()


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    value = None
    for index, word in enumerate(arguments):
        if word == option and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif word.startswith(option + "="):
            value = word.partition("=")[2]
    return value


def _translate_argparse() -> None:
    """argparse asks gettext for its own few texts ("usage:", "invalid choice …"), which looks for
    files in many folders for each of a thousand texts; it looks the function up in its module, so
    that is where ours come in."""
    known = russian() if language() == "ru" else {}

    def plain(text: str) -> str:
        return t(text) if text in known else text

    def numbered(one: str, many: str, count: int) -> str:
        return plain(one if count == 1 else many)

    setattr(argparse, "_", plain)  # noqa: B010 # the stubs do not know it
    setattr(argparse, "ngettext", numbered)  # noqa: B010
