"""What a test call brought, in words."""

from collections.abc import Iterator

import pytest

from rino_desktop.campaign_test_call import lines
from rino_desktop.texts import set_language

RESULT = {
    "disposition": "completed", "hangup_cause": "normal_clearing", "sip_code": 200,
    "talk_s": 40.4, "node": "end", "results": {"promise": "yes"}, "written": [],
    "asked_not_to_be_called": True, "callback_at": None,
}  # fmt: skip


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    set_language("ru")
    yield
    set_language("en")


def test_no_code_is_told() -> None:
    told = lines(RESULT, {"end": "Прощаемся"})
    assert told[:5] == [
        "Чем закончилось: Дослушал до конца",
        "Отбой: Обычное завершение",
        "Ответ сети: 200",
        "Разговор длился 40 с",
        "Последний блок схемы: Прощаемся",
    ]
    assert any("promise" in line for line in told)


def test_a_block_of_another_scheme_has_no_name() -> None:
    assert not any("блок" in line for line in lines(RESULT, {}))
