"""Payments of the customer's billing database, through the mapping of its data source."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from engine.errors import KnownError
from engine.ports.report_facts import Payment
from engine.ports.sources import Cell, SourceConnection, SourceSettings
from engine.service.source_criteria import list_query
from rino_desktop.texts import t

#: What the entities of the mapping must call these.
ACCOUNT, DAY, AMOUNT = "account", "paid_on", "paid"


class SourceBilling:
    """Fulfils engine.ports.report_facts.Billing."""

    def __init__(
        self, source: SourceSettings, open_source: Callable[[SourceSettings], SourceConnection]
    ) -> None:
        self._source = source
        self._open = open_source

    def payments(self, since: date, accounts: Sequence[str]) -> Iterator[Payment]:
        connection = self._open(self._source)
        try:
            criterion = f'{DAY} >= date("{since:%d.%m.%Y}")'
            query = list_query(
                self._source.mapping, "payments", criterion, connection.dialect, since
            )
            places = {name: place for place, (name, _) in enumerate(query.fields)}
            for name in (ACCOUNT, DAY, AMOUNT):
                if name not in places:
                    raise KnownError(
                        t("The mapping of {source} does not say where payments have {field}.",
                          source=self._source.name, field=name),
                        mend=t("Map payments.paid_on, payments.paid, and the account: in payments"
                               " or in accounts, joined with it."),
                    )  # fmt: skip
            stream = connection.stream(query.sql, query.parameters)
            wanted = set(accounts)
            for cells in map(query.row, stream.rows):
                account = account_text(cells[places[ACCOUNT]])
                day, amount = cells[places[DAY]], cells[places[AMOUNT]]
                if isinstance(day, datetime):
                    day = day.date()
                if (
                    account in wanted
                    and isinstance(day, date)
                    and isinstance(amount, int | Decimal)
                ):
                    yield Payment(account, day, Decimal(amount))
        finally:
            connection.close()


def account_text(value: Cell) -> str:
    """As accounts are compared: without blanks, numbers without a fraction."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    return "" if value is None else "".join(str(value).split())
