"""The reports there are."""

KINDS = ("attempts", "summary", "results")
FORMATS = ("json", "csv", "xlsx", "html", "pdf")
