"""What a block does, in the words of whoever drew it: what is said, asked, compared, set, saved.

Types of plug-ins, and blocks that are not finished, show the first thing of theirs that says
something.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from editor.content import SchemeContent
from editor.summary_words import condition_words, hours_words, in_words, spoken_template
from engine.quotes import quoted
from engine.scheme.field_words import words_of
from engine.scheme.parameters import PromptItem, Reference
from engine.scheme.validate_node import NodeFacts

_SHOWN = ("template", "prompt", "expression", "text_template", "source", "scheme", "script",
          "store", "result", "variable", "rows")  # fmt: skip


class _Words:
    """``language``: that of the program. What is spoken is shown in it too where the scheme speaks
    it, else in the scheme's first."""

    def __init__(self, content: SchemeContent, language: str) -> None:
        self.language = language
        languages = content.header["languages"]
        self.spoken = language if language in languages else content.language
        self._prompts: Mapping[str, Any] = content.header["prompts"]

    def say(self, ru: str, en: str) -> str:
        return ru if self.language == "ru" else en

    def text(self, by_language: Mapping[str, str]) -> str:
        found = by_language.get(self.spoken) or next(iter(by_language.values()), "")
        return spoken_template(found.strip())

    def prompt(self, name: str) -> str:
        recordings = self._prompts.get(name, {})
        recording = recordings.get(self.spoken)
        return recording.text.strip() if recording and recording.text else name

    def message(self, items: Iterable[Any]) -> str:
        """All of it, in quotation marks; "" for silence."""
        parts = [
            self.prompt(item.prompt) if isinstance(item, PromptItem) else self.text(item.say)
            for item in items
        ]
        return self.quoted(" ".join(part for part in parts if part))

    def quoted(self, text: str) -> str:
        return quoted(text, self.language) if text else ""

    def choice(self, parameters: Any, name: str) -> str:
        return words_of(type(parameters), name).choice(getattr(parameters, name), self.language)


def summary(content: SchemeContent, facts: NodeFacts, language: str) -> str:
    """ "" when there is nothing worth saying. ``language``: that of the program."""
    words = _Words(content, language)
    told = _TOLD.get(facts.node.type)
    if told is not None and facts.parameters is not None:
        return told(facts.parameters, words)
    for role in _SHOWN:
        for reference in facts.references:
            if reference.role == role and reference.text.strip():
                if reference.language and reference.language != words.spoken:
                    continue
                return _said(reference, words)
    return _plain(facts, words)


def _said(reference: Reference, words: _Words) -> str:
    text = reference.text.strip()
    if reference.role == "template":
        return words.quoted(spoken_template(text))
    return words.quoted(words.prompt(text)) if reference.role == "prompt" else text


def _plain(facts: NodeFacts, words: _Words) -> str:
    """Blocks without texts: their few values."""
    given: Mapping[str, Any] = facts.node.parameters
    values = [
        _seconds(value, words) if name.endswith("_s") else str(value)
        for name, value in given.items()
        if isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""
    ]
    return ", ".join(values[:3])


def _seconds(value: float | str, words: _Words) -> str:
    number = f"{value:g}" if isinstance(value, int | float) else value
    return words.say(number.replace(".", ",") + " с", number + " s")


# --- by type ------------------------------------------------------------------------------------


def _play(p: Any, words: _Words) -> str:
    return words.quoted(" ".join(words.prompt(name) for name in p.prompts))


def _input_digits(p: Any, words: _Words) -> str:
    return f"{p.variable} ← {words.message(p.message)}"


def _record(p: Any, words: _Words) -> str:
    longest = _seconds(p.max_s, words)
    return words.message(p.message) or words.say(f"до {longest}", f"up to {longest}")


def _switch(p: Any, words: _Words) -> str:
    known = condition_words(p.expression, words.language)
    return words.say(f"по значению: {known}", f"by {known}")


def _random_split(p: Any, _: _Words) -> str:
    whole = sum(branch.weight for branch in p.branches) or 1.0
    return ", ".join(f"{b.name} {100 * b.weight / whole:.0f} %" for b in p.branches)


def _loop_counter(p: Any, words: _Words) -> str:
    times = words.say("раза" if p.times % 10 == 1 and p.times % 100 != 11 else "раз",
                      "time" if p.times == 1 else "times")  # fmt: skip
    return words.say(f"не больше {p.times} {times}", f"at most {p.times} {times}")


