"""The schemes of the database as a Qt table model."""

from engine.ports.schemes import SchemeInfo
from rino_desktop.console.published_table import (
    DRAFT,
    NAME,
    PUBLISHED,
    TITLE,
    VERSION,
    PublishedTable,
)
from rino_desktop.texts import language


class SchemeTable(PublishedTable[SchemeInfo]):
    COLUMNS = (NAME, TITLE, VERSION, DRAFT, PUBLISHED)

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Scheme"),
            self.tr("Title"),
            self.tr("Published version"),
            self.tr("Draft"),
            self.tr("Published at"),
        )

    def title(self, row: SchemeInfo) -> str:
        return row.title.get(language()) or next(iter(row.title.values()), "")

    def there_is_a_draft(self) -> str:
        return self.tr("there is a draft")

    def not_published(self) -> str:
        return self.tr("not published yet")
