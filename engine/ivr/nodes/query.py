"""Query: ask a data source; the first row goes into variables."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.incoming import declared_types
from engine.ivr.message import BoundMessage
from engine.ivr.requests import OutsideRequest, QuerySource, Rows
from engine.ivr.row_cursor import keep_rows, row_values
from engine.ivr.slow_step import SlowStep, SlowStepParameters
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.model import VariableType
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Expression, RowsName, SourceName, VariableName
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.sql_names import parameter_names


class QueryParameters(SlowStepParameters):
    #: The data source's name.
    source: SourceName
    #: SQL with parameters as `:name`, `@entity` of the source's mapping, or the path of a service.
    statement: Annotated[str, Field(min_length=1, max_length=20_000)]
    #: The statement's parameters; they are always bound, never put into the text.
    parameters: dict[str, Expression] = Field(default={})
    #: Columns of the first row (in any case) and the variables they go into.
    columns: dict[str, VariableName] = Field(default={})
    #: The variable that gets the number of rows.
    count: VariableName | None = None
    #: The name under which the rows are kept for `row_menu` and `next_row`.
    rows: RowsName | None = None
    #: Rows beyond these are not fetched.
    max_rows: int = Field(default=100, ge=1, le=1000)
    #: For so many seconds the same question is answered from memory, for all calls; 0: never.
    cache_s: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] = 0.0

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "statement": named(
            "Запрос",
            "Statement",
            "SQL с параметрами :имя, @сущность из карты источника или путь веб-службы",
            "SQL with parameters as :name, @entity of the source's mapping, or the "
            "path of a service",
        ),
        "parameters": named(
            "Параметры запроса",
            "The statement's parameters",
            "Имя и выражение; значения подставляет сама база, в текст они не попадают",
            "Name and expression; values are always bound, never put into the text",
        ),
        "columns": named(
            "Столбцы → переменные",
            "Columns → variables",
            "Из первой строки ответа; регистр не важен",
            "Of the first row of the answer, in any case",
        ),
        "count": named("Число строк — в переменную", "Number of rows into variable"),
        "rows": named(
            "Сохранить строки как",
            "Keep rows as",
            "Для блоков «Меню из строк» и «Следующая строка»",
            "For the blocks “Row menu” and “Next row”",
        ),
        "max_rows": named("Строк не больше", "At most rows"),
        "cache_s": named(
            "Помнить ответ",
            "Remember the answer",
            "Столько секунд тот же вопрос отвечается из памяти всем звонкам; 0 — никогда",
            "For so many seconds the same question is answered from memory, for all "
            "calls; 0: never",
        ),
    }


class QueryNode(NodeType[QueryParameters]):
    name = "query"
    title = words("Запрос к источнику", "Query")
    summary = words(
        "Спрашивает источник данных; первая строка ответа ложится в переменные",
        "Asks a data source; the first row of the answer goes into variables",
    )
    group = "data"
    parameters = QueryParameters

    def ports(self, parameters: QueryParameters) -> tuple[Port, ...]:
        return (
            Port("found", words("Найдено", "Found")),
            Port("empty", words("Пусто", "Empty")),
            ERROR,
        )

    def check(self, parameters: QueryParameters) -> Iterable[Problem]:
        statement = parameters.statement
        if not statement.strip().lstrip("@"):
            yield error("bad_parameter", why_ru="запрос не заполнен",
                        why_en="the statement is empty", place="statement",
                        fix=Fix("change_parameter", {"place": "statement"}))  # fmt: skip
        if not any(letter.isspace() for letter in statement.strip()):
            return  # @entity or the path of a service: what these take, only the source knows
        used = parameter_names(statement)
        for name in used:
            if name not in parameters.parameters:
                yield error("statement_lacks_parameter", parameter=name, place="statement",
                            fix=Fix("change_parameter", {"place": "parameters"}))  # fmt: skip
        for name in parameters.parameters:
            if name not in used:
                place = f"parameters.{name}"
                yield error("parameter_not_in_statement", parameter=name, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    def quiet_s(self, parameters: QueryParameters) -> float:
        return parameters.timeout_s

    def bind(self, parameters: QueryParameters, binding: Binding) -> Handler:
        return _Query(
            parameters,
            binding.message(parameters.waiting),
            {name: binding.expression(text) for name, text in parameters.parameters.items()},
            declared_types(binding.scheme),
        )


class _Query(SlowStep):
    __slots__ = ("_expressions", "_p", "_types")

    def __init__(
        self,
        parameters: QueryParameters,
        waiting: BoundMessage,
        expressions: Mapping[str, Parsed],
        types: Mapping[str, VariableType],
    ) -> None:
        super().__init__(parameters, waiting)
        self._p = parameters
        self._expressions = expressions
        self._types = types

    def request(self, call: Call) -> OutsideRequest:
        values = {name: value.evaluate(call.scope) for name, value in self._expressions.items()}
        p = self._p
        return QuerySource(p.source, p.statement, values, p.max_rows, p.cache_s)

    def answered(self, call: Call, answer: Any) -> str:
        if not isinstance(answer, Rows):
            raise EvaluationError("the data source gave no rows")
        p = self._p
        rows = Rows(answer.columns, answer.rows[: p.max_rows])
        # First everything is read: a value that cannot be must not leave half of a row.
        found = row_values(rows, 0, p.columns, self._types) if len(rows) else {}
        # What an earlier query has left there must not be taken for this one's.
        call.values.update(dict.fromkeys(p.columns.values()))
        call.values.update(found)
        if p.count is not None:
            call.values[p.count] = len(rows)
        if p.rows is not None:
            keep_rows(call, p.rows, rows)
        return "found" if len(rows) else "empty"