def _called(p: Any, _: _Words) -> str:
    given = ", ".join(f"{name} = {value}" for name, value in p.parameters.items())
    return f"→ {p.scheme}" + (f" ({given})" if given else "")


def _return(p: Any, words: _Words) -> str:
    if not p.outcome:
        return words.say("в вызвавшую схему", "to the calling scheme")
    return words.say(f"исход: {p.outcome}", f"outcome: {p.outcome}")


def _set_variables(p: Any, _: _Words) -> str:
    return "; ".join(f"{each.variable} = {each.value}" for each in p.assignments)


def _save_result(p: Any, _: _Words) -> str:
    return "; ".join(f"{each.name} = {spoken_template(each.value)}" for each in p.results)


def _write_external(p: Any, _: _Words) -> str:
    values = ", ".join(f"{name} = {spoken_template(text)}" for name, text in p.values.items())
    return f"{p.store}: {values}"


def _query(p: Any, _: _Words) -> str:
    return f"{p.source}: {p.statement}"


def _next_row(p: Any, _: _Words) -> str:
    return f"{p.rows} → {', '.join(p.columns.values())}"


def _http_request(p: Any, _: _Words) -> str:
    return f"{p.method} {p.source}{'/' if p.path else ''}{p.path.removeprefix('/')}"


def _script(p: Any, _: _Words) -> str:
    arguments = ", ".join(p.arguments.values())
    results = ", ".join(p.results.values())
    return f"{p.script}({arguments})" + (f" → {results}" if results else "")


def _draw_number(p: Any, _: _Words) -> str:
    return f"{p.draw} → {p.variable}"


def _outcome(p: Any, words: _Words) -> str:
    said = words.choice(p, "disposition")
    return words.say(f"считать {said}", f"counts as {said}")


def _hang_up(p: Any, words: _Words) -> str:
    return "" if p.disposition == "auto" else _outcome(p, words)


def _transfer(p: Any, words: _Words) -> str:
    number = spoken_template(p.number)
    announced = words.message(p.announcement)
    return words.say(f"на {number}", f"to {number}") + (f" {announced}" if announced else "")


def _operator(p: Any, words: _Words) -> str:
    queue = words.say(f"очередь {p.queue}", f"queue {p.queue}") if p.queue else ""
    told = words.message(p.announcement or p.position_message)
    back = words.say("обратно: ", "back: ") + ", ".join(p.returns) if p.returns else ""
    return " ".join(part for part in (queue, told, back) if part)


def _callback(p: Any, words: _Words) -> str:
    for message in (p.choice_message, p.date_message, p.offer_message, p.confirm_message):
        if message:
            return words.message(message)
    when = " ".join(part for part in (p.date, p.time) if part)
    return condition_words(when, words.language)


_TOLD: Mapping[str, Callable[[Any, _Words], str]] = {
    "play": _play,
    "say": lambda p, words: words.quoted(words.text(p.text)),
    "menu": lambda p, words: words.message(p.message),
    "question": lambda p, words: words.message(p.message),
    "language_choice": lambda p, words: words.message(p.message),
    "row_menu": lambda p, words: words.message(p.message) or words.message(p.item),
    "input_digits": _input_digits,
    "record": _record,
    "condition": lambda p, words: condition_words(p.expression, words.language),
    "switch": _switch,
    "time_condition": lambda p, words: hours_words(p, words.language),
    "random_split": _random_split,
    "loop_counter": _loop_counter,
    "subscheme": _called,
    "jump": _called,
    "return": _return,
    "set_variables": _set_variables,
    "save_result": _save_result,
    "write_external": _write_external,
    "query": _query,
    "next_row": _next_row,
    "http_request": _http_request,
    "script": _script,
    "draw_number": _draw_number,
    "outcome": _outcome,
    "hang_up": _hang_up,
    "do_not_call": lambda p, _: p.reason,
    "transfer": _transfer,
    "operator": _operator,
    "callback": _callback,
    "send_digits": lambda p, words: in_words(words.language, "Набрать", "Dial") + f" {p.digits}",
    "wait": lambda p, words: _seconds(p.seconds, words),
}
