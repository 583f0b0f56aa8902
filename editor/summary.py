"""One line that says what a block does: its first words, its condition, its query."""

from collections.abc import Mapping
from typing import Any

from editor.content import SchemeContent
from engine.scheme.parameters import Reference
from engine.scheme.validate_node import NodeFacts

_SHOWN = ("template", "prompt", "expression", "text_template", "source", "scheme", "script",
          "store", "result", "variable", "rows")  # fmt: skip


def summary(content: SchemeContent, facts: NodeFacts, language: str) -> str:
    """ "" when there is nothing worth saying. ``language``: that of the program; what is spoken is
    shown in the scheme's first."""
    spoken = content.language
    for role in _SHOWN:
        for reference in facts.references:
            if reference.role == role and reference.text.strip():
                if reference.language and reference.language != spoken:
                    continue
                return _words(content, reference, spoken)
    return _plain(facts, language)


def _words(content: SchemeContent, reference: Reference, spoken: str) -> str:
    if reference.role == "template":
        return f"«{reference.text.strip()}»"
    if reference.role == "prompt":
        recordings = content.header["prompts"].get(reference.text, {})
        recording = recordings.get(spoken)
        return f"«{recording.text}»" if recording and recording.text else reference.text
    return reference.text.strip()


def _plain(facts: NodeFacts, language: str) -> str:
    """Blocks without texts: their few values."""
    given: Mapping[str, Any] = facts.node.parameters
    values = [
        f"{value:g}" + (" с" if language == "ru" else " s") if name.endswith("_s") else str(value)
        for name, value in given.items()
        if isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""
    ]
    return ", ".join(values[:3])
