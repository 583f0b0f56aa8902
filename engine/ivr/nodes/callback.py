"""Callback: the subscriber says when he wants to be called again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.callback_dialogue import CallbackDialogue, Parts
from engine.ivr.handler import Handler
from engine.scheme.field_words import FieldWords, further, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import (
    Expression,
    Key,
    Message,
    Parameters,
    ResultName,
    Seconds,
    VariableName,
)
from engine.scheme.problems import Fix, Problem, error


class CallbackChoice(Parameters):
    key: Key
    #: Days from today: 0 is today.
    days: int = Field(default=0, ge=0, le=366)
    #: By the subscriber's clock, `19:00`.
    time: str = Field(pattern=r"^([01]?\d|2[0-3])[:.][0-5]\d$|^24[:.]00$")

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "days": named(
            "Через сколько дней",
            "Days from today",
            "0 — сегодня, 1 — завтра",
            "0 is today, 1 tomorrow",
        ),
        "time": named(
            "Время",
            "Time",
            "По часам абонента, например 19:00",
            "By the subscriber's clock, as 19:00",
        ),
    }


class CallbackParameters(Parameters):
    #: Offers the choices ("this evening: one, tomorrow morning: two").
    choice_message: Message = ()
    choices: tuple[CallbackChoice, ...] = Field(default=(), max_length=10)
    #: The key of the choices' menu for naming another time by keys; none: only choices.
    other_key: Key | None = "0"
    #: Asks for the day: one digit counts days from `today_key`, 25 is a day of the month, 0512
    #: day and month; `#` ends.
    date_message: Message = ()
    #: Asks for the time by the 24-hour clock: 9, 0930, 1830; `#` ends.
    time_message: Message = ()
    #: The digit that means today; the next one is tomorrow.
    today_key: int = Field(default=1, ge=0, le=1)
    #: Taken instead of asking: a date, a time ("18:30"); the subscriber is still asked to confirm.
    date: Expression = ""
    time: Expression = ""
    #: Reads day and time back and asks; empty: no confirmation.
    confirm_message: Message = ()
    #: Spoken instead of `confirm_message` where no call is allowed at that time: day and time are
    #: now those of the nearest allowed one.
    offer_message: Message = ()
    #: Spoken before asking again: there is no such time, it is over, or too far off.
    invalid_message: Message = ()
    no_input_message: Message = ()
    confirm_key: Key = "1"
    change_key: Key = "2"
    #: Declines, as the first key of any answer.
    decline_key: Key = "*"
    #: The promised day must not be farther off than this.
    max_days: int = Field(default=14, ge=0, le=366)
    #: Hold day and time for the messages; the time as 18:30.
    date_variable: VariableName = "callback_date"
    time_variable: VariableName = "callback_time"
    #: The result under which the moment is saved: 2026-12-05T18:30, by the subscriber's clock.
    result: ResultName = "callback_at"
    barge_in: bool = True
    timeout_s: Seconds = 7.0
    #: Silence after a key that ends the input.
    between_timeout_s: Seconds = 3.0
    no_input_repeats: int = Field(default=1, ge=0, le=20)
    invalid_repeats: int = Field(default=2, ge=0, le=20)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "choice_message": named(
            "Предложить варианты",
            "Offer the choices",
            "«Сегодня вечером — один, завтра утром — два»",
            "“This evening: one, tomorrow morning: two”",
        ),
        "choices": named("Варианты времени", "Choices"),
        "other_key": named(
            "Клавиша «другое время»",
            "Key for another time",
            "По ней абонент набирает день и время сам; нет — только варианты",
            "The subscriber then names day and time by keys; none: only the choices",
        ),
        "date_message": named(
            "Спросить день",
            "Ask for the day",
            "Одна цифра — через сколько дней, 25 — число месяца, 0512 — день и "
            "месяц; ввод завершает #",
            "One digit counts days, 25 is a day of the month, 0512 day and month; # ends",
        ),
        "time_message": named(
            "Спросить время",
            "Ask for the time",
            "По 24-часовым часам: 9, 0930, 1830; ввод завершает #",
            "By the 24-hour clock: 9, 0930, 1830; # ends",
        ),
        "today_key": further(
            named(
                "Цифра «сегодня»",
                "Digit for today",
                "Следующая цифра — завтра",
                "The next one is tomorrow",
            )
        ),
        "date": named(
            "День из выражения",
            "Day from an expression",
            "Если задан, день и время не спрашивают, а только подтверждают",
            "Where it is given, day and time are not asked for, only confirmed",
        ),
        "time": named(
            "Время из выражения", "Time from an expression", 'Например "18:30"', 'As "18:30"'
        ),
        "confirm_message": named(
            "Переспросить",
            "Confirmation",
            "Называет день и время и просит подтвердить; пусто — без подтверждения",
            "Reads day and time back and asks; empty: no confirmation",
        ),
        "offer_message": named(
            "Предложить ближайшее",
            "Offer the nearest time",
            "Звучит вместо подтверждения, если в названное время звонить нельзя: "
            "день и время уже ближайшие разрешённые",
            "Spoken instead of the confirmation where no call is allowed then: day "
            "and time are those of the nearest allowed one",
        ),
        "invalid_message": named(
            "Если время не подходит",
            "Said after a wrong time",
            "Такого времени нет, оно прошло или слишком далеко",
            "There is no such time, it is over, or too far off",
        ),
        "decline_key": further(
            named(
                "Клавиша «не надо»",
                "Key for declining",
                "Отказ, если нажата первой",
                "Declines, as the first key of any answer",
            )
        ),
        "max_days": further(named("Не дальше, дней", "At most so many days off")),
        "date_variable": further(
            named(
                "День — в переменную",
                "Day into variable",
                "Для сообщений этого блока",
                "For the messages of this block",
            )
        ),
        "time_variable": further(
            named("Время — в переменную", "Time into variable", "В виде 18:30", "As 18:30")
        ),
        "result": named(
            "Сохранить как ответ",
            "Save as result",
            "Момент по часам абонента: 2026-12-05T18:30",
            "The moment by the subscriber's clock: 2026-12-05T18:30",
        ),
    }


class CallbackNode(NodeType[CallbackParameters]):
    name = "callback"
    title = words("Заказ перезвона", "Callback")
    summary = words(
        "Узнаёт, когда абоненту перезвонить, сверяет с разрешённым временем и обещает звонок",
        "Asks when to call again, checks the legal hours and promises the call",
    )
    group = "call"
    parameters = CallbackParameters
    waits_for_subscriber = True

    def opens_with(self, parameters: CallbackParameters) -> Message:
        if parameters.choices:
            return parameters.choice_message
        return parameters.time_message if parameters.date.strip() else parameters.date_message

    def ports(self, parameters: CallbackParameters) -> tuple[Port, ...]:
        return (
            Port("promised", words("Обещан звонок", "Promised")),
            Port("declined", words("Не нужно", "Declined")),
            Port("no_input", words("Молчание", "No input")),
            ERROR,
        )

    def silent_ports(self, parameters: CallbackParameters) -> tuple[str, ...]:
        if parameters.date.strip() and not parameters.confirm_message:
            return ("promised", "no_input")
        return ("no_input",)

    def check(self, parameters: CallbackParameters) -> Iterable[Problem]:
        yield from _problems(parameters)

    def bind(self, parameters: CallbackParameters, binding: Binding) -> Handler:
        p = parameters
        return CallbackDialogue(
            p,
            Parts(
                choice=binding.message(p.choice_message),
                date=binding.message(p.date_message),
                time=binding.message(p.time_message),
                confirm=binding.message(p.confirm_message),
                offer=binding.message(p.offer_message),
                invalid=binding.message(p.invalid_message),
                no_input=binding.message(p.no_input_message),
                date_from=binding.expression(p.date) if p.date.strip() else None,
                time_from=binding.expression(p.time) if p.time.strip() else None,
            ),
        )


def _problems(p: CallbackParameters) -> Iterator[Problem]:
    def bad(place: str, ru: str, en: str) -> Problem:
        return error("bad_parameter", why_ru=ru, why_en=en, place=place,
                     fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    def unspoken(place: str) -> Problem:
        return bad(place, "сообщение не заполнено", "the message is empty")

    by_keys = bool(p.date_message or p.time_message)
    given = p.date.strip() or p.time.strip()
    if not (by_keys or given or p.choices):
        yield bad("date_message", "как узнать время: клавишами, выбором или выражением?",
                    "how is the time told: by keys, by choices or by an expression?")  # fmt: skip
    if by_keys:
        for place in ("date_message", "time_message"):
            if not getattr(p, place):
                yield unspoken(place)
    if bool(p.date.strip()) != bool(p.time.strip()):
        yield bad("time" if p.date.strip() else "date", "нужны и дата, и время",
                    "both a date and a time are needed")  # fmt: skip
    if p.choices and not p.choice_message:
        yield unspoken("choice_message")
    if p.offer_message and not p.confirm_message:
        yield unspoken("confirm_message")  # what is offered has to be answered by the same keys
    taken: dict[str, str] = {p.decline_key: "decline_key"}
    named = [(f"choices[{index}].key", choice.key) for index, choice in enumerate(p.choices)]
    if p.choices and p.other_key is not None and by_keys:
        named.append(("other_key", p.other_key))
    for group in (named, [("confirm_key", p.confirm_key), ("change_key", p.change_key)]):
        seen = dict(taken)
        for place, key in group:
            if key in seen:
                yield error("duplicate_key", key=key, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
            seen[key] = place
    if by_keys and p.decline_key.isdigit():
        yield bad("decline_key", "с цифры начинается дата, нужна * или буква",
                    "a digit begins a date; choose * or a letter")  # fmt: skip
