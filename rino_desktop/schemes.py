"""Scheme files: reading, judging, trying out, and the prompts that lie beside them."""

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from engine.errors import KnownError
from engine.scheme.codec import LARGEST, dump_scheme, load_scheme
from engine.scheme.library import Library
from engine.scheme.problems import Problem
from rino_desktop import bootstrap, scheme_file
from rino_desktop.settings import Settings
from rino_desktop.texts import language, t

#: The last one is what Windows opens with this program.
_SUFFIXES = (".scheme.json", ".json", ".rinoscheme")


@dataclass(frozen=True, slots=True)
class SchemeProblem:
    """One problem as commands show it."""

    problem: Problem

    @property
    def is_error(self) -> bool:
        return self.problem.is_error

    @property
    def text(self) -> str:
        kind = t("error") if self.is_error else t("warning")
        fix = f" → {self.problem.fix.words(language())}" if self.problem.fix else ""
        return f"{kind}: {self.problem.words(language())}{fix}"

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.problem.code,
            "severity": self.problem.severity.value,
            "node": self.problem.node_id or None,
            "node_name": self.problem.node_name or None,
            "link": self.problem.link_id or None,
            "place": self.problem.place or None,
            "text": self.problem.words(language()),
        }


def name_of(path: Path) -> str:
    """The file name is the scheme's name: ``notice.scheme.json`` → ``notice``."""
    for suffix in _SUFFIXES:
        if path.name.lower().endswith(suffix) and len(path.name) > len(suffix):
            return path.name[: -len(suffix)]
    return path.name


def read(path: Path) -> str:
    """The file's canonical text, its name that of the file. KnownError for what is no scheme, or
    cannot be read: it names the file, the place in it and what to do."""
    text = scheme_file.text_of(path)
    try:
        scheme = load_scheme(text, str(path))
    except KnownError as error:
        fault = error.values.get("fault")
        if isinstance(fault, KnownError) and fault.mend:
            raise
        if isinstance(fault, KnownError) and fault.values.keys() & {"line", "where", "key"}:
            mend = t("Mend the file at that place, or export the scheme once more.")
        else:
            mend = t("Choose the file of a scheme, or export the scheme once more.")
        raise KnownError(error.template, mend=mend, **error.values) from None
    document = dump_scheme(replace(scheme, name=name_of(path)))
    if len(document) > LARGEST:  # written tightly, it was shorter
        raise KnownError(
            t("{file}: too large to be a scheme.", file=path),
            mend=t("Choose the file of a scheme; a scheme that large has to be divided."),
        )
    return document


def problems(document: str, source: str, library: Library | None = None) -> list[SchemeProblem]:
    """What validation finds, errors first. ``library``: the schemes that it may call."""
    from engine.scheme.validate import validate

    found = validate(load_scheme(document, source), bootstrap.node_types(), library)
    return [SchemeProblem(problem) for problem in found]


def install_prompts(document: str, folder: Path, settings: Settings) -> list[str]:
    """Copy the prompts that lie beside a scheme's file into the voice store, where calls look for
    them; returns their names. Looked for as ``NAME`` and ``prompts/NAME``."""
    found = _prompts_beside(document, folder)
    if not found:
        return []
    store = bootstrap.voice_store(settings)
    try:
        for name, source in found.items():
            target = store.folder / name
            if not (target.exists() and target.samefile(source)):
                store.add(source, name)
    finally:
        store.close(0)
    return sorted(found)


def _prompts_beside(document: str, folder: Path) -> dict[str, Path]:
    found = {}
    for languages in load_scheme(document).prompts.values():
        for recording in languages.values():
            parts = PurePosixPath(recording.file).parts
            if not parts or ".." in parts or PurePosixPath(recording.file).is_absolute():
                continue
            for place in (folder, folder / "prompts"):
                source = place.joinpath(*parts)
                if source.is_file():
                    found["/".join(parts)] = source
                    break
    return found
