"""Whatever is written into the audit log can be read there in words."""

from dataclasses import fields

import pytest

from engine.domain.trunk import TrunkSettings
from rino_desktop import audit_words, presets
from rino_desktop.audit_detail_words import details_text
from rino_desktop.preset_file import document, flat
from rino_desktop.report_kinds import KINDS
from rino_desktop.texts import set_language
from tests.helpers.audit_actions import recorded


def test_every_action_that_is_recorded_has_its_words() -> None:
    found = recorded()
    # What the collector must have seen, whatever way the code is written there.
    assert {"campaign.pause", "sign_in.blocked", "export.audit", "user.grant", "backup.make",
            "schedule.change", "supervision.mode", "contacts.import"} <= found  # fmt: skip
    words, groups = audit_words.actions(), audit_words.groups()
    assert sorted(found - set(words)) == [], "say it in rino_desktop/audit_words.py"
    assert sorted(set(words) - found) == [], "nobody records that any more"
    assert {code.partition(".")[0] + "." for code in words} == set(groups)
    assert len(set(words.values())) == len(words), "two codes say the same"
    assert audit_words.action_word("thing.of_tomorrow") == "thing.of_tomorrow"


@pytest.mark.parametrize(
    ("details", "russian"),
    [
        ({"state": ["draft", "running"]}, "состояние: черновик → идёт"),
        ({"state": "break", "reason": "Обед"}, "состояние: перерыв; причина: Обед"),
        ({"mode": "listen", "why": "no_right"},
         "режим: прослушивание; причина: На это у вас нет права. Его даёт администратор."),
        ({"modes": {"listen": 3.5, "join": 1}, "why": ""},
         "секунд в каждом режиме: прослушивание 3.5, участие в разговоре 1; причина: –"),
        ({"blocked": [False, True], "password": "changed"},
         "вход закрыт: нет → да; пароль: изменён"),
        ({"campaign.max_lines": [5, None]}, "Линий не больше: 5 → –"),
        ({"kind": "recordings", "days": [30, 10]}, "что: записи разговоров; дни: 30 → 10"),
        ({"phones": ["+7", "+8"]}, "номера: +7, +8"),
        ({"phones": [["+7", "+8"], ["+7"]]}, "номера: +7, +8 → +7"),
        ({"role": ["operator", "Старший смены"]}, "роль: телефонист → Старший смены"),
        ({"kind": "summary", "format": "pdf"}, "что: Сводный отчёт; формат: pdf"),
        ({"report": "form:Акт", "at": "09:00"}, "отчёт: Акт; время: 09:00"),
        ({"client": "", "numbers": 2}, "номера: 2"),
        ({"client": ["", "Свет"]}, "заказчик: – → Свет"),
        ({"calls_per_second": [10.0, 5.0], "register": [False, True]},
         "новых вызовов в секунду: 10.0 → 5.0; регистрация: нет → да"),
        ({"hours.weekend": ["9:00-20:00", "10:00-18:00"], "min_delay.abandoned": [None, "2h"]},
         "часы в выходные: 9:00-20:00 → 10:00-18:00;"
         " пауза после «Телефонист не успел ответить»: – → 2h"),
        # Of settings without a word, and of another version: as it is written.
        ({"phones": ["+7", "+8", "+9"], "thing.of_tomorrow": "no_right"},
         "номера: +7, +8, +9; thing.of_tomorrow: no_right"),
    ],
)  # fmt: skip
def test_details_are_told_in_words(details: dict[str, object], russian: str) -> None:
    set_language("ru")
    assert details_text(details) == russian


def test_every_setting_that_is_changed_and_every_report_has_its_words() -> None:
    set_language("ru")
    for each in fields(TrunkSettings):
        assert details_text({each.name: 1}) != f"{each.name}: 1", each.name
    told = {name for preset in presets.shipped().all() for name in flat(document(preset))}
    assert {"limit", "hours.weekdays", "title.ru"} <= told
    for name in told:
        assert not details_text({name: 1}).startswith(f"{name}:"), name
    for kind in KINDS:
        assert not details_text({"report": kind}).endswith(kind), kind
