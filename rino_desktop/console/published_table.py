"""Schemes and forms in a list: which version is published, and whether somebody works on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QColor

from rino_desktop.console.row_table import RowTable
from rino_desktop.ui import theme

NAME, TITLE, VERSION, DRAFT, PUBLISHED = "name", "title", "version", "draft", "published"


class Published(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def published(self) -> int | None: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def has_draft(self) -> bool: ...


R = TypeVar("R", bound=Published)


class PublishedTable(RowTable[R]):
    """A subclass says what the columns are called, and the words that go with its kind of things
    (which have a gender in Russian)."""

    COLUMNS: Sequence[str] = (NAME, VERSION, DRAFT, PUBLISHED)

    def title(self, row: R) -> str:
        """In the user's language, where things have one."""
        raise NotImplementedError

    def there_is_a_draft(self) -> str:
        raise NotImplementedError

    def not_published(self) -> str:
        raise NotImplementedError

    def key(self, row: R) -> object:
        return row.id

    def name(self, row: R) -> str:
        return row.name

    def is_number(self, column: int) -> bool:
        return self.COLUMNS[column] == VERSION

    def cell(self, row: R, column: int, role: int) -> Any:
        what = self.COLUMNS[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, what)
        if role == Qt.ItemDataRole.ForegroundRole:
            if what == DRAFT and row.has_draft:
                return QColor(theme.current().warning)
            if what == VERSION and row.published is None:
                return QColor(theme.current().secondary)
        return None

    def _text(self, row: R, what: str) -> str:
        if what == NAME:
            return row.name
        if what == TITLE:
            return self.title(row)
        if what == VERSION:
            return QLocale().toString(row.published) if row.published else "–"
        if what == DRAFT:
            return self.there_is_a_draft() if row.has_draft else ""
        if row.published_at is None:
            return self.not_published()
        local = QDateTime.fromSecsSinceEpoch(round(row.published_at.timestamp()))
        return QLocale().toString(local, QLocale.FormatType.ShortFormat)
