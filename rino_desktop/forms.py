"""Forms as files: reading, judging, writing; and the samples that come with the product."""

from dataclasses import replace
from pathlib import Path

from engine.errors import KnownError
from engine.forms.codec import LARGEST, dump_form, load_form
from engine.forms.problems import Problem
from engine.forms.validate import validate
from engine.ports.storage import Stores
from rino_desktop import paths
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import reason_of

SUFFIX = ".form.json"
_SUFFIXES = (SUFFIX, ".json")


def name_of(path: Path) -> str:
    """The file name is the form's name: ``survey.form.json`` → ``survey``."""
    for suffix in _SUFFIXES:
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.name


def read(path: Path) -> str:
    """The file's canonical text, its name that of the file. KnownError for what is no form, or
    cannot be read: it names the file, the place in it and what to do."""
    try:
        form = load_form(_text_of(path), str(path))
    except KnownError as error:
        fault = error.values.get("fault")
        if error.mend or (isinstance(fault, KnownError) and fault.mend):
            raise
        mend = t("Choose the file of a form, or export the form once more.")
        raise KnownError(error.template, mend=mend, **error.values) from None
    return dump_form(replace(form, name=name_of(path)))


def named(document: str, name: str) -> str:
    """The same form under another name."""
    return dump_form(replace(load_form(document, name), name=name))


def problems(document: str, source: str) -> list[Problem]:
    """What the judgement finds, errors first."""
    return validate(load_form(document, source))


def line_of(problem: Problem) -> str:
    kind = t("error") if problem.is_error else t("warning")
    fix = f" → {problem.fix.words(language())}" if problem.fix else ""
    return f"{kind}: {problem.words(language())}{fix}"


def require_no_errors(name: str, found: list[Problem]) -> None:
    """KnownError with the first one; a form with errors is not published."""
    errors = [problem for problem in found if problem.is_error]
    if errors:
        raise KnownError(
            t(
                "The form {name} has an error: {problem}.",
                name=name,
                problem=errors[0].words(language()),
            ),
            mend=t("Mend it; all of them: rino-desktop form validate {name}", name=name),
        )


def samples() -> dict[str, str]:
    """Name → document of each form of ``resources/forms``."""
    folder = paths.resources() / "forms"
    return {name_of(path): read(path) for path in sorted(folder.glob(f"*{SUFFIX}"))}


def install_samples(stores: Stores) -> list[str]:
    """Publish those whose name is free, and return the names."""
    taken = {form.name.casefold() for form in stores.forms.all()}
    new = [name for name in samples() if name.casefold() not in taken]
    for name, document in samples().items():
        if name in new:
            stores.forms.publish(name, document)
    return new


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():
            if path.exists():
                raise KnownError(t("{file}: not an ordinary file.", file=path),
                                 mend=t("Choose the file of a form."))  # fmt: skip
            raise KnownError(t("{file}: there is no such file.", file=path))
        with path.open("rb") as file:
            content = file.read(4 * LARGEST + 1)
    except PermissionError:
        raise KnownError(
            t("{file}: no right to read or write it.", file=path),
            mend=t("Have its owner give you the right, or copy it to a folder of yours."),
        ) from None
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=path, reason=reason_of(error)),
            mend=t("Copy it to another disk and try again."),
        ) from error
    if len(content) > 4 * LARGEST:
        raise KnownError(
            t("{file}: too large to be a form.", file=path), mend=t("Choose the file of a form.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise KnownError(
            t("{file}, line {line}: not UTF-8 text.", file=path, line=line),
            mend=t("Save it as UTF-8."),
        ) from None
