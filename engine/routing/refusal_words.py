"""Why a wish of an operator or a supervisor was not granted, in words: the rule by its name."""

from collections.abc import Mapping

from engine.routing.rules import Refusal

_WORDS: Mapping[str, tuple[str, str]] = {
    "not_signed_in": (
        "Телефонист не вошёл в систему.",
        "The operator is not signed in.",
    ),
    "session_replaced": (
        "Вход выполнен на другом рабочем месте, этот сеанс завершён.",
        "Signed in at another workstation; this session is over.",
    ),
    "unknown_reason": (
        "Перерыва «{reason}» нет в списке причин.",
        'There is no break "{reason}" among the pause reasons.',
    ),
    "break_minutes": (
        "Перерыв «{reason}»: дневная норма исчерпана, минут в день — {minutes}.",
        'Break "{reason}": the {minutes} min allowed a day are used up.',
    ),
    "break_full": (
        "Перерыв «{reason}»: все места заняты, одновременно — не больше {at_once}.",
        'Break "{reason}": no place is free, at most {at_once} at a time.',
    ),
    "result_required": (
        "Сначала сохраните результат разговора: без него обработку не завершить.",
        "Save a result first: this wrap-up does not end without one.",
    ),
    "no_wrap_up": (
        "Телефонист не занят обработкой вызова.",
        "The operator is not in wrap-up.",
    ),
    "not_confirmed": (
        "База данных не подтвердила смену состояния. Действует то, что показано на экране.",
        "The database has not confirmed the change. What the screen shows is what holds.",
    ),
}


def refusal_text(refusal: Refusal, language: str) -> str:
    """One sentence or two in ``language`` (``ru`` | ``en``); the code itself where it is not for
    people."""
    words = _WORDS.get(refusal.code)
    if words is None:
        return refusal.code
    return words[0 if language == "ru" else 1].format_map(refusal.arguments)
