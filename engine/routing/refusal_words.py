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
    "no_call": (
        "Вызова нет: он уже закончился.",
        "There is no call: it is over.",
    ),
    "no_line": (
        "Свободной линии сейчас нет. Повторите чуть позже.",
        "No line is free at the moment. Try again in a while.",
    ),
    "unknown_operator": (
        "Такого телефониста нет.",
        "There is no such operator.",
    ),
    "himself": (
        "Перевести вызов самому себе нельзя.",
        "A call cannot be passed on to oneself.",
    ),
    "unknown_queue": (
        "Очереди «{queue}» нет.",
        'There is no queue "{queue}".',
    ),
    "consulting": (
        "Сначала закончите консультацию: завершите её или отмените.",
        "End the consultation first: complete or cancel it.",
    ),
    "no_consult": (
        "Консультации сейчас нет.",
        "Nobody is being consulted.",
    ),
    "not_reached": (
        "Коллега не ответил.",
        "The colleague was not reached.",
    ),
    "cancelled": (
        "Консультация отменена.",
        "The consultation was cancelled.",
    ),
    "left": (
        "Коллега положил трубку.",
        "The colleague has hung up.",
    ),
    "unknown_port": (
        "В схеме нет такого продолжения: вернуть вызов туда нельзя.",
        "The scheme has no such way on: the call cannot be sent back there.",
    ),
    "unknown_keys": (
        "Тоном можно передать только цифры, * и #.",
        "Only digits, * and # can be sent as tones.",
    ),
    "cannot_speak": (
        "Прочитать это абоненту не удалось: синтез речи на станции не работает.",
        "This cannot be read out: the engine's speech synthesis does not work.",
    ),
    "not_served": (
        "Эта версия станции этого не умеет.",
        "This version of the engine cannot do that.",
    ),
    "do_not_call": (
        "{number} в списке «Не звонить».",
        "{number} is on the do-not-call list.",
    ),
    "outside_hours": (
        "Сейчас звонить на {number} нельзя: вне разрешённых часов.",
        "{number} may not be called now: outside the calling hours.",
    ),
    "has_call": (
        "Набирать можно, когда нет другого вызова.",
        "You can dial when you have no other call.",
    ),
    "no_phone": (
        "Ваш телефон не ответил, никто не набран.",
        "Your telephone did not answer; nobody was dialled.",
    ),
    "unknown_campaign": (
        "Этой кампании нет, или она не запущена.",
        "There is no such campaign, or it is not running.",
    ),
    "no_contact": (
        "В списке сейчас нет контактов, которым можно звонить.",
        "No contact on the list can be called now.",
    ),
    "callback_taken": (
        "Этот звонок уже взял коллега, или он больше не нужен.",
        "A colleague has taken this callback already, or it is not wanted any more.",
    ),
    "no_number": (
        "Это не телефонный номер: {number}.",
        "{number} is no telephone number.",
    ),
}


def refusal_text(refusal: Refusal, language: str) -> str:
    """One sentence or two in ``language`` (``ru`` | ``en``); the code itself where it is not for
    people."""
    words = _WORDS.get(refusal.code)
    if words is None:
        return refusal.code
    return words[0 if language == "ru" else 1].format_map(refusal.arguments)
