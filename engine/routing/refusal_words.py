"""Why a wish of an operator or a supervisor was not granted, in words: the rule by its name."""

import json
from collections.abc import Mapping

from engine.domain import refusal as ledger
from engine.domain.refusal_words import refusal_words
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
        "There is no break “{reason}” among the pause reasons.",
    ),
    "break_minutes": (
        "Перерыв «{reason}»: дневная норма исчерпана, минут в день — {minutes}.",
        "Break “{reason}”: the {minutes} min allowed a day are used up.",
    ),
    "break_full": (
        "Перерыв «{reason}»: все места заняты, одновременно — не больше {at_once}.",
        "Break “{reason}”: no place is free, at most {at_once} at a time.",
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
    "number_not_asked": (
        "Спросить сначала можно коллегу или очередь. На номер вызов переводят сразу.",
        "A colleague or a queue can be asked first. To a number the call is passed on at once.",
    ),
    "list_unread": (
        "База данных недоступна: не узнать, нет ли номера в списке «Не звонить»."
        " Вызов остался у вас.",
        "The database is away: whether the number is on the do-not-call list cannot be told."
        " The call has stayed with you.",
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
        "There is no queue “{queue}”.",
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
        "Прочитать это абоненту не удалось: синтез речи у движка не работает.",
        "This cannot be read out: the engine's speech synthesis does not work.",
    ),
    "not_served": (
        "Эта версия движка этого не умеет.",
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
    "dial_on_break": (
        "Во время перерыва набирать нельзя. Вернитесь к работе (Shift+F2) и наберите ещё раз.",
        "You cannot dial on a break. Go back to work (Shift+F2) and dial again.",
    ),
    "dial_in_wrap_up": (
        "Сначала закончите обработку этого звонка (Shift+F4), потом набирайте.",
        "Finish the wrap-up of this call first (Shift+F4), then dial.",
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
    "contact_settled": (
        "Кампания с этим абонентом закончила: по её правилам ему больше не звонят.",
        "The campaign is done with this contact: by its rules he is not called any more.",
    ),
    "contact_taken": (
        "Этим абонентом сейчас занят другой телефонист, или ему уже звонят.",
        "Somebody else is looking at this contact, or he is being called already.",
    ),
    "dead_number": (
        "Номера {number} не существует: так ответила сеть.",
        "{number} does not exist: so the network has said.",
    ),
    "short_number": (
        "{number} — слишком короткий номер. Коллегам звонят из разговора: «Перевод» (F7).",
        "{number} is too short. Colleagues are called during a call: Transfer (F7).",
    ),
    "no_manual_campaign": (
        "Набрать номер можно, когда запущена ручная кампания, в которой вы работаете.",
        "Numbers can be dialled while a manual campaign runs that you work for.",
    ),
    "choose_campaign": (
        "Выберите кампанию, от которой звонить: {campaigns}.",
        "Choose the campaign to call for: {campaigns}.",
    ),
    "not_manual": (
        "Кампания «{campaign}» не ручная: набирать номера в ней нельзя.",
        "The campaign “{campaign}” is not a manual one: numbers cannot be dialled in it.",
    ),
    "unknown_skip_reason": (
        "Причины «{reason}» нет в списке кампании.",
        "The campaign has no reason “{reason}”.",
    ),
    "unknown_seconds": (
        "Отложить можно не больше чем на неделю.",
        "A contact can be put off for a week at most.",
    ),
    "claim_lost": (
        "Этого абонента уже набирают. Возьмите следующего.",
        "This contact is being called already. Take the next one.",
    ),
    "on_the_line": (
        "Абонент сам сейчас звонит нам.",
        "The subscriber is calling us himself just now.",
    ),
    "campaign_not_running": (
        "Кампания не запущена.",
        "The campaign is not running.",
    ),
    "session_lost": (
        "Движок потерял связь с базой данных. Повторите чуть позже.",
        "The engine was out of touch with the database. Try again in a while.",
    ),
    "failed": (
        "Не получилось: {reason}.",
        "It has failed: {reason}.",
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
    ru = language == "ru"
    told = _rule(refusal, ru=ru)
    words = _WORDS.get(refusal.code)
    if not told and words is None:
        return refusal.code
    if not told and words is not None:
        told = words[0 if ru else 1].format_map(_Known(refusal.arguments))
    nearest = refusal.arguments.get("nearest")
    if nearest:
        told += (
            f" Ближайшее разрешённое время — {nearest} (у абонента)."
            if ru
            else f" The nearest allowed time there is {nearest}."
        )
    return told


def _rule(refusal: Refusal, *, ru: bool) -> str:
    """Of a call that a rule of the ledger forbids, with what decided it."""
    given = refusal.arguments
    rule = given.get("rule", "")
    if not rule:
        return ""
    try:
        inputs = json.loads(given.get("inputs", "{}"))
    except ValueError:
        inputs = {}
    forbids = ledger.Refusal(rule, given.get("preset", ""), inputs)
    why = refusal_words(forbids, "ru" if ru else "en")
    number = given.get("number", "")
    return f"{number}: звонить сейчас нельзя — {why}." if ru else f"{number} is not called: {why}."


class _Known(dict[str, str]):
    """An older engine may say less."""

    def __missing__(self, key: str) -> str:
        return "…"
