"""Row menu: the rows that a query has brought, read out for choosing one by a key."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.incoming import declared_types
from engine.ivr.message import BoundMessage
from engine.ivr.model import Utterance
from engine.ivr.requests import Rows
from engine.ivr.row_cursor import row_values
from engine.scheme.field_words import FieldWords, named
from engine.scheme.model import VariableType
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import (
    KeptRowsName,
    Key,
    Message,
    Parameters,
    Seconds,
    VariableName,
)
from engine.scheme.problems import Fix, Problem, error


class RowMenuParameters(Parameters):
    #: The name under which a `query` has kept the rows.
    rows: KeptRowsName
    #: Columns (in any case) and the variables they go into: those of each row while it is read
    #: out, in the end those of the chosen one.
    columns: dict[str, VariableName] = Field(min_length=1)
    #: The variable that holds a row's key while it is read out: "{tariff}: press {key}".
    key_variable: VariableName | None = None
    #: Spoken before the rows of each page.
    message: Message = ()
    #: Spoken for each row.
    item: Message = Field(min_length=1)
    #: Rows read out at a time; their keys are 1, 2, 3 …
    per_page: int = Field(default=9, ge=1, le=9)
    #: Keys for the next page, the one before, and this one again; none: there is no such key.
    next_key: Key | None = "#"
    back_key: Key | None = "*"
    again_key: Key | None = "0"
    #: Spoken after the rows: where there are more of them, where there is a page before.
    more_message: Message = ()
    back_message: Message = ()
    #: A key counts from the first moment.
    barge_in: bool = True
    #: How long the subscriber may be silent after all has been read.
    timeout_s: Seconds = 5.0
    no_input_repeats: int = Field(default=1, ge=0, le=20)
    no_match_repeats: int = Field(default=2, ge=0, le=20)
    #: Spoken before the page is repeated.
    no_input_message: Message = ()
    no_match_message: Message = ()

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "rows": named(
            "Строки",
            "Rows",
            "Имя, под которым их сохранил запрос",
            "The name under which a query has kept them",
        ),
        "columns": named(
            "Столбцы → переменные",
            "Columns → variables",
            "Каждой строки, пока она звучит, а в конце — выбранной",
            "Of each row while it is read out, in the end of the chosen one",
        ),
        "key_variable": named(
            "Клавиша — в переменную",
            "Key into variable",
            "Клавиша строки, пока она звучит: «{tariff} — нажмите {key}»",
            "A row's key while it is read out: “{tariff}: press {key}”",
        ),
        "message": named(
            "Сообщение", "Message", "Перед строками каждой страницы", "Before the rows of each page"
        ),
        "item": named("Для каждой строки", "For each row"),
        "per_page": named(
            "Строк на странице",
            "Rows on a page",
            "Их клавиши — 1, 2, 3 …",
            "Their keys are 1, 2, 3 …",
        ),
        "next_key": named("Клавиша «дальше»", "Key for the next page"),
        "back_key": named("Клавиша «назад»", "Key for the page before"),
        "again_key": named("Клавиша «ещё раз»", "Key for “again”"),
        "more_message": named("Если есть ещё строки", "Where there are more"),
        "back_message": named("Если есть страница назад", "Where there is a page before"),
    }


class RowMenuNode(NodeType[RowMenuParameters]):
    name = "row_menu"
    title = words("Меню из строк", "Row menu")
    summary = words(
        "Зачитывает строки ответа источника и ждёт выбора клавишей",
        "Reads out the rows of what a query brought and waits for a choice by key",
    )
    group = "input"
    parameters = RowMenuParameters
    waits_for_subscriber = True

    def opens_with(self, parameters: RowMenuParameters) -> Message:
        return parameters.message + parameters.item

    def ports(self, parameters: RowMenuParameters) -> tuple[Port, ...]:
        return (
            Port("chosen", words("Выбрано", "Chosen")),
            Port("none", words("Строк нет", "No rows")),
            Port("no_input", words("Молчание", "No input")),
            Port(
                "no_match",
                words("Неверная клавиша", "Wrong key"),
                required=False,
                fallback="no_input",
            ),
            ERROR,
        )

    def silent_ports(self, parameters: RowMenuParameters) -> tuple[str, ...]:
        return ("none", "no_input")

    def check(self, parameters: RowMenuParameters) -> Iterable[Problem]:
        taken = set("123456789"[: parameters.per_page])
        for place in ("next_key", "back_key", "again_key"):
            key = getattr(parameters, place)
            if key is not None and key in taken:
                yield error("duplicate_key", key=key, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
            taken.add(key)

    def bind(self, parameters: RowMenuParameters, binding: Binding) -> Handler:
        return _RowMenu(
            parameters,
            {name: binding.message(getattr(parameters, name)) for name in _MESSAGES},
            declared_types(binding.scheme),
        )


_MESSAGES = (
    "message", "item", "more_message", "back_message", "no_input_message", "no_match_message",
)  # fmt: skip


class _State:
    __slots__ = ("no_input", "no_match", "page", "rows")

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.page = 0
        self.no_input = 0
        self.no_match = 0


class _RowMenu(Handler):
    __slots__ = ("_messages", "_p", "_types")

    def __init__(
        self,
        parameters: RowMenuParameters,
        messages: Mapping[str, BoundMessage],
        types: Mapping[str, VariableType],
    ) -> None:
        self._p = parameters
        self._messages = messages
        self._types = types

    def enter(self, call: Call) -> str | None:
        rows = call.rows.get(self._p.rows)
        if rows is None or not len(rows):
            return "none"
        call.state = _State(rows)
        if call.keys and self._p.barge_in:
            return self._take(call)
        return self._read_out(call)

    def key(self, call: Call) -> str | None:
        return self._take(call)

    def played(self, call: Call) -> str | None:
        call.set_timer(self._p.timeout_s)
        return None

    def timer(self, call: Call) -> str | None:
        state: _State = call.state
        state.no_input += 1
        if state.no_input > self._p.no_input_repeats:
            return "no_input"
        return self._read_out(call, "no_input_message")

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        for name in ("message", "more_message", "back_message", "no_input_message"):
            yield from self._messages[name].foreseen(call)

    # --- pages ----------------------------------------------------------------------------------

    def _on_page(self, state: _State) -> range:
        first = state.page * self._p.per_page
        return range(first, min(first + self._p.per_page, len(state.rows)))

    def _read_out(self, call: Call, before: str = "") -> str | None:
        state: _State = call.state
        items: tuple[Utterance, ...] = self._messages[before].items(call) if before else ()
        items += self._messages["message"].items(call)
        kept = dict(call.values)
        try:
            for number, index in enumerate(self._on_page(state), 1):
                self._put(call, index, number)
                items += self._messages["item"].items(call)
        finally:
            # Nothing is chosen yet: what later nodes see must not be the last row read out.
            call.values.clear()
            call.values.update(kept)
        if self._has_next(state):
            items += self._messages["more_message"].items(call)
        if state.page:
            items += self._messages["back_message"].items(call)
        if not call.play(items, self._p.barge_in):
            call.set_timer(self._p.timeout_s)
        return None

    def _put(self, call: Call, index: int, number: int) -> None:
        state: _State = call.state
        call.values.update(row_values(state.rows, index, self._p.columns, self._types))
        if self._p.key_variable is not None:
            call.values[self._p.key_variable] = str(number)

    def _has_next(self, state: _State) -> bool:
        return (state.page + 1) * self._p.per_page < len(state.rows)

    def _take(self, call: Call) -> str | None:
        """Use the keys pressed so far: some may turn pages, one chooses."""
        call.timer = None
        state: _State = call.state
        p = self._p
        while call.keys:
            key = call.keys.popleft()
            rows = self._on_page(state)
            if key.isdigit() and 1 <= int(key) <= len(rows):
                self._put(call, rows[int(key) - 1], int(key))
                return "chosen"
            if key == p.next_key and self._has_next(state):
                state.page += 1
            elif key == p.back_key and state.page:
                state.page -= 1
            elif key != p.again_key:
                state.no_match += 1
                call.keys.clear()
                if state.no_match > p.no_match_repeats:
                    return "no_match"
                return self._read_out(call, "no_match_message")
        return self._read_out(call)
