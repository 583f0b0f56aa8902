"""A billing database of somebody else, on a Firebird server: old dialect, old character set."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fdb

from engine.adapters.firebird import Address, runtime
from engine.ports.sources import SourceSettings
from engine.service.source_mapping_file import read_mapping
from tests.helpers.firebird_server import FirebirdServer

_LATIN = """
CREATE TABLE ABON (ID INTEGER, FIO CHAR(40), TEL VARCHAR(20), RAION VARCHAR(20));
CREATE TABLE SALDO (LS INTEGER, ABON_ID INTEGER, SUMMA NUMERIC(15,2), MELOCH NUMERIC(9,2),
  DOLYA DOUBLE PRECISION, SROK {date}, PRIM BLOB SUB_TYPE TEXT);
CREATE TABLE USLUGI (LS INTEGER, NAZV VARCHAR(30));
"""
_CYRILLIC = """
CREATE TABLE "АБОНЕНТЫ" ("КОД" INTEGER, "ФИО" CHAR(40), "ТЕЛ" VARCHAR(20), "РАЙОН" VARCHAR(20));
CREATE TABLE "Сальдо" ("ЛС" INTEGER, "КОД АБОНЕНТА" INTEGER, "СУММА" NUMERIC(15,2),
  "МЕЛОЧЬ" NUMERIC(9,2), "ДОЛЯ" DOUBLE PRECISION, "СРОК" {date}, "ПРИМ" BLOB SUB_TYPE TEXT);
CREATE TABLE "УСЛУГИ" ("ЛС" INTEGER, "НАЗВ" VARCHAR(30));
"""
_NAMES = {
    "latin": ("ABON", "SALDO", "USLUGI"), "cyrillic": ('"АБОНЕНТЫ"', '"Сальдо"', '"УСЛУГИ"'),
}  # fmt: skip
_MAPPINGS = {
    "latin": """
[accounts]
table = "saldo"
joins = { subscribers = "ABON_ID = ID", services = { on = "LS = LS", many = true } }
[accounts.fields]
account = "LS"
debt = "SUMMA"
small = "MELOCH"
share = "DOLYA"
pay_by = "SROK"
[subscribers]
table = "ABON"
[subscribers.fields]
name = "FIO"
phone = "TEL"
district = "RAION"
[services]
table = "USLUGI"
[services.fields]
service = "NAZV"
""",
    "cyrillic": """
[accounts]
table = "Сальдо"
joins = { subscribers = "КОД АБОНЕНТА = КОД", services = { on = "ЛС = ЛС", many = true } }
[accounts.fields]
account = "ЛС"
debt = "СУММА"
small = "МЕЛОЧЬ"
share = "ДОЛЯ"
pay_by = "СРОК"
[subscribers]
table = "АБОНЕНТЫ"
[subscribers.fields]
name = "ФИО"
phone = "ТЕЛ"
district = "РАЙОН"
[services]
table = "УСЛУГИ"
[services.fields]
service = "НАЗВ"
""",
}


@dataclass(frozen=True)
class Foreign:
    server: FirebirdServer
    address: Address
    dialect: int
    charset: str
    names: str

    def settings(self, name: str = "foreign", **changes: Any) -> SourceSettings:
        values: dict[str, Any] = {
            "timeout_s": 5.0,
            "pool": 2,
            "charset": "WIN1251" if self.charset == "NONE" else "",
            "mapping": read_mapping(_MAPPINGS[self.names].encode(), "m.toml"),
        }
        return SourceSettings(name, **({"url": str(self.address)} | values | changes))

    def run(self, *statements: str, parameters: tuple[object, ...] = ()) -> None:
        connection = self._connect()
        for statement in statements:
            connection.cursor().execute(statement, parameters)
        connection.commit()
        connection.close()

    def _connect(self, dialect: int = 3) -> Any:
        return fdb.connect(
            dsn=self.address.dsn, user="SYSDBA", password=self.server.password,
            charset="WIN1251", sql_dialect=dialect,
        )  # fmt: skip


def make(server: FirebirdServer, file: Path, *, dialect: int, charset: str, names: str) -> Foreign:
    """In dialect 1 no names in quotation marks can be made: a database with such names was of
    dialect 3 once, and has been set back."""
    runtime.load()
    foreign = Foreign(server, Address(str(file), "127.0.0.1", server.port), dialect, charset, names)
    born = 3 if names == "cyrillic" else dialect
    fdb.create_database(
        f"CREATE DATABASE '{foreign.address.dsn}' USER 'SYSDBA' PASSWORD '{server.password}'"
        f" DEFAULT CHARACTER SET {charset}",
        sql_dialect=born,
    ).close()
    connection = foreign._connect(born)
    script = (_CYRILLIC if names == "cyrillic" else _LATIN).format(
        date="DATE" if born == 1 else "TIMESTAMP" if dialect == 1 else "DATE"
    )
    for statement in script.split(";"):
        if statement.strip():
            connection.cursor().execute(statement)
    connection.commit()
    subscribers, balances, services = _NAMES[names]
    rows = {
        subscribers: [(1, "Ёлкина Анна", "89160000001", "Центр"),
                      (2, "Щукин Пётр", "89160000002", "Север"),
                      (3, "Цой", "89160000003", None)],
        balances: [(10, 1, 1250.30, 0.1, 0.1 + 0.2, "2026-03-05", "примечание"),
                   (20, 2, 99999999.99, 12.05, 1e-3, "2026-12-31", None),
                   (30, 3, 0, None, None, None, None)],
        services: [(10, "интернет"), (10, "тв"), (20, "интернет")],
    }  # fmt: skip
    for table, lines in rows.items():
        marks = ", ".join("?" * len(lines[0]))
        for line in lines:
            connection.cursor().execute(f"INSERT INTO {table} VALUES ({marks})", line)
    connection.commit()
    connection.close()
    if born != dialect:
        done = subprocess.run(
            ["gfix", "-sql_dialect", str(dialect), "-user", "SYSDBA", "-password", server.password,
             f"127.0.0.1/{server.port}:{file}"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
    return foreign
