"""pydantic's complaints about parameters, in words of both languages."""

from collections.abc import Mapping
from typing import Any

_RU: Mapping[str, str] = {
    "missing": "обязательное поле не заполнено",
    "extra_forbidden": "такого поля у блока нет",
    "greater_than_equal": "должно быть не меньше {ge}",
    "greater_than": "должно быть больше {gt}",
    "less_than_equal": "должно быть не больше {le}",
    "less_than": "должно быть меньше {lt}",
    "string_too_short": "не заполнено",
    "string_too_long": "длиннее {max_length} знаков",
    "too_short": "нужно хотя бы {min_length}",
    "too_long": "не больше {max_length}",
    "string_pattern_mismatch": "неподходящее значение",
    "literal_error": "должно быть одно из: {expected}",
    "finite_number": "должно быть обычным числом",
}
_RU_BY_END: tuple[tuple[str, str], ...] = (
    ("int_type", "должно быть целым числом"),
    ("int_parsing", "должно быть целым числом"),
    ("int_from_float", "должно быть целым числом"),
    ("float_type", "должно быть числом"),
    ("float_parsing", "должно быть числом"),
    ("bool_type", "должно быть «да» или «нет»"),
    ("bool_parsing", "должно быть «да» или «нет»"),
    ("string_type", "должно быть текстом"),
    ("tuple_type", "должно быть списком"),
    ("dict_type", "должно быть набором полей"),
    ("model_type", "должно быть набором полей"),
)


def place_of(location: tuple[int | str, ...]) -> str:
    """``("keys", 1, "key")`` → ``keys[1].key``; names of the alternatives of a union are left
    out."""
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f"[{part}]"
        elif not part[:1].isupper():
            place += ("." if place else "") + part
    return place


def complaint(error: Mapping[str, Any]) -> tuple[str, str]:
    """(Russian, English)."""
    english = str(error["msg"])
    english = english[:1].lower() + english[1:]
    kind = str(error["type"])
    if kind == "string_pattern_mismatch" and error.get("input") == "":
        kind, english = "string_too_short", "not filled in"
    template = _RU.get(kind) or next(
        (words for end, words in _RU_BY_END if kind.endswith(end)), "неверное значение"
    )
    for key, value in (error.get("ctx") or {}).items():
        template = template.replace("{" + key + "}", str(value))
    return template, english
