"""``scheme test``: the dialogues kept with a scheme."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import retold

if TYPE_CHECKING:
    from engine.scheme.coverage import Coverage
    from engine.scheme.dialogues import DialogueResult
    from rino_desktop.scheme_tests import TestRun


def add_arguments(parser: Any) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--name", metavar="PATTERN", default="", help=t("only dialogues with this in their names")
    )
    parser.add_argument(
        "--live", metavar="SOURCE", nargs="+", action="extend", default=[],
        help=t("really ask these sources and scripts where no stub answers"),
    )  # fmt: skip
    parser.add_argument(
        "--coverage", action="store_true", help=t("show the links that no dialogue takes")
    )


def run(context: Context) -> int:
    from rino_desktop import scheme_tests
    from rino_desktop.scheme_library import SchemeLibrary

    args = context.args
    file = Path(args.file)
    outcome = scheme_tests.run(
        file,
        context.settings,
        pattern=args.name,
        live=tuple(args.live),
        library=SchemeLibrary(file.absolute().parent, context.transact),
    )
    document: dict[str, Any] = {
        "ok": not outcome.failed,
        "dialogues": [_document(file, result) for file, result in outcome.results],
    }
    if args.coverage:
        document["coverage"] = _coverage_document(outcome.coverage)
    context.out.done(document, "\n".join(_lines(outcome, file, args.coverage)))
    return context.verdict(
        not outcome.failed, t("Dialogues failed: {count}.", count=outcome.failed)
    )


def _lines(outcome: "TestRun", main: Path, with_coverage: bool) -> list[str]:
    lines = []
    for file, result in outcome.results:
        name = result.name if file == main else f"{file.name}: {result.name}"
        lines.append(f"{'ok  ' if result.ok else 'FAIL'} {name}")
        if not result.ok:
            lines[-1] += f": {result.words(language())}"
            if result.heard:
                lines.append("     " + t("heard: {texts}", texts=" | ".join(result.heard)))
            lines += [
                "     " + t("trouble: {reason}", reason=retold(reason))
                for reason in result.troubles
            ]
    passed = len(outcome.results) - outcome.failed
    lines.append(t("{passed} passed, {failed} failed", passed=passed, failed=outcome.failed))
    if with_coverage:
        lines += _coverage_lines(outcome.coverage)
    return lines


def _coverage_lines(found: "Coverage") -> list[str]:
    lines = [
        t("links: {taken} of {all}; nodes: {visited} of {nodes}",
          taken=found.links_taken, all=found.links,
          visited=found.nodes_visited, nodes=found.nodes)
    ]  # fmt: skip
    lines += [
        "  " + t("never taken: {node}, {port} → {target}",
                 node=node.name or node.id, port=link.port, target=target.name or target.id)
        for node, link, target in found.missed_links
    ]  # fmt: skip
    lines += [
        "  " + t("never visited: {node}", node=node.name or node.id) for node in found.missed_nodes
    ]
    return lines


def _document(file: Path, result: "DialogueResult") -> dict[str, Any]:
    return {
        "name": result.name,
        "file": str(file),
        "ok": result.ok,
        "detail": result.words(language()),
        "failures": [failure[0 if language() == "ru" else 1] for failure in result.failures],
        "disposition": result.disposition.value if result.disposition else None,
        "results": dict(result.results),
        "answers": {question: list(codes) for question, codes in result.answers.items()},
        "external": [{"store": store, "values": dict(values)} for store, values in result.external],
        "callback": result.callback or None,
        "do_not_call": result.do_not_call,
        "language": result.language,
        "ports": [
            {"scheme": scheme, "node": node, "port": port} for scheme, node, port in result.ports
        ],
        "heard": list(result.heard),
        "duration_s": round(result.duration_s, 1),
        "troubles": list(result.troubles),
    }


def _coverage_document(found: "Coverage") -> dict[str, Any]:
    return {
        "links": found.links,
        "links_taken": found.links_taken,
        "never_taken": [
            {
                "link": link.id,
                "node": node.id,
                "node_name": node.name,
                "port": link.port,
                "target": target.id,
            }
            for node, link, target in found.missed_links
        ],
        "nodes": found.nodes,
        "nodes_visited": found.nodes_visited,
        "never_visited": [{"node": node.id, "node_name": node.name} for node in found.missed_nodes],
    }
