"""Russian and English, changed while windows are open."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QSpinBox,
    QTextEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rino_desktop.console.contacts.filters import FilterBar
from rino_desktop.texts import russian
from rino_desktop.texts.errors import RussianTexts
from rino_desktop.ui.dialogs import ErrorDialog
from rino_desktop.ui.languages import ENGINE, Languages, Translated
from rino_desktop.ui.places import resources
from rino_desktop.ui.sizes import size_word


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp, {"ru": RussianTexts()})
    made.switch("en")
    yield made
    made.switch("en")
    made.end()


class Shown(Translated, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        self.number = QSpinBox()
        layout = QVBoxLayout(self)
        layout.addWidget(self.number)
        self.retranslate()

    def retranslate(self) -> None:
        self.times += 1


def test_open_windows_change_once(qtbot: QtBot, languages: Languages) -> None:
    outer, inner = Shown(), Shown()
    outer.layout().addWidget(inner)
    qtbot.addWidget(outer)
    outer.show()
    languages.switch("ru")
    assert (outer.times, inner.times) == (2, 2)
    languages.switch("ru")
    assert outer.times == 2


def test_texts_of_windows_of_qt_and_of_the_engine(qtbot: QtBot, languages: Languages) -> None:
    dialog = ErrorDialog(None, "title", "text", "report")
    qtbot.addWidget(dialog)
    assert dialog.copy_button.text() == "Copy the report"
    languages.switch("ru")
    assert dialog.copy_button.text() == "Скопировать отчёт"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    english = "there is no user named '{name}'."
    assert QCoreApplication.translate(ENGINE, english) == russian()[english]
    assert QCoreApplication.translate("elsewhere", english) == english
    trouble = "all numbers of the draw “spring” are given out"
    told = QCoreApplication.translate(ENGINE, trouble)
    assert told == "все номера розыгрыша «spring» розданы", (
        "filled in with values, it is known, too"
    )
    assert QCoreApplication.translate(ENGINE, "nobody says so") == "nobody says so"
    languages.switch("en")
    assert QCoreApplication.translate(ENGINE, trouble) == trouble
    assert dialog.copy_button.text() == "Copy the report"
    assert QCoreApplication.translate(ENGINE, english) == english


def test_a_subclass_finds_the_texts_of_its_base(qtbot: QtBot, languages: Languages) -> None:
    class Special(ErrorDialog):
        pass

    dialog = Special(None, "title", "text", "report")
    qtbot.addWidget(dialog)
    languages.switch("ru")
    assert dialog.close_button.text() == "Закрыть"


def test_numbers_follow(qtbot: QtBot, languages: Languages) -> None:
    shown = Shown()
    qtbot.addWidget(shown)
    languages.switch("ru")
    assert QLocale().name() == "ru_RU"
    assert shown.number.locale().name() == "ru_RU"
    assert QLocale().toString(1234567.5, "f", 2) == "1\u00a0234\u00a0567,50"
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.next_from.setDateTime(QDateTime(2026, 11, 30, 13, 39, 0))
    assert bar.next_from.text() == "30.11.2026 13:39"
    assert [size_word(size) for size in (1, 1023, 5 * 2**20)] == ["1 Б", "1023 Б", "5,0 МБ"]
    languages.switch("en")
    assert "." not in bar.next_from.text(), "an open window's dates follow"
    assert shown.number.locale().name() == "en_GB"
    assert [size_word(size) for size in (0, 5 * 2**20)] == ["0 B", "5.0 MB"]


def test_an_unknown_language_is_refused(languages: Languages) -> None:
    with pytest.raises(ValueError, match="xx"):
        languages.switch("xx")


def test_a_label_keeps_its_own_words(qtbot: QtBot, languages: Languages) -> None:
    label = QLabel("name of a campaign")
    qtbot.addWidget(label)
    languages.switch("ru")
    assert label.text() == "name of a campaign"


def test_files_that_are_replaced_while_a_window_is_open_change_nothing(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resources() / "i18n", tmp_path / "i18n")
    monkeypatch.setattr("rino_desktop.ui.languages.resources", lambda: tmp_path)
    made = Languages(qapp)
    made.switch("ru")
    try:
        for file in (tmp_path / "i18n").glob("*.qm"):
            with file.open("r+b") as stream:
                stream.truncate(16)  # in its place, as an update may
        assert QCoreApplication.translate("CallPanel", "Hang up") == "Завершить"
    finally:
        made.switch("en")
        made.end()


# --- what Qt itself says --------------------------------------------------------------------------


def words_of(dialog: QWidget) -> str:
    """All that it shows, tool tips, the list's columns and what screen readers say included."""
    said = []
    for widget in (dialog, *dialog.findChildren(QWidget)):
        said += [widget.toolTip(), widget.accessibleName()]
        said += [action.text() for action in widget.actions()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        elif isinstance(widget, QComboBox):
            said.append(widget.itemText(widget.count() - 1) if widget.isEnabled() else "")
        elif isinstance(widget, QTreeView):
            model, root = widget.model(), widget.rootIndex()
            for column in range(model.columnCount()):
                said.append(model.headerData(column, Qt.Orientation.Horizontal))
            said += [str(model.index(row, 2, root).data()) for row in range(model.rowCount(root))]
    return "\n".join(filter(None, said))


def file_dialog(folder: Path) -> QFileDialog:
    """Qt's own, as it is where the system has none."""
    dialog = QFileDialog(None, "", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.findChild(QComboBox, "lookInCombo").setEnabled(False)  # it shows the folder's name
    dialog.show()
    return dialog


def menus() -> str:
    """Of a right click into text."""
    menus: list[QMenu] = []
    texts = QLineEdit("text"), QTextEdit("text"), QPlainTextEdit("text")
    menus += [text.createStandardContextMenu() for text in texts]
    texts[0].setText("more")
    said = [a.text().partition("\t")[0] for menu in menus for a in menu.actions()]
    for made in (*menus, *texts):
        made.deleteLater()
    return "\n".join(said)


def all_buttons() -> QMessageBox:
    box = QMessageBox()
    for button in QMessageBox.StandardButton:
        # OK is OK in both.
        if button.name not in ("NoButton", "Ok", "FlagMask", "ButtonMask"):
            box.addButton(button)
    return box


def test_qts_own_dialogs_and_menus_change_both_ways(
    qtbot: QtBot, languages: Languages, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "debts.toml").write_text("")
    open_all_the_time = [file_dialog(tmp_path), all_buttons()]

    def shown() -> str:
        dialogs: list[QDialog] = [file_dialog(tmp_path), QInputDialog(), *open_all_the_time]
        saves = file_dialog(tmp_path)
        saves.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialogs += [saves, QProgressDialog()]
        qtbot.waitUntil(lambda: "TOML" in words_of(dialogs[0]), timeout=30_000)
        said = "\n".join([*map(words_of, dialogs), menus()])
        for dialog in set(dialogs) - set(open_all_the_time):
            dialog.deleteLater()
        return said

    languages.switch("ru")
    russian_words = shown()
    assert re.findall("[A-Za-z]{2,}", russian_words.replace("TOML", "").replace("OK", "")) == []
    for word in ("Имя файла", "Папка", "Создать папку", "Отмена", "Вырезать", "Отменить действие"):
        assert word in russian_words
    languages.switch("en")
    english = shown()
    assert re.findall("[А-Яа-яЁё]+", english) == []
    assert "File &name:" in english
    languages.switch("ru")
    assert re.findall("[A-Za-z]{2,}", shown().replace("TOML", "").replace("OK", "")) == []
    for dialog in open_all_the_time:
        dialog.deleteLater()
