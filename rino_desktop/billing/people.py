"""The contents of the sample billing database: the same seed and day give the same rows.

Everything fits together: a balance is what was paid less what was charged, a debt is a balance
below zero.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from rino_desktop.billing import words

Cell = None | int | str | date | Decimal
Rows = dict[str, list[tuple[Cell, ...]]]

#: Table → its columns, in the order in which rows are made and tables must be filled.
COLUMNS = {
    "subscribers": ("id", "full_name", "sex", "born", "phone", "phone2", "region", "city",
                    "district", "address"),
    "accounts": ("id", "subscriber_id", "account", "contract", "opened", "closed"),
    "balances": ("account_id", "balance", "debt", "debt_since", "pay_by"),
    "services": ("id", "account_id", "code", "name", "price", "since"),
    "charges": ("id", "account_id", "service_id", "charged_on", "amount"),
    "payments": ("id", "account_id", "paid_on", "amount", "method"),
}  # fmt: skip
_MONTHS = 6
#: So many subscribers are made, and written, at once.
_PORTION = 2000


def portions(subscribers: int, seed: int, today: date) -> Iterator[Rows]:
    """All rows, a portion of the subscribers at a time."""
    office = _Office(random.Random(seed), today)
    for first in range(1, subscribers + 1, _PORTION):
        rows: Rows = {table: [] for table in COLUMNS}
        for number in range(first, min(first + _PORTION, subscribers + 1)):
            office.add(number, rows)
        yield rows


class _Office:
    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._accounts = self._services = self._charges = self._payments = 0
        self._bills = list(_firsts_of_months(today, _MONTHS))

    def add(self, number: int, rows: Rows) -> None:
        rng = self._rng
        man = rng.random() < 0.47
        form = 0 if man else 1
        name = " ".join((
            rng.choice(words.SURNAMES)[form],
            rng.choice(words.MEN if man else words.WOMEN),
            rng.choice(words.PATRONYMICS)[form],
        ))  # fmt: skip
        region, city, districts = rng.choice(words.PLACES)
        born = self._today - timedelta(days=int(rng.triangular(19, 88, 46) * 365.25))
        # Of the code 999; the second ones end where the first can never come.
        phone = f"+7999{number:07d}"
        second = f"8 (999) 9{number // 100 % 100:02d}-{number % 100:02d}-{rng.randrange(100):02d}"
        address = (
            f"г. {city}, {rng.choice(words.STREETS)}, д. {rng.randrange(1, 160)},"
            f" кв. {rng.randrange(1, 240)}"
        )
        rows["subscribers"].append((
            number, name, "м" if man else "ж", born, phone,
            second if rng.random() < 0.2 else None, region, city, rng.choice(districts), address,
        ))  # fmt: skip
        for _ in range(2 if rng.random() < 0.12 else 1):
            self._account(number, rows)

    def _account(self, subscriber: int, rows: Rows) -> None:
        rng, today = self._rng, self._today
        self._accounts += 1
        account = self._accounts
        opened = today - timedelta(days=rng.randrange(200, 4000))
        closed = today - timedelta(days=rng.randrange(1, 100)) if rng.random() < 0.03 else None
        rows["accounts"].append((
            account, subscriber, f"{7_000_000 + account * 37 % 2_900_000 + account // 2_900_000}",
            f"Д-{opened:%y}/{account:06d}", opened, closed,
        ))  # fmt: skip
        charged = self._charge(account, opened, rows)
        paid, last = self._pay(account, charged, rows)
        balance = paid - sum((amount for _, amount in charged), Decimal(0))
        debt = max(-balance, Decimal(0))
        since = next((day for day, _ in charged if last is None or day > last), None)
        rows["balances"].append((
            account, balance, debt, (since or today) if debt else None,
            (since or today) + timedelta(days=20) if debt else None,
        ))  # fmt: skip

    def _charge(self, account: int, opened: date, rows: Rows) -> list[tuple[date, Decimal]]:
        rng = self._rng
        used = [each for each in words.SERVICES if rng.randrange(100) < each[3]]
        charged: list[tuple[date, Decimal]] = []
        for code, name, price, _ in used or [words.SERVICES[0]]:
            self._services += 1
            monthly = Decimal(price + rng.choice((0, 0, 50, 100, 150)))
            rows["services"].append((self._services, account, code, name, monthly, opened))
            for day in self._bills:
                amount = monthly
                if code in ("phone", "mobile"):  # calls come on top
                    amount += Decimal(rng.randrange(0, 25000)) / 100
                self._charges += 1
                rows["charges"].append((self._charges, account, self._services, day, amount))
                charged.append((day, amount))
        return sorted(charged)

    def _pay(self, account: int, charged: list[tuple[date, Decimal]], rows: Rows
             ) -> tuple[Decimal, date | None]:  # fmt: skip
        """(sum, last day). Most pay each month's bill, some fall behind, some have stopped."""
        rng = self._rng
        kind = rng.random()
        skipped = 0 if kind < 0.62 else (1 if kind < 0.8 else rng.randrange(2, _MONTHS + 1))
        paid = Decimal(0)
        last = None
        for day in self._bills[: _MONTHS - skipped]:
            bill = sum((amount for on, amount in charged if on == day), Decimal(0))
            if rng.random() < 0.1:  # rounded up, as people do at a terminal
                bill = bill.quantize(Decimal("1E+2")) + 100
            last = min(day + timedelta(days=rng.randrange(1, 20)), self._today)
            self._payments += 1
            amount = bill.quantize(Decimal("0.01"))
            rows["payments"].append(
                (self._payments, account, last, amount, rng.choice(words.METHODS))
            )
            paid += amount
        return paid, last


def _firsts_of_months(today: date, count: int) -> Iterator[date]:
    month = today.year * 12 + today.month - 1
    for number in range(month - count + 1, month + 1):
        yield date(number // 12, number % 12 + 1, 1)
