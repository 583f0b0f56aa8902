"""Reports on a campaign: kinds, and the forms they take.

``render`` writes one to a file; ``summary_table`` gives the summary for a terminal;
``ReportKinds`` is the registry that plug-ins add their kinds to.
"""

from engine.reports.kinds import ReportKinds, standard_kinds
from engine.reports.model import ReportKind
from engine.reports.rendering import PrintedTable, format_names, render, summary_table

__all__ = [
    "PrintedTable",
    "ReportKind",
    "ReportKinds",
    "format_names",
    "render",
    "standard_kinds",
    "summary_table",
]
