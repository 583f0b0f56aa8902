"""Texts of strangers that look like templates stay texts, wherever a template renders them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.errors import KnownError, filled
from engine.reports.forms import child
from engine.reports.forms.wire import encoded
from engine.reports.mail_body import MailBody
from engine.reports.taken import in_json, stamp
from engine.scheme.expressions import EvaluationError, Scope
from engine.scheme.templates import Slot, parse_template
from rino_desktop import report_mail
from rino_desktop.report_mail import MailSettings
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold, said

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOSTILE = (
    "{{ 7 * 7 }}", "{% include 'x' %}", "{# x #}", "{who}", "{0}", "{0.__class__}", "{name!r:>99}",
    "{", "}", "{}", "{{}}", "%s %(x)s", "${HOME}", "`id`", "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>", "call.__class__", "\\1\\g<0>", "\r\nBcc: x@evil.example",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_shown_as_it_is(text: str) -> None:
    # What a subscriber hears, and what goes out to other systems: a field's value is no template.
    scope = Scope({"имя": text, "долг": Decimal(5)}, {"Имя": text}, {}, {})
    parts = parse_template("а {имя} б {contact['Имя']}").parts
    slots = [part for part in parts if isinstance(part, Slot)]
    assert [slot.expression.evaluate(scope) for slot in slots] == [text, text]

    # A client's form.
    page = "{{ rows[0].name }}|{{ campaign.name | upper }}"
    task = {
        "templates": {"p": page, "x": "included"}, "template": "p", "language": "ru",
        "zone": "UTC",
        "context": encoded({"rows": [{"name": text}], "campaign": {"name": text}}),
    }  # fmt: skip
    html = child.render(task)["html"]
    assert "<" not in html
    assert "49" not in html
    assert "included" not in html

    # What the program says, what a file is signed with, what a mail is called.
    assert said(KnownError("no {what}", mend="use {who}", what=text, who="Анна")) == (
        f"no {text} use Анна"
    )
    assert t("Exported by {who}, {moment}", who=text, moment="1").count(text) == 1
    assert retold(f"there is no user named '{text}'.").count(text.strip("\r\n")) == 1
    assert filled("{a} {b}", {"a": text, "b": "{a}"}) == f"{text} {{a}}"
    assert str(EvaluationError.told(text)) == text
    assert stamp(text, NOW, UTC, "en").startswith("Taken by: ")
    assert list(in_json(['{"a": 1}\n'], text, NOW))
    settings = MailSettings(("a@example.org",), "b@example.org", "smtp://127.0.0.1")
    body = MailBody(text, "x", "x")
    mail = report_mail.note(settings, body.subject, body.text, message_id="<1@x>", now=NOW)
    assert mail["Bcc"] is None
    assert "evil" not in (mail["To"] or "")
