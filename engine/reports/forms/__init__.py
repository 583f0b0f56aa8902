"""Reports in a client's own form: what the form is, what it is filled with, how it is rendered."""

from engine.reports.forms.model import Form, read_form
from engine.reports.forms.report import FormReport

__all__ = ["Form", "FormReport", "read_form"]
