"""The forms of the database as a Qt table model."""

from engine.ports.forms import FormInfo
from rino_desktop.console.published_table import PublishedTable


class FormTable(PublishedTable[FormInfo]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Form"),
            self.tr("Published version"),
            self.tr("Draft"),
            self.tr("Published at"),
        )

    def there_is_a_draft(self) -> str:
        return self.tr("there is a draft")

    def not_published(self) -> str:
        return self.tr("not published yet")
