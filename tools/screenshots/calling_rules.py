"""Numbers and calling hours, and legal presets, in the settings."""

from datetime import UTC, date, datetime

from PySide6.QtWidgets import QWidget

from engine.domain.incoming import RouteKind, RouteSettings
from rino_desktop import legal_presets, preset_file, preset_text, preset_words, week_words
from rino_desktop.console.settings.preset_dialog import PresetDialog
from rino_desktop.console.settings.presets import Chapter
from rino_desktop.console.settings.route_dialogs import LinesDialog, RouteDialog, TryDialog
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.week_view import Part, Row
from rino_desktop.presets import shipped
from rino_desktop.texts import language
from rino_desktop.ui.moments import short_day
from tools.screenshots import screen
from tools.screenshots.administration import _said, _settings

_DAY = date(2026, 11, 30)


@screen("settings-incoming")
def incoming() -> QWidget:
    made = _settings("incoming")
    desk, closed = _said("очередь «поддержка»", "queue support"), _said("закрыто", "closed")
    menu, nobody = _said("схема «меню»", "scheme menu"), _said("никто", "nobody")
    city = _said("город", "city")
    hours, night = "пн-пт 09:00-18:00" if language() == "ru" else "mon-fri 09:00-18:00", 24 * 60
    section = made.settings.incoming
    section.routes.show_lines((
        Line(1, ("1", city, "+74951234567", desk, f"{hours}; RU", closed)),
        Line(2, ("2", city, "+74951234568", menu, hours, nobody), "warning"),
        Line(3, ("3", city, "*", _said("отклонён", "refused"), "", "")),
    ))  # fmt: skip
    section.routes.choose(1)
    names = ("пн 30 ноя", "вт 1 дек", "ср 2 дек", "чт 3 дек", "пт 4 дек", "сб 5 дек", "вс 6 дек")
    if language() != "ru":
        names = ("Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec", "Sat 5 Dec",
                 "Sun 6 Dec")  # fmt: skip
    work = (
        Part(0, 540, closed, "warning"), Part(540, 1080, desk, "good"),
        Part(1080, night, nobody, "secondary"),
    )  # fmt: skip
    off = (Part(0, night, closed, "warning"),)
    section.show_week(
        "+74951234567",
        "Europe/Moscow",
        tuple(Row(name, work if number < 5 else off) for number, name in enumerate(names)),
    )
    return made


@screen("settings-route")
def route() -> QWidget:
    menu, closed = _said("меню", "menu"), _said("закрыто", "closed")
    names = {
        RouteKind.SCHEME: (menu, closed), RouteKind.QUEUE: (_said("поддержка", "support"),),
        RouteKind.OPERATOR: (_said("Анна Котова", "Anna Kotova"),), RouteKind.REJECT: (),
    }  # fmt: skip
    dialog = RouteDialog(
        None, (_said("город", "city"),), names, 2, 3,
        RouteSettings(_said("город", "city"), "+74951234567", RouteKind.SCHEME, menu,
                      week_words.in_our_language("mon-fri 09:00-18:00, fri 17:00-20:00"),
                      holidays="RU", closed="12-31"),
    )  # fmt: skip
    dialog.show_notes({
        "hours": (_said("Указано дважды: Пт 17:00–18:00.", "Named twice: Fri 17:00–18:00."),
                  "warning"),
        "after_hours": (
            _said("Никто не ответит: Пн–Чт 00:00–09:00, 18:00–24:00; Пт 00:00–09:00, 20:00–24:00; "
                  "Сб, Вс весь день; в праздники и нерабочие дни.",
                  "Nobody answers: Mon–Thu 00:00–09:00, 18:00–24:00; Fri 00:00–09:00, "
                  "20:00–24:00; Sat, Sun all day; on holidays and closed days."), "warning"),
    })  # fmt: skip
    return dialog


@screen("settings-route-try")
def trying() -> QWidget:
    city = _said("город", "city")
    dialog = TryDialog(None, (city,), city, "+74951234567", datetime(2026, 12, 31, 17, tzinfo=UTC))
    dialog.caller.setText("+79161234567")
    dialog.show_answer(
        _said("Маршрут 1, нерабочее время: схема закрыто.\nНашего вызова на этот номер не было.",
              "Route 1, after hours: scheme closed.\nHe rings back for no call of ours."),
        good=True,
    )  # fmt: skip
    return dialog


@screen("settings-incoming-lines")
def lines() -> QWidget:
    city = _said("город", "city")
    return LinesDialog(None, {city: (4, "192.168.1.20")}, city)


@screen("settings-presets")
def presets() -> QWidget:
    made = _settings("presets")
    section = made.settings.presets
    law = shipped().find("ru-debt-230fz", _DAY)
    own = legal_presets.copy_of(law, "our-debts", "Наши правила о долгах", "Our rules for debts")
    words = legal_presets.origin_words()
    rows = [(preset, words[legal_presets.Origin.SHIPPED]) for preset in shipped().all()]
    rows.append((own, f"{words[legal_presets.Origin.OFFICE]} ← {law.name}"))
    section.presets.show_lines(tuple(
        Line(p.name, (p.name, p.title(language()), origin, str(p.version),
                      short_day(p.valid_from) if p.valid_from else "", "2"))
        for p, origin in rows
    ))  # fmt: skip
    section.presets.choose(law.name)
    stricter = preset_file.read({
        **preset_file.document(own), "ring": {"least_s": 20},
        "hours": {"weekdays": "10:00-20:00", "weekend": "never", "country": "RU"},
    })  # fmt: skip
    different = tuple(
        (each.subject, each.law, each.ours) for each in preset_words.differences(stricter, law)
    )
    section.show_chapters((
        Chapter(_said("Правила", "Rules"), tuple(preset_text.lines(law))),
        Chapter(
            _said("Что строже", "What is stricter"),
            table=((_said("Правило", "Rule"), law.name, own.name), *different),
        ),
    ))  # fmt: skip
    return made


@screen("settings-preset")
def preset() -> QWidget:
    law = shipped().find("us-reg-f", _DAY)
    own = legal_presets.copy_of(law, "our-debts", "Наши правила о долгах", "Our rules for debts")
    dialog = PresetDialog(
        None,
        preset_file.document(own),
        new=True,
        write=preset_file.as_text,
        parse=preset_file.parse,
    )
    dialog.edits["hours.weekdays"].setText("08:00-22:00")
    wished = preset_file.read(dialog.document())
    now = datetime(2026, 11, 30, tzinfo=UTC)
    dialog.show_faults(
        legal_presets.laxer_places(wished, shipped(), now),
        legal_presets.faults(wished, shipped(), now),
    )
    return dialog
