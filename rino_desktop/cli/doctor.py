"""``doctor``: what works here and what does not, each with its mend."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rino_desktop.cli.context import Context

if TYPE_CHECKING:
    from rino_desktop.doctor_finding import Finding


def run(context: Context) -> int:
    """Exit status 1 when something that the engine needs does not work."""
    from rino_desktop.doctor import examine
    from rino_desktop.texts import t

    with context.out.progress(t("Looking around")):
        findings = examine(context.settings)
    return tell(context, findings, t("Not everything works here."))


def tell(context: Context, findings: "Sequence[Finding]", bad: str) -> int:
    """All of them; exit status 1, and ``bad`` on standard error, when one is bad."""
    marks = {"ok": "✓", "warning": "!", "bad": "✗"}
    lines = []
    for finding in findings:
        lines.append(f"{marks[finding.state]} {finding.what}: {finding.detail}")
        if finding.mend and finding.state != "ok":
            lines.append(f"    → {finding.mend}")
    broken = any(finding.state == "bad" for finding in findings)
    context.out.done(
        {
            "ok": not broken,
            "checks": [
                {
                    "name": finding.name,
                    "state": finding.state,
                    "detail": finding.detail,
                    "mend": finding.mend,
                }
                for finding in findings
            ],
        },
        "\n".join(lines),
    )
    return context.verdict(not broken, bad)
