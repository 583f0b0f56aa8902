"""The reports there are."""

KINDS = ("attempts", "summary", "results", "ledger")
FORMATS = ("json", "csv", "xlsx", "html", "pdf")
