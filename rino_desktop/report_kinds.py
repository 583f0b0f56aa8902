"""The reports there are, and what each can be narrowed down by. A test compares both with the
engine's kinds, which most commands do without."""

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
    "operators",
    "trunks",
    "heatmap",
    "promises",
    "orders",
    "requests",
    "recordings",
    "form:NAME",
)
FORMATS = ("json", "csv", "xlsx", "html", "pdf")
_CALLS = ("period", "operators", "trunks", "results", "lists", "hours")
FILTERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("attempts", "summary", "results", "survey", "splits", "nodes"), _CALLS),
    "flow": ("period",),
    "form": ("period",),
    "operators": ("campaigns", "period", "operators"),
    **dict.fromkeys(("trunks", "heatmap", "recordings", "promises"), ("campaigns", *_CALLS)),
    **dict.fromkeys(("orders", "requests"), ("period", "operators", "hours")),
}
#: They need no campaign.
OF_OFFICE = (
    "operators", "trunks", "heatmap", "promises", "orders", "requests", "recordings",
)  # fmt: skip
