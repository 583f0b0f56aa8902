"""Roles of a Firebird server, and what each may do in the database by its own SQL.

``operator`` and ``supervisor`` get what the methods of the stores need that engine.guard opens to
those roles (a test compares the two) and nothing else; ``administrator`` and ``service`` (engines,
or one account for everybody) may read and write every table. Nobody may change the schema but the
owner of the database.

Firebird tells tables and columns apart, not rows: whose contacts somebody sees is the guard's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.errors import one_line
from engine.errors import KnownError

PREFIX = "RINO_"
ROLES = ("operator", "supervisor", "administrator", "service")
_ALL = "SELECT, INSERT, UPDATE, DELETE"
_WORDS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
#: Of users only a password may be changed, and that their rights are to be read anew.
_OF_USERS = "SELECT, UPDATE (password_hash, new_password, rights_revision)"

#: Letters of privileges → tables. What is not named is closed.
_OPERATOR = {
    "S": """attempt_tallies campaign_locks campaign_segments campaigns clients consents
        directory_entries directory_few directory_many directory_sources directory_state
        directory_tokens flow_tallies form_versions forms incoming_routes incoming_trunks
        legal_presets line_quotas node_activity operator_messages operator_settings operator_skills
        operator_spans operator_status order_services order_settings outbox outbox_stores
        pause_reasons queues quota_places quota_zone_sets reach_tallies refusals
        request_categories request_groups result_tallies role_grants roles schema_versions
        scheme_versions schemes sources supervision_settings supervisions trunk_statuses trunks
        retention_clock retention_runs voice_deleted_files voice_deletions voice_retention
        withdrawn_contacts""",
    "I": "audit_log",
    "SD": "scheme_editors",
    "SI": """commands consent_proofs forecasts order_changes order_words questions
        request_changes tickets zone_sets""",
    "SU": "locks node_sessions",
    "SID": "operator_orders request_words",
    "SIU": """answers callbacks contacts draws form_answers imports incoming_calls
        incoming_results operator_message_reads operator_talks order_steps orders requests""",
    "SIUD": """attempt_results attempts client_do_not_call do_not_call form_drafts
        operator_sessions sign_in_tries user_state""",
}
#: Of a supervisor all tables are open but these.
_SUPERVISOR = {
    "": "command_receipts voice_retention_runs",
    # Which secrets alarms name is asked before a report is sent with one (engine.guard).
    "S": """alarm_settings legal_presets role_grants roles sources trunks voice_deleted_files
        voice_deletions retention_clock retention_runs voice_retention""",
    "I": "audit_log",
}


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the server, and which of ROLES it gets. ``password`` "": it is there already."""

    name: str
    role: str
    password: str = ""


def privileges(role: str, tables: Sequence[str]) -> Mapping[str, str]:
    """Table → privileges as SQL writes them; tables that are closed are not in it."""
    if role in ("administrator", "service"):
        return dict.fromkeys(tables, _ALL)
    named = _OPERATOR if role == "operator" else _SUPERVISOR
    found = {} if role == "operator" else dict.fromkeys(tables, _ALL)
    for letters, names in named.items():
        for name in names.split():
            found[name] = ", ".join(_WORDS[letter] for letter in letters)
    found["users"] = _OF_USERS
    return {table: found[table] for table in tables if found.get(table)}


def grant(address: Address, password: str, accounts: Sequence[Account] = ()) -> None:
    """Make the roles and give them exactly what they need; anew after each upgrade. ``accounts``
    get their role, and are made where they come with a password. KnownError: it is no server, or
    whoever connects may not."""
    if address.embedded:
        raise KnownError(
            "{address} is a file of this machine: there are no accounts.",
            mend="Roles are for a database on a Firebird server: firebird://USER@HOST/DATABASE.",
            address=address,
        )
    connection = Connection(address, password)
    try:
        for statements in (_roles(connection), _grants(connection), _accounts(accounts)):
            connection.begin()
            for statement in statements:
                connection.raw.execute_immediate(statement)
            connection.commit()
    except fdb.Error as error:
        raise KnownError(
            "The server {address} refuses: {reason}.",
            mend="Connect as the database's owner; to make accounts, as SYSDBA.",
            address=address,
            reason=one_line(error).rstrip("."),
        ) from error
    finally:
        connection.close()


def renew(address: Address, password: str) -> bool:
    """What roles need after the schema has changed. False: the database has none."""
    if address.embedded:
        return False
    connection = Connection(address, password)
    try:
        there = _names(
            connection, "SELECT RDB$ROLE_NAME FROM RDB$ROLES WHERE RDB$ROLE_NAME STARTING 'RINO_'"
        )
    finally:
        connection.close()
    if there:
        grant(address, password)
    return bool(there)


