"""The directory at the workstation."""

from PySide6.QtWidgets import QWidget

from engine.directory.model import Entry, EntryKind, EntryText
from engine.ports.directory import Found
from rmt.directory.panel import DirectoryPanel
from tools.screenshots import screen
from tools.screenshots.editor import until
from tools.screenshots.shell import in_russian

_RUSSIAN = (
    EntryText("Иванов Пётр Сергеевич", "г. Уфа, ул. Ленина, д. 12, кв. 5",
              ("+73472223344", "+79161234567"), "лицевой счёт 7004512"),
    EntryText("Иванова Анна Павловна", "г. Уфа, пр. Октября, д. 71, корп. 2", ("+73472225501",)),
    EntryText("ООО «Ивановские ткани»", "г. Стерлитамак, ул. Мира, д. 3",
              ("+73473201122", "120"), "с 9 до 18, обед с 13 до 14", EntryKind.ORGANISATION),
    EntryText("Кузнецов Иван Ильич", "г. Уфа, ул. Ивановская, д. 4", ("+73472457788",)),
)  # fmt: skip
_ENGLISH = (
    EntryText("Ivanov Peter", "Ufa, Lenin st. 12, flat 5", ("+73472223344", "+79161234567"),
              "account 7004512"),
    EntryText("Ivanova Anna", "Ufa, October ave. 71", ("+73472225501",)),
    EntryText("Ivanovo Fabrics Ltd", "Sterlitamak, Peace st. 3", ("+73473201122", "120"),
              "9 to 18", EntryKind.ORGANISATION),
    EntryText("Kuznetsov Ivan", "Ufa, Ivanovskaya st. 4", ("+73472457788",)),
)  # fmt: skip


class Desk:
    def __init__(self, *, empty: bool = False) -> None:
        self._empty = empty

    async def find(self, words: str, limit: int) -> Found:
        if self._empty:
            return Found((), 0, True)
        texts = _RUSSIAN if in_russian() else _ENGLISH
        source = "биллинг" if in_russian() else "billing"
        entries = tuple(Entry(n, source, str(n), text) for n, text in enumerate(texts))
        return Found(entries[:limit], len(entries), True)

    async def is_empty(self) -> bool:
        return self._empty


@screen("directory")
async def directory() -> QWidget:
    made = DirectoryPanel(Desk())
    made.resize(1000, 560)
    made.show()
    made.look_for("иван" if in_russian() else "ivan")
    await until(lambda: bool(made.results.entries()))
    return made


@screen("directory-masked")
async def masked() -> QWidget:
    made = await directory()
    assert isinstance(made, DirectoryPanel)
    made.mask_numbers(True)
    return made


@screen("directory-empty")
async def empty() -> QWidget:
    made = DirectoryPanel(Desk(empty=True))
    made.resize(1000, 560)
    return made
