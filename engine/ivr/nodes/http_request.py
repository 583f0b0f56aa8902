"""HTTP request: ask a web service; values from its JSON go into variables."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import quote

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.incoming import as_declared, declared_types
from engine.ivr.json_body import bind_json, filled_json
from engine.ivr.json_path import BadPathError, Path, at_path, parse_path
from engine.ivr.message import BoundMessage, PlainTemplate
from engine.ivr.requests import HttpAnswer, HttpRequest, OutsideRequest
from engine.ivr.slow_step import SlowStep, SlowStepParameters
from engine.scheme import templates
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.model import VariableType
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Meaning, SourceName, TextTemplate, VariableName
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.templates import Slot
from engine.scheme.values import to_text


class HttpRequestParameters(SlowStepParameters):
    #: The registered source whose URL the path is added to.
    source: SourceName
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    #: What is added to the source's URL; values in braces are quoted as an URL demands.
    path: TextTemplate = ""
    #: Parameters after the question mark.
    query: dict[str, TextTemplate] = Field(default={})
    #: JSON; texts in it are templates. One that is only {an expression} keeps its value's type.
    body: Annotated[Any, Meaning("text_template")] = None
    headers: dict[str, TextTemplate] = Field(default={})
    #: Places in the answer's JSON, as `account.balance` or `items[0].name`, and the variables
    #: they go into; where the answer has nothing there the variable has no value.
    response: dict[str, VariableName] = Field(default={})
    #: The variable that gets the status of the answer, 200 or 404.
    status: VariableName | None = None

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "source": named(
            "Источник данных",
            "Data source",
            "К его адресу прибавляется путь",
            "The path is added to its URL",
        ),
        "method": named("Метод", "Method"),
        "path": named(
            "Путь",
            "Path",
            "Прибавляется к адресу источника; значения в скобках экранируются как "
            "положено в адресах",
            "Added to the source's URL; values in braces are quoted as an URL demands",
        ),
        "query": named("Параметры после «?»", "Parameters after “?”"),
        "body": named(
            "Тело запроса (JSON)",
            "Body (JSON)",
            "Тексты внутри — шаблоны; если текст — одно {выражение}, тип значения сохраняется",
            "Texts in it are templates; one that is only {an expression} keeps its value's type",
        ),
        "response": named(
            "Ответ → переменные",
            "Answer → variables",
            "Место в JSON ответа, например account.balance или items[0].name; чего "
            "нет, то без значения",
            "A place in the answer's JSON, as account.balance or items[0].name; what "
            "is not there has no value",
        ),
        "status": named(
            "Код ответа — в переменную", "Status into variable", "200, 404 …", "200, 404 …"
        ),
    }


class HttpRequestNode(NodeType[HttpRequestParameters]):
    name = "http_request"
    title = words("HTTP-запрос", "HTTP request")
    summary = words(
        "Обращается к веб-службе; значения из её ответа ложатся в переменные",
        "Asks a web service; values of its answer go into variables",
    )
    group = "data"
    parameters = HttpRequestParameters

    def ports(self, parameters: HttpRequestParameters) -> tuple[Port, ...]:
        return (
            Port("ok", words("Принято (2xx)", "Accepted (2xx)")),
            Port(
                "refused",
                words("Отказ (другой код)", "Refused (another status)"),
                required=False,
                fallback="error",
            ),
            ERROR,
        )

    def check(self, parameters: HttpRequestParameters) -> Iterable[Problem]:
        for path in parameters.response:
            try:
                parse_path(path)
            except BadPathError:
                place = f"response.{path}"
                yield error("bad_json_path", path=path, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip
        if "://" in parameters.path.partition("{")[0]:
            yield error(
                "bad_parameter",
                why_ru="нужен путь внутри источника, а не полный адрес",
                why_en="a path within the source is wanted, not a whole URL",
                place="path",
                fix=Fix("change_parameter", {"place": "path"}),
            )
        if parameters.body is not None and parameters.method == "GET":
            yield error(
                "bad_parameter",
                why_ru="у запроса GET не бывает тела",
                why_en="a GET request has no body",
                place="body",
                fix=Fix("change_parameter", {"place": "method"}),
            )

    def quiet_s(self, parameters: HttpRequestParameters) -> float:
        return parameters.timeout_s

    def bind(self, parameters: HttpRequestParameters, binding: Binding) -> Handler:
        parts = templates.parse_template(parameters.path).parts
        return _HttpRequest(
            parameters,
            binding.message(parameters.waiting),
            tuple(part.expression if isinstance(part, Slot) else part for part in parts),
            {name: binding.text(value) for name, value in parameters.query.items()},
            {name: binding.text(value) for name, value in parameters.headers.items()},
            bind_json(parameters.body, binding),
            declared_types(binding.scheme),
        )


class _HttpRequest(SlowStep):
    __slots__ = ("_body", "_headers", "_p", "_path", "_places", "_query", "_types")

    def __init__(
        self,
        parameters: HttpRequestParameters,
        waiting: BoundMessage,
        path: tuple[str | Parsed, ...],
        query: Mapping[str, PlainTemplate],
        headers: Mapping[str, PlainTemplate],
        body: Any,
        types: Mapping[str, VariableType],
    ) -> None:
        super().__init__(parameters, waiting)
        self._p = parameters
        self._path = path
        self._query = query
        self._headers = headers
        self._body = body
        self._types = types
        self._places: tuple[tuple[str, Path, str], ...] = tuple(
            (text, parse_path(text), variable) for text, variable in parameters.response.items()
        )

    def request(self, call: Call) -> OutsideRequest:
        return HttpRequest(
            self._p.source,
            self._p.method,
            "".join(part if isinstance(part, str) else _quoted(part, call) for part in self._path),
            {name: value.text(call) for name, value in self._query.items()},
            filled_json(self._body, call),
            {name: _one_line(value.text(call)) for name, value in self._headers.items()},
        )

    def answered(self, call: Call, answer: Any) -> str:
        if not isinstance(answer, HttpAnswer):
            raise EvaluationError("the service gave no answer")
        # What an earlier request has left there must not be taken for this one's.
        call.values.update(dict.fromkeys(self._p.response.values()))
        if self._p.status is not None:
            call.values[self._p.status] = answer.status
        if not 200 <= answer.status <= 299:
            return "refused"
        if self._places and answer.json is None and answer.text.strip() not in ("", "null"):
            raise EvaluationError("the answer is no JSON")
        found = {
            variable: as_declared(
                at_path(answer.json, path), self._types.get(variable), f"“{text}”"
            )
            for text, path, variable in self._places
        }
        call.values.update(found)
        return "ok"


def _quoted(expression: Parsed, call: Call) -> str:
    text = to_text(expression.evaluate(call.scope))
    if text in ("", ".", ".."):  # would lead to another place than the scheme means
        raise EvaluationError(
            "{expression}: “{value}” cannot stand in a path",
            expression=expression.text,
            value=text,
        )
    return quote(text, safe="")


def _one_line(text: str) -> str:
    """A line break in a value would begin another header."""
    return " ".join(text.split())
