"""What belongs to the scheme as a whole: prompts, variables, languages."""

import re
from collections.abc import Iterable
from typing import Any

from editor.content import Changes, SchemeContent, header_change
from engine.scheme.model import PromptRecording, Variable

#: A name made of a text is not longer, characters.
_NAME_LENGTH = 24


def add_prompt(
    content: SchemeContent, name: str, languages: Iterable[str], text: str = ""
) -> Changes:
    """``text``: what it says in the first of the languages."""
    prompts = content.header["prompts"]
    if name in prompts:
        return ()
    recordings = {language: PromptRecording() for language in languages}
    if text:
        recordings[next(iter(recordings))] = PromptRecording("", text)
    return header_change(content, {"prompts": {**prompts, name: recordings}})


def remove_prompt(content: SchemeContent, name: str) -> Changes:
    kept = {key: value for key, value in content.header["prompts"].items() if key != name}
    return header_change(content, {"prompts": kept})


def set_prompt_text(content: SchemeContent, name: str, language: str, text: str) -> Changes:
    was = _recording(content, name, language)
    return _with_recording(content, name, language, PromptRecording(was.file, text))


def set_prompt_file(content: SchemeContent, name: str, language: str, file: str) -> Changes:
    """``file``: a name in the voice store, "" for none."""
    was = _recording(content, name, language)
    return _with_recording(content, name, language, PromptRecording(file, was.text))


def free_prompt_name(content: SchemeContent, wanted: str) -> str:
    number, name = 1, wanted
    while name in content.header["prompts"]:
        number += 1
        name = f"{wanted}{number}"
    return name


def prompt_name_for(content: SchemeContent, text: str) -> str:
    """A free name for a prompt that says ``text``: its first words."""
    words = re.findall(r"\w+", text)
    name = ""
    for word in words:
        longer = f"{name} {word}".strip()
        if name and len(longer) > _NAME_LENGTH:
            break
        name = longer
    return free_prompt_name(content, name[:_NAME_LENGTH] or "prompt")


def _recording(content: SchemeContent, name: str, language: str) -> PromptRecording:
    found = content.header["prompts"].get(name, {}).get(language)
    return found if found is not None else PromptRecording()


def _with_recording(
    content: SchemeContent, name: str, language: str, recording: PromptRecording
) -> Changes:
    prompts: dict[str, Any] = dict(content.header["prompts"])
    prompts[name] = {**prompts.get(name, {}), language: recording}
    return header_change(content, {"prompts": prompts})


def add_variable(content: SchemeContent, variable: Variable) -> Changes:
    return header_change(content, {"variables": (*content.header["variables"], variable)})


def set_variable(content: SchemeContent, index: int, variable: Variable) -> Changes:
    variables = list(content.header["variables"])
    variables[index] = variable
    return header_change(content, {"variables": tuple(variables)})


def remove_variable(content: SchemeContent, index: int) -> Changes:
    variables = list(content.header["variables"])
    del variables[index]
    return header_change(content, {"variables": tuple(variables)})


def free_variable_name(content: SchemeContent, wanted: str) -> str:
    taken = {variable.name for variable in content.header["variables"]}
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name
