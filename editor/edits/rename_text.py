"""Names changed inside expressions and templates: as text, so that everything else in them stays as
it was written. Strings are never touched."""

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Iterable

from engine.scheme import templates
from engine.scheme.expressions import NAMESPACES, RESERVED, BadExpressionError

#: Turns the text of a role into the renamed one.
Rewrite = Callable[[str, str], str]

_QUOTED = r"\"(?:\\.|[^\"\\])*\"?|'(?:\\.|[^'\\])*'?"
_TOKEN = re.compile(rf"({_QUOTED})|(?<![\w.])([^\W\d]\w*)(?!\w|\s*\()", re.DOTALL)


def may_be_called(kind: str, name: str) -> bool:
    """Whether a variable, prompt, result or ``rows`` can have a name."""
    if kind == "variable":
        plain = name.isidentifier() and not keyword.iskeyword(name) and len(name) <= 60
        return plain and name not in RESERVED
    return bool(name.strip()) and name == name.strip() and "\n" not in name and (
        kind != "prompt" or not set("{}") & set(name)
    )  # fmt: skip


def renaming(kind: str, old: str, new: str) -> Rewrite:
    """``kind``: ``variable`` | ``prompt`` | ``result`` | ``rows``."""

    def in_expression(text: str) -> str:
        if kind == "variable":
            return rename_variable(text, old, new)
        return rename_result(text, old, new) if kind == "result" else text

    own = {"variable": ("variable",), "prompt": ("prompt",), "result": ("result",),
           "rows": ("rows", "rows_kept")}[kind]  # fmt: skip

    def rewrite(role: str, text: str) -> str:
        if role in own:
            return new if text == old else text
        if role == "expression":
            return in_expression(text)
        if role in ("template", "text_template"):
            prompts = (old, new) if kind == "prompt" else None
            return _in_template(text, in_expression, prompts, spoken=role == "template")
        return text

    return rewrite


def rename_variable(text: str, old: str, new: str) -> str:
    """In an expression."""
    if old not in text:
        return text
    tree = _tree(text)
    if tree is None:
        return _by_tokens(text, old, new)
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    looked_into = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Subscript)
    }
    places = [
        _span(text, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and node.id == old
        and node not in called
        and not (node in looked_into and node.id in NAMESPACES)
    ]
    return _replaced(text, places, new)


def rename_result(text: str, old: str, new: str) -> str:
    """``result["old"]`` and ``result.old`` in an expression."""
    if old not in text:
        return text
    tree = _tree(text)
    if tree is None:
        pattern = re.compile(rf"(\bresult\s*\[\s*)([\"']){re.escape(old)}\2(\s*\])")
        return pattern.sub(lambda match: f"{match[1]}{_quoted(new)}{match[3]}", text)
    places: list[tuple[int, int]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Subscript):
            continue
        if not isinstance(node.value, ast.Name) or node.value.id != "result":
            continue
        if isinstance(node, ast.Attribute):
            key: object = node.attr
        else:
            key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if key == old:
            places.append(_span(text, node))
    return _replaced(text, places, f"result[{_quoted(new)}]")


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_template(
    text: str,
    in_expression: Callable[[str], str],
    prompts: tuple[str, str] | None,
    *,
    spoken: bool,
) -> str:
    try:
        found = templates.spans(text, spoken=spoken)
    except BadExpressionError:
        return text  # where its values begin and end cannot be told
    for start, end, is_prompt in reversed(found):
        inside = text[start:end]
        if is_prompt:
            new = prompts[1] if prompts is not None and inside == prompts[0] else inside
        else:
            new = in_expression(inside)
        text = text[:start] + new + text[end:]
    return text


def _tree(text: str) -> ast.Expression | None:
    """Of the text as ``expressions.parse`` reads it, with places that count in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # In brackets it may begin with blanks; one character of each kind of blank stays one.
            return ast.parse(f"({_flat(text)})", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _flat(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _span(text: str, node: ast.expr) -> tuple[int, int]:
    """ast counts bytes of UTF-8, and the bracket before."""
    raw = _flat(text).encode()
    assert node.end_col_offset is not None
    start = len(raw[: node.col_offset - 1].decode())
    return start, len(raw[: node.end_col_offset - 1].decode())


def _replaced(text: str, places: Iterable[tuple[int, int]], new: str) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _by_tokens(text: str, old: str, new: str) -> str:
    """Of what cannot be parsed (yet)."""
    return _TOKEN.sub(lambda token: new if token[2] == old else token[0], text)
