"""Steps of dialogues per second: how long a developer waits for the tests of his schemes.

The dialogues of the sample schemes are run again and again, as ``scheme test`` runs them (each
with its own interpreter, virtual telephone and checks), and beside them a dialogue that asks a
data source and answers a survey from stubs.
"""

import json
import time
from pathlib import Path

from engine.ivr.interpreter import compile_scheme
from engine.scheme.codec import load_scheme
from engine.scheme.dialogues import run_dialogue
from engine.scheme.model import Dialogue, Link, Node, Press, PromptRecording, Scheme, Stub
from engine.scheme.node_types import default_node_types

_SECONDS = 2.0
_SCHEMES = Path(__file__).parents[1] / "resources" / "schemes"
_QUESTIONS = 8


def survey() -> Scheme:
    """A query, then questions one after another."""
    prompts = {f"q{i}": {"ru": PromptRecording("", f"Вопрос {i}")} for i in range(_QUESTIONS)}
    nodes = [
        Node("start", "start"),
        Node("ask", "query", parameters={
            "source": "billing", "statement": "select name from s where phone = :phone",
            "parameters": {"phone": "call.phone"}, "columns": {"name": "name"}}),
        Node("end", "hang_up"),
    ]  # fmt: skip
    links = [Link("s", "start", "next", "ask"), Link("f", "ask", "found", "q0"),
             Link("e", "ask", "empty", "end")]  # fmt: skip
    for i in range(_QUESTIONS):
        nodes.append(Node(f"q{i}", "question", parameters={
            "question": f"q{i}", "message": [{"prompt": f"q{i}"}],
            "options": [{"code": code} for code in "abc"]}))  # fmt: skip
        target = f"q{i + 1}" if i + 1 < _QUESTIONS else "end"
        links += [Link(f"a{i}", f"q{i}", "answered", target),
                  Link(f"n{i}", f"q{i}", "no_input", "end")]  # fmt: skip
    return Scheme("survey", prompts=prompts, nodes=tuple(nodes), links=tuple(links))


def main() -> None:
    types = default_node_types()
    work = []
    for path in sorted(_SCHEMES.glob("*.scheme.json")):
        scheme = load_scheme(path.read_text(encoding="utf-8"), str(path))
        names = {node.type for node in scheme.nodes}
        if "subscheme" in names or "jump" in names:
            continue  # what they call lies elsewhere
        compiled = compile_scheme(scheme, types)
        work += [(compiled, dialogue) for dialogue in scheme.tests]
    stub = Stub(source="billing", answer="rows", rows=({"name": "Иванов"},))
    answers = tuple(Press(key) for key in "12312312")
    work.append((compile_scheme(survey(), types), Dialogue("survey", answers, stubs=(stub,))))
    steps = dialogues = visits = 0
    began = time.perf_counter()
    while (seconds := time.perf_counter() - began) < _SECONDS:
        for compiled, dialogue in work:
            result = run_dialogue(compiled, dialogue)
            assert result.ok, result.words("en")
            steps += result.steps
            visits += len(result.visited)
            dialogues += 1
    print(
        json.dumps(
            {
                "benchmark": "dialogues",
                "steps_per_s": round(steps / seconds),
                "dialogues_per_s": round(dialogues / seconds),
                "node_visits_per_s": round(visits / seconds),
                "reach": 2000,
            }
        )
    )


if __name__ == "__main__":
    main()
