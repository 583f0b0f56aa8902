"""Schemes that another one calls, as commands find them: files beside it first, then what is
published."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.scheme.codec import load_scheme
from engine.scheme.library import Absence
from engine.scheme.model import Scheme
from engine.scheme.parameters import references
from engine.scheme.problems import Problem
from engine.scheme.validate import read_parameters, validate
from rino_desktop import schemes

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from engine.scheme.node_types import NodeTypes

_SUFFIX = ".scheme.json"


class SchemeLibrary:
    """``folder``: where ``NAME.scheme.json`` is looked for, None: nowhere; ``transact`` runs work
    on the database, which is not opened before a scheme is wanted that is no file. Names are
    compared without regard to case."""

    def __init__(
        self,
        folder: Path | None,
        transact: "Callable[[Callable[[Stores], str | None]], str | None]",
    ) -> None:
        self._folder = folder
        self._transact = transact
        self._found: dict[str, Scheme | None] = {}
        self._drafts: set[str] | None = None
        #: Case-folded names of those that were found as files.
        self.from_files: set[str] = set()
        self._database_fault: KnownError | None = None

    def __call__(self, name: str) -> Scheme | None:
        key = name.casefold()
        if key not in self._found:
            self._found[key] = self._file(key) or self._published(key)
        return self._found[key]

    def absence(self, name: str) -> Absence:
        if self._drafts is None and self._database_fault is None:
            drafts: set[str] = set()
            try:
                self._transact(lambda stores: drafts.update(drafted(stores)))
            except KnownError as error:
                self._database_fault = error
            self._drafts = drafts
        is_draft = name.casefold() in (self._drafts or ())
        return Absence.DRAFT if is_draft else Absence.MISSING

    @property
    def database_fault(self) -> KnownError | None:
        """Why the published schemes could not be looked at, when one was wanted."""
        return self._database_fault

    def _file(self, key: str) -> Scheme | None:
        if self._folder is None:
            return None
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            if path.name[: -len(_SUFFIX)].casefold() == key:
                self.from_files.add(key)
                return load_scheme(schemes.read(path), str(path))
        return None

    def _published(self, key: str) -> Scheme | None:
        if self._database_fault is not None:
            return None
        try:
            document = self._transact(lambda stores: published_document(stores, key))
        except KnownError as error:
            # A file can be checked where there is no database; then only files count.
            self._database_fault = error
            return None
        return None if document is None else load_scheme(document, key)


def hurt_callers(
    stores: "Stores", name: str, node_types: "NodeTypes", document: str | None = None
) -> list[tuple[str, Problem]]:
    """Published schemes that call ``name`` in a way that ``document`` does not bear: (their name,
    the first problem). None: its current version."""
    key = name.casefold()
    documents = {
        other: stores.schemes.version(version_id).document
        for other, version_id in stores.schemes.published_ids().items()
    }
    if document is not None:
        documents[key] = document
    mark = _mark(key)

    def library(wanted: str) -> Scheme | None:
        found = documents.get(wanted.casefold())
        return None if found is None else _read(found, wanted)

    hurt = []
    for other, written in documents.items():
        if other == key or mark not in written.casefold():
            continue
        scheme = _read(written, other)
        if scheme is None:
            continue
        alone = validate(scheme, node_types)
        for problem in validate(scheme, node_types, library):
            if problem.is_error and problem not in alone:
                hurt.append((scheme.name or other, problem))
                break
    return hurt


def callers(stores: "Stores", name: str, node_types: "NodeTypes") -> list[str]:
    """Other schemes that call or jump to ``name``, in what is published or in the draft. One that
    cannot be read counts when it holds the name: nobody can say more of it."""
    key = name.casefold()
    mark = _mark(key)
    published = stores.schemes.published_ids()
    found = []
    for other in stores.schemes.all():
        if other.name.casefold() == key:
            continue
        version_id, draft = published.get(other.name.casefold()), stores.schemes.draft(other.name)
        documents = [] if version_id is None else [stores.schemes.version(version_id).document]
        documents += [] if draft is None else [draft.document]
        if any(
            mark in document.casefold() and _calls(document, key, node_types)
            for document in documents
        ):
            found.append(other.name)
    return found


def _calls(document: str, key: str, node_types: "NodeTypes") -> bool:
    scheme = _read(document)
    if scheme is None:
        return True
    return any(
        reference.role == "scheme" and reference.text.casefold() == key
        for node in scheme.nodes
        if (node_type := node_types.get(node.type)) is not None
        for reference in references(read_parameters(node_type, node.parameters))
    )


def _mark(key: str) -> str:
    """A name is written into a document as JSON writes it, in any case."""
    return json.dumps(key, ensure_ascii=False)


def _read(document: str, name: str = "") -> Scheme | None:
    try:
        return load_scheme(document, name)
    except KnownError:
        return None


def published_document(stores: "Stores", key: str) -> str | None:
    """The current version of a scheme by its case-folded name."""
    version_id = stores.schemes.published_ids().get(key)
    return None if version_id is None else stores.schemes.version(version_id).document


def drafted(stores: "Stores") -> set[str]:
    """Case-folded names of the schemes of which no version is published."""
    return {scheme.name.casefold() for scheme in stores.schemes.all() if scheme.published is None}


class PublishedLibrary:
    """What is published, within one transaction. ``instead``: documents by case-folded names that
    count instead of the published ones."""

    def __init__(self, stores: "Stores", instead: Mapping[str, str] | None = None) -> None:
        self._stores = stores
        self._instead = instead or {}
        self._found: dict[str, Scheme | None] = {}

    def __call__(self, name: str) -> Scheme | None:
        key = name.casefold()
        if key not in self._found:
            document = self._instead.get(key) or published_document(self._stores, key)
            self._found[key] = None if document is None else load_scheme(document, name)
        return self._found[key]

    def absence(self, name: str) -> Absence:
        return Absence.DRAFT if name.casefold() in drafted(self._stores) else Absence.MISSING
