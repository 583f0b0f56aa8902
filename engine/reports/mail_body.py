"""What a mail says of the report that it brings: its figures, as HTML and as plain text."""

from dataclasses import dataclass

from engine.reports import numbers, words
from engine.reports.about import about, heading
from engine.reports.formats.html_format import environment
from engine.reports.model import ReportKind, ReportSource
from engine.reports.summary import SummaryReport


@dataclass(frozen=True, slots=True)
class MailBody:
    subject: str
    text: str
    html: str


def mail_body(kind: ReportKind, source: ReportSource) -> MailBody:
    """Kinds without figures of their own get those of the summary."""
    language = source.language
    title = kind.title(language)
    figures = kind.figures(source)
    if not figures and source.chosen is not None:
        figures = SummaryReport().figures(source)
    shown = [
        (
            figure.label,
            numbers.integer(figure.value, language),
            "" if figure.share is None else numbers.percent(figure.share, language),
        )
        for figure in figures
    ]
    facts = [(str(row[0]), str(row[1])) for row in about(source).rows]
    subject = f"{title}: {heading(source)}"
    lines = [subject, ""]
    lines += [f"{label}: {value}{f' ({share})' if share else ''}" for label, value, share in shown]
    lines += ["", *(f"{name}: {value}" for name, value in facts)]
    lines += ["", words.text("mail_note", language)]
    html = (
        environment()
        .get_template("mail.html.j2")
        .render(
            language=language,
            title=title,
            campaign=heading(source),
            figures=shown,
            about=facts,
            note=words.text("mail_note", language),
        )
    )
    return MailBody(subject, "\n".join(lines) + "\n", html)
