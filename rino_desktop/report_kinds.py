"""The reports there are."""

KINDS = (
    "attempts",
    "summary",
    "results",
    "survey",
    "draw",
    "splits",
    "nodes",
    "flow",
    "ledger",
    "form:NAME",
)
FORMATS = ("json", "csv", "xlsx", "html", "pdf")