# --- SQL ----------------------------------------------------------------------------------------


def _names(connection: Connection, sql: str) -> list[str]:
    connection.begin(read_only=True)
    try:
        return [str(name).strip() for (name,) in connection.rows(sql)]
    finally:
        connection.rollback()


def tables_of(connection: Connection) -> list[str]:
    """Lower case, views too."""
    found = _names(
        connection, "SELECT RDB$RELATION_NAME FROM RDB$RELATIONS WHERE RDB$SYSTEM_FLAG = 0"
    )
    return [name.lower() for name in found]


def _roles(connection: Connection) -> list[str]:
    there = set(_names(connection, "SELECT RDB$ROLE_NAME FROM RDB$ROLES"))
    wanted = [f"{PREFIX}{role.upper()}" for role in ROLES]
    return [f"CREATE ROLE {name}" for name in wanted if name not in there]


def _grants(connection: Connection) -> list[str]:
    tables = tables_of(connection)
    sequences = _names(
        connection, "SELECT RDB$GENERATOR_NAME FROM RDB$GENERATORS WHERE RDB$SYSTEM_FLAG = 0"
    )
    functions = _names(
        connection,
        "SELECT RDB$FUNCTION_NAME FROM RDB$FUNCTIONS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0",
    )
    procedures = _names(
        connection, "SELECT RDB$PROCEDURE_NAME FROM RDB$PROCEDURES WHERE RDB$SYSTEM_FLAG = 0"
    )
    statements = list(_of_code(connection))
    for role in ROLES:
        name = f"ROLE {PREFIX}{role.upper()}"
        # What an earlier version has given is taken back first.
        statements.append(f"REVOKE ALL ON ALL FROM {name}")
        statements += [
            f"GRANT {words} ON {table} TO {name}"
            for table, words in privileges(role, tables).items()
        ]
        statements += [f"GRANT USAGE ON SEQUENCE {each} TO {name}" for each in sequences]
        statements += [f"GRANT EXECUTE ON FUNCTION {each} TO {name}" for each in functions]
        open_ones = procedures if role != "operator" else [
            each for each in procedures if each.lower() in ("waiting_zones", "claimed_contacts")
        ]  # fmt: skip
        statements += [f"GRANT EXECUTE ON PROCEDURE {each} TO {name}" for each in open_ones]
    return statements


#: RDB$DEPENDENCIES: who depends, and on what.
_DEPENDENTS = {2: "TRIGGER", 5: "PROCEDURE", 15: "FUNCTION"}
_DEPENDED = {
    0: f"{_ALL} ON", 5: "EXECUTE ON PROCEDURE", 14: "USAGE ON SEQUENCE", 15: "EXECUTE ON FUNCTION"
}  # fmt: skip


def _of_code(connection: Connection) -> Iterator[str]:
    """Triggers and procedures do their own work whoever has started them."""
    connection.begin(read_only=True)
    try:
        rows = connection.rows(
            "SELECT DISTINCT d.RDB$DEPENDENT_NAME, d.RDB$DEPENDENT_TYPE, d.RDB$DEPENDED_ON_NAME,"
            " d.RDB$DEPENDED_ON_TYPE FROM RDB$DEPENDENCIES d"
            " WHERE d.RDB$DEPENDENT_NAME NOT STARTING WITH 'RDB$'"
            " AND d.RDB$DEPENDED_ON_NAME NOT STARTING WITH 'RDB$'"
        )
    finally:
        connection.rollback()
    for dependent, kind, on, on_kind in rows:
        who, what = _DEPENDENTS.get(kind), _DEPENDED.get(on_kind)
        if who is not None and what is not None:
            yield f"GRANT {what} {on.strip()} TO {who} {dependent.strip()}"


def _accounts(accounts: Sequence[Account]) -> list[str]:
    statements = []
    for account in accounts:
        name = _quoted(account.name)
        if account.password:
            statements.append(
                f"CREATE OR ALTER USER {name} PASSWORD {_text(account.password)} REVOKE ADMIN ROLE"
            )
        others = [role for role in ROLES if role != account.role]
        statements += [f"REVOKE {PREFIX}{role.upper()} FROM USER {name}" for role in others]
        statements.append(f"GRANT {PREFIX}{account.role.upper()} TO USER {name}")
    return statements


def _quoted(name: str) -> str:
    """As Firebird keeps names that nobody has put into quotation marks."""
    name = name.strip()
    if not name.isascii() or not name.isprintable() or not 0 < len(name) <= 31:
        raise KnownError(
            "{name} is no name of an account.",
            mend="Use up to 31 Latin letters, digits and underscores.",
            name=repr(name),
        )
    return '"' + name.upper().replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
