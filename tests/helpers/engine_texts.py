"""The texts for people that the engine's source holds, found in its syntax trees."""

import ast
import functools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import engine

PACKAGE = Path(engine.__file__).parent
#: What takes a template, and as which of its arguments. Only a template may come in, so inside of
#: these themselves the parameter is not looked at.
CARRIERS = {
    "Phrase": 0, "wrong": 0, "_unusable": 1, "EvaluationError": 0, "trouble": 1, "_break_off": 0,
    "_impossible": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    place: str
    #: None: no literal and no named constant of its module.
    template: str | None


@functools.cache
def texts() -> Sequence[Text]:
    """Messages and mends of every KnownError, and the templates of phrases."""
    return list(_texts())


def _texts() -> Iterator[Text]:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    del trees[PACKAGE / "errors.py"]
    errors = known_errors(trees.values())
    for path, tree in trees.items():
        constants = _constants(tree)
        forwarded = {
            id(call)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and function.name in CARRIERS
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and _passes_on(call, function)
        }
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            name = call.func.attr if isinstance(call.func, ast.Attribute) else name
            if name in errors:
                given = call.args[:1] + [k.value for k in call.keywords if k.arg == "mend"]
            elif name in CARRIERS and id(call) not in forwarded:
                given = call.args[CARRIERS[name] : CARRIERS[name] + 1]
            else:
                continue
            for each in given:
                template = each.value if isinstance(each, ast.Constant) else None
                if isinstance(each, ast.Name):
                    template = constants.get(each.id)
                place = f"{path.relative_to(PACKAGE.parent)}:{call.lineno}"
                yield Text(place, template if isinstance(template, str) else None)


def _passes_on(call: ast.Call, function: ast.FunctionDef) -> bool:
    arguments = function.args
    own = {each.arg for each in arguments.posonlyargs + arguments.args}
    return any(isinstance(given, ast.Name) and given.id in own for given in call.args[:2])


def known_errors(trees: Collection[ast.Module]) -> set[str]:
    """KnownError and the classes made of it, whatever they are called."""
    names = {"KnownError"}
    for _ in range(3):
        for tree in trees:
            for made in ast.walk(tree):
                if isinstance(made, ast.ClassDef) and any(
                    isinstance(base, ast.Name) and base.id in names for base in made.bases
                ):
                    names.add(made.name)
    return names


def _constants(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: each.value.value
        for each in tree.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant)
        for target in each.targets
        if isinstance(target, ast.Name) and isinstance(each.value.value, str)
    }


def strings_of(folder: str) -> str:
    """The fixed text of all strings below a folder of the engine, f-strings too, in lines."""
    return "\n".join(
        node.value
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
