"""``doctor``: what works here and what does not, each with its mend."""

from rino_desktop.cli.context import Context


def run(context: Context) -> int:
    """Exit status 1 when something that the engine needs does not work."""
    from rino_desktop.doctor import examine
    from rino_desktop.texts import t

    with context.out.progress(t("Looking around")):
        findings = examine(context.settings)
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
    return context.verdict(not broken, t("Not everything works here."))
