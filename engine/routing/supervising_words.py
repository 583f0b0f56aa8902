"""Why a supervisor hears nothing (any more), or not as he wished, in words."""

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "left": ("Вы отключились.", "You have left."),
    "call_over": ("Разговор закончился.", "The call is over."),
    "operator_left": (
        "Телефонист закончил разговор, звонок ведёт схема: её можно только слушать.",
        "The operator is done and the scheme leads the call: it can only be listened to.",
    ),
    "not_with_operator": (
        "Звонок ведёт схема, телефониста в нём нет: подсказывать некому, подключиться нельзя. "
        "Такой звонок можно слушать.",
        "The scheme leads this call and no operator is in it: there is nobody to whisper to, and "
        "it cannot be joined. It can be listened to.",
    ),
    "no_call": (
        "Телефонист сейчас ни с кем не разговаривает.",
        "The operator talks with nobody now.",
    ),
    "no_such_call": (
        "Этот звонок уже закончился, или абонент ещё не ответил.",
        "This call is over, or has not been answered yet.",
    ),
    "no_engine": (
        "Движок не отвечает. Запустите его или проверьте, видит ли он базу данных.",
        "No engine answers. Start it, or look whether it reaches the database.",
    ),
    "engine_gone": (
        "Движок, который ведёт этот звонок, пропал.",
        "The engine that carries this call is gone.",
    ),
    "interrupted": (
        "Движок прервал связь с вами: его останавливают, или отказала линия.",
        "The engine has cut your line: it is being stopped, or a line worker has died.",
    ),
    "no_right": (
        "На это у вас нет права. Его даёт администратор.",
        "You lack the right to this. The administrator can give it.",
    ),
    "not_answered": ("Ваш телефон не ответил.", "Your telephone was not answered."),
    "phone_busy": ("Ваш телефон занят или отклонил вызов.", "Your telephone is busy or declined."),
    "phone_unreachable": (
        "Ваш телефон недоступен по этому адресу.",
        "Your telephone cannot be reached at that address.",
    ),
    "phone_lost": (
        "Связь с вашим телефоном пропала. Разговор продолжается.",
        "Your telephone was lost. The call goes on.",
    ),
    "no_line": (
        "Нет свободной линии, чтобы позвонить на ваш номер.",
        "No line is free to ring your number.",
    ),
}


def supervision_text(code: str, language: str) -> str:
    """In ``language`` (``ru`` | ``en``); "" for none, the code itself where it is not known."""
    words = _WORDS.get(code)
    return code if words is None else words[0 if language == "ru" else 1]
