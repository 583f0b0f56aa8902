"""Schemes for tests, written in a few lines; and a telephone that plays in no time."""

from collections.abc import Mapping
from typing import Any

from engine.ivr.interpreter import CompiledScheme, Interpreter, compile_scheme
from engine.ivr.model import CallFacts, IvrCommand, Play, PlaybackEnded
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable
from engine.scheme.node_types import default_node_types


class SchemeBuilder:
    """``node("ask", "menu", {...}, key_1="end")``: keyword arguments are links by port."""

    def __init__(self, *variables: Variable, languages: tuple[str, ...] = ("ru",)) -> None:
        self._variables = variables
        self._languages = languages
        self._nodes: list[Node] = []
        self._links: list[Link] = []
        self._prompts: dict[str, dict[str, PromptRecording]] = {}

    def prompts(self, *names: str) -> "SchemeBuilder":
        for name in names:
            self._prompts[name] = {
                language: PromptRecording(f"{name}.{language}.wav", f"{name} ({language})")
                for language in self._languages
            }
        return self

    def node(
        self, key: str, kind: str, parameters: Mapping[str, Any] | None = None, **ports: str
    ) -> "SchemeBuilder":
        self._nodes.append(Node(key, kind, key, parameters=dict(parameters or {})))
        for port, target in ports.items():
            name = port.removeprefix("key_")
            self._links.append(Link(f"{key}:{name}", key, name, target))
        return self

    def link(self, source: str, port: str, target: str, link_id: str = "") -> "SchemeBuilder":
        self._links.append(Link(link_id or f"{source}:{port}:{target}", source, port, target))
        return self

    def build(self) -> Scheme:
        return Scheme(
            "test",
            languages=self._languages,
            variables=self._variables,
            prompts=self._prompts,
            nodes=tuple(self._nodes),
            links=tuple(self._links),
        )

    def compile(self) -> CompiledScheme:
        return compile_scheme(self.build(), default_node_types())


class Phone:
    """Feeds an interpreter; keeps everything it commanded."""

    def __init__(
        self,
        compiled: CompiledScheme,
        fields: Mapping[str, str] | None = None,
        facts: CallFacts = CallFacts(),  # noqa: B008 (it is immutable)
        language: str | None = None,
    ) -> None:
        self.interpreter = Interpreter(compiled, facts, fields or {}, language=language)
        self.now = 100.0
        self.all: list[IvrCommand] = []
        self.last: list[IvrCommand] = []

    def start(self) -> list[IvrCommand]:
        return self._keep(self.interpreter.start(self.now))

    def send(self, event: Any, after: float = 0.1) -> list[IvrCommand]:
        self.now += after
        return self._keep(self.interpreter.handle(event, self.now))

    def finish_playing(self, after: float = 2.0) -> list[IvrCommand]:
        return self.send(PlaybackEnded(self.plays[-1].playback_id), after)

    def wait_for_timer(self) -> list[IvrCommand]:
        due = self.interpreter.next_timer()
        assert due is not None
        self.now = max(self.now, due)
        return self._keep(self.interpreter.handle_timer(self.now))

    def of(self, kind: type) -> list[Any]:
        return [command for command in self.all if isinstance(command, kind)]

    @property
    def plays(self) -> list[Play]:
        return self.of(Play)

    @property
    def spoken(self) -> list[str]:
        return [getattr(item, "name", item.text) for play in self.plays for item in play.items]

    def _keep(self, commands: list[IvrCommand]) -> list[IvrCommand]:
        self.last = commands
        self.all.extend(commands)
        return commands
