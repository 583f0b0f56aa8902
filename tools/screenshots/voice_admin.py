"""Voice store and retention in the settings. Sections are shown alone, as wide as they are in the
window of a small laptop: a whole window would take ten times as long."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rino_desktop.console.settings.retention import ItemsDialog, RetentionSection, RuleDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.voice import PlaceDialog, VoiceSection
from rino_desktop.console.settings.voice_files import FilesDialog
from rino_desktop.ui.dialogs import Choice, Question
from rino_desktop.ui.moments import short_day
from tools.screenshots import screen
from tools.screenshots.administration import _mb, _said

_WIDTH, _HEIGHT = 1030, 600
_DIGEST = "9f2c1d7be04a5533c0a8e6f1d2b4479e8a60c5d1f7e3b2a994855d6c7e1f0a3b"


def _alone(section: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.addWidget(section)
    made.resize(_WIDTH, _HEIGHT)
    return made


@screen("settings-voice")
def voice() -> QWidget:
    section = VoiceSection()
    health, contents = section.health, section.contents
    health.show_lines((
        Line("place", (_said("Место", "The place"), "sftp://rino@store.office/srv/voice",
                       _said("задано в файле настроек: voice_store",
                             "said by the configuration file: voice_store"))),
        Line("reachable", (_said("Чтение и запись", "Reading and writing"),
                           _said("работают", "work"), ""), "good"),
        Line("space", (_said("Свободное место для накопителя", "Free space for the spool"),
                       _said("48210 МБ свободно в /var/spool/rino",
                             "48210 MB free in /var/spool/rino"), ""), "good"),
        Line("waiting", (_said("Ждёт выгрузки", "Waits for its upload"),
                         _said("файлов — 12, 21,4 МБ", "12 files, 21.4 MB"),
                         _said("Хранилище фраз недоступно.",
                               "The voice store cannot be reached.")), "warning"),
        Line("cut_off", (_said("Оборваны сбоем", "Cut off by a crash"),
                         _said("записей: 0", "0 recordings"), ""), "good"),
        Line("aside", (_said("Отложены как повреждённые", "Set aside, damaged"),
                       _said("файлов — 0, папка aside", "0 files in aside"), ""), "good"),
    ))  # fmt: skip
    health.say(_said("Требует внимания: 1.", "1 thing to be seen to."), "warning")
    contents.show_lines((
        Line("recordings", (_said("Записи разговоров", "Recordings of calls"), "41 220",
                            _mb(73011), "02.03.2026 09:12", _mb(6349), _mb(11264), _mb(55398), "")),
        Line("messages", (_said("Сообщения абонентов", "Messages of subscribers"), "318",
                          _mb(64), "11.06.2026 14:40", _mb(12), _mb(52), "", "")),
        Line("prompts", (_said("Фразы", "Prompts"), "96", _mb(12), "01.02.2026 10:00", "",
                         _mb(1), _mb(11), "")),
        Line("strangers", (_said("Неизвестных здесь вызовов", "Of calls unknown here"), "0",
                           _mb(0), "", "", "", "", "")),
    ))  # fmt: skip
    contents.choose("recordings")
    return _alone(section)


@screen("settings-voice-files")
def files() -> QWidget:
    dialog = FilesDialog(None, "recordings/2026/11/12/*")
    here, waits = _said("в хранилище", "in the store"), _said("ждёт выгрузки", "waits")
    dialog.files.show_lines((
        Line("a", ("recordings/2026/11/12/debts-november/104211.wav", _mb(1.9),
                   "12.11.2026 14:05", here), "secondary"),
        Line("b", ("recordings/2026/11/12/debts-november/104212.wav", _mb(0.6),
                   "12.11.2026 14:06", waits), "warning"),
    ))  # fmt: skip
    dialog.files.choose("a")
    return dialog


@screen("settings-voice-place")
def place() -> QWidget:
    usual = _said("/srv/фразы", "/srv/voice")
    dialog = PlaceDialog(None, "sftp://rino:secret@store.office/voice", usual)
    fault = _said(
        "В адресе хранилища есть пароль. Задайте его в переменной.",
        "The address contains a password. Put it into the variable.",
    )
    dialog.say_fault(fault)
    return dialog


@screen("settings-retention")
def retention() -> QWidget:
    section = RetentionSection()
    rules, protocol = section.rules, section.protocol
    heard = _said("Записи разговоров", "Recordings of calls")
    rest = _said("Все кампании без своего правила", "All campaigns without a rule of their own")
    bank = _said("Банк «Восток»", "East Bank")
    rules.show_lines((
        Line(1, (heard, rest, _said("1 095 дней", "1,095 days"), "")),
        Line(2, (heard, _said("Опрос жителей", "Poll"), _said("90 дней", "90 days"), bank)),
        Line(3, (_said("Данные контактов из списков", "Data of contacts from lists"), rest,
                 _said("365 дней", "365 days"), "")),
    ))  # fmt: skip
    rules.say(_said("Правила применялись последний раз: 12.11.2026 03:00.",
                    "Applied last: 12.11.2026 03:00."), "secondary")  # fmt: skip
    rules.choose(2)
    who = _said("Анна Котова", "Anna Kotova")
    run = _said("Удалено по правилам", "Deleted by the rules")
    left = _said("ничего не осталось", "nothing is left")
    protocol.show_lines((
        Line(5, ("12.11.2026 03:00", "node-1", run, "412", _mb(702), left), "good"),
        Line(4, ("11.11.2026 16:21", who, _said(
            "Изменено правило: записи разговоров, Опрос жителей: 365 дн. → 90 дн.",
            "Rule changed: recordings of calls, Poll: 365 days → 90 days"), "", "", ""),
            "secondary"),
        Line(3, ("11.11.2026 03:00", "node-1", run, "0", "", left), "good"),
        Line(2, ("10.11.2026 08:12", "node-1", _said(
            "Не удалено: часам нельзя верить", "Not deleted: the clock is doubted"), "", "", ""),
            "bad"),
    ))  # fmt: skip
    protocol.choose(5)
    return _alone(section)


@screen("settings-retention-rule")
def rule() -> QWidget:
    words = {
        "recordings": _said("Записи разговоров", "Recordings of calls"),
        "contacts": _said("Данные контактов из списков", "Data of contacts from lists"),
    }
    law = _said(
        "ru-debt-230fz: Записи разговоров с должниками хранить до 3 лет.",
        "ru-debt-230fz: Keep recordings of talks with debtors for up to 3 years.",
    )
    name, bank = _said("Долги: ноябрь", "Debts: November"), _said("Банк «Восток»", "East Bank")
    dialog = RuleDialog(None, words, {name: bank}, laws={name: law})
    dialog.campaign.setCurrentIndex(2)
    fault = _said(
        "Такое правило уже есть: 30 дн. Измените его.",
        "There is such a rule already: 30 days. Change that one.",
    )
    dialog.say_fault("campaign", fault)
    return dialog


@screen("settings-retention-clock")
def clock() -> QWidget:
    text = _said(
        "Часы ушли вперёд: с прошлой проверки (2026-08-02) по ним прошло дней: 100; ничего не"
        " удалено. На этом компьютере сейчас 10.11.2026 08:12. Это верно?",
        "The clock was 100 days later than when it was last looked at (2026-08-02); nothing was"
        " deleted. By this computer it is 10.11.2026 08:12. Is that right?",
    )
    return Question(
        None, _said("Часы идут верно?", "Is the clock right?"), text,
        (
            Choice("no", _said("Нет, ничего не удалять", "No, delete nothing"), "primary"),
            Choice("yes", _said("Верно, удалить", "It is right: delete"), "danger"),
        ),
    )  # fmt: skip


@screen("settings-retention-due")
def due() -> QWidget:
    heard = _said("Записи разговоров", "Recordings of calls")
    told = _said("Данные контактов из списков", "Data of contacts from lists")
    days = [short_day(day) for day in (date(2023, 11, 13), date(2025, 11, 12))]
    return ItemsDialog(
        None, _said("Что пора удалить", "What is due now"),
        _said("По правилам пора удалить: 1 612; из них файлов — 702,0 МБ.",
              "By the rules 1,612 are to be deleted, 702.0 MB of files."),
        (
            Line(1, (heard, "debts-november", days[0], "412", _mb(702), "", _DIGEST)),
            Line(2, (told, _said("Опрос жителей", "Poll"), days[1], "1 200", "", "", "")),
        ),
        _said("Удалить навсегда", "Delete for ever"),
    )  # fmt: skip
