"""Roles, and who has which for which campaign."""

from collections.abc import Sequence

import fdb

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row
from engine.adapters.firebird.errors import is_duplicate
from engine.domain.rights import (
    ADMINISTRATOR,
    ALL_POWERS,
    BUILT_IN,
    CONFINED,
    OPERATOR,
    SUPERVISOR,
    Grant,
    Powers,
    Right,
    Role,
    confined_to,
    powers_of,
    rights_from,
)
from engine.errors import KnownError, Phrase
from engine.ports.rights import Acting

_SELECT = "SELECT code, name, rights FROM roles"
#: In ``Connection.kept``: user → (what decided, who he is).
_KEPT = "acting"


def _role(row: Row) -> Role:
    return Role(row[0], rights_from(row[2].split()), row[1])


class FirebirdRightsStore:
    """Fulfils engine.ports.rights.RightsStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        #: What is known of people is not committed yet, and kept by nobody.
        self._changed = False

    # --- roles ----------------------------------------------------------------------------------

    def roles(self) -> list[Role]:
        own = self._sql.rows(f"{_SELECT} ORDER BY name_key")
        return [SUPERVISOR, OPERATOR, ADMINISTRATOR, CONFINED, *map(_role, own)]

    def role(self, name: str) -> Role:
        if name in BUILT_IN:
            return BUILT_IN[name]
        row = self._sql.row(
            f"{_SELECT} WHERE name_key = ? OR code = ?", (name_key(name), _code(name))
        )
        if row is None:
            raise KnownError("there is no role named '{name}'.", name=name)
        return _role(row)

    def save_role(self, name: str, rights: Sequence[Right], code: str = "") -> Role:
        require_name(Phrase("role"), name, 100)
        if code in BUILT_IN or name_key(name) in BUILT_IN:
            raise KnownError("'{name}' is built in and stays as it is.", name=code or name)
        if not code:
            (number,) = self._sql.next_ids("role_ids", 1)
            code = f"role_{number}"
        text = " ".join(sorted(set(rights)))
        values = (code, name, name_key(name), text, int(Right.CALLS_TAKE in rights))
        try:
            self._sql.execute(
                "UPDATE OR INSERT INTO roles (code, name, name_key, rights, takes_calls)"
                " VALUES (?, ?, ?, ?, ?) MATCHING (code)",
                values,
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a role named '{name}' exists already.", mend="Choose another name.", name=name
            ) from error
        self._note_change(code)
        return Role(code, frozenset(rights), name)

    def remove_role(self, code: str) -> None:
        role = self.role(code)
        if role.built_in:
            raise KnownError("'{name}' is built in and stays as it is.", name=code)
        row = self._sql.row(
            "SELECT FIRST 1 u.name FROM users u WHERE u.user_role = ? OR EXISTS (SELECT 1 FROM"
            " role_grants g WHERE g.user_id = u.id AND g.role_code = ?) ORDER BY u.name_key",
            (role.code, role.code),
        )
        if row is not None:
            raise KnownError(
                "{user} has the role '{name}'.",
                mend="Give everybody who has it another one first.",
                user=row[0],
                name=role.name,
            )
        self._sql.execute("DELETE FROM roles WHERE code = ?", (role.code,))

    # --- for single campaigns -------------------------------------------------------------------

    def grants(self, user_id: int | None = None, campaign_id: int | None = None) -> list[Grant]:
        terms = {"user_id": user_id, "campaign_id": campaign_id}
        asked = {column: value for column, value in terms.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in asked)
        rows = self._sql.rows(
            "SELECT user_id, role_code, campaign_id FROM role_grants"  # noqa: S608
            f"{' WHERE ' if where else ''}{where} ORDER BY user_id, campaign_id, role_code",
            tuple(asked.values()),
        )
        return [Grant(*row) for row in rows]

    def grant(self, grant: Grant) -> bool:
        self.role(grant.role)
        for what, sql, number in (
            (Phrase("person"), "SELECT 1 FROM users WHERE id = ?", grant.user_id),
            (Phrase("campaign"), "SELECT 1 FROM campaigns WHERE id = ?", grant.campaign_id),
        ):
            if self._sql.row(sql, (number,)) is None:
                raise KnownError("there is no {what} {number}.", what=what, number=number)
        if grant in self.grants(grant.user_id, grant.campaign_id):
            return False
        self._sql.execute(
            "UPDATE OR INSERT INTO role_grants (user_id, campaign_id, role_code) VALUES (?, ?, ?)"
            " MATCHING (user_id, campaign_id, role_code)",
            (grant.user_id, grant.campaign_id, grant.role),
        )
        self._note_change(user_id=grant.user_id)
        return True

    def revoke(self, grant: Grant) -> bool:
        gone = self._sql.changed(
            "DELETE FROM role_grants WHERE user_id = ? AND campaign_id = ? AND role_code = ?",
            (grant.user_id, grant.campaign_id, grant.role),
        )
        if gone:
            self._note_change(user_id=grant.user_id)
        return bool(gone)

    # --- who acts -------------------------------------------------------------------------------

    def acting(self, user_id: int) -> Acting:
        row = self._sql.row(
            "SELECT name, user_role, blocked, rights_revision, client_id FROM users WHERE id = ?",
            (user_id,),
        )
        if row is None:
            return Acting(user_id, "", Powers(), admitted=False)
        decided = tuple(row)
        known: dict[int, tuple[tuple[object, ...], Acting]]
        known = self._sql.kept.setdefault(_KEPT, {})
        if user_id in known and known[user_id][0] == decided:
            return known[user_id][1]
        name, role, blocked, _, client_id = decided
        powers = self._powers(user_id, role, client_id)
        acting = Acting(user_id, name, powers, admitted=not blocked)
        if not self._changed:
            known[user_id] = decided, acting
        return acting

    def powers(self) -> Powers:
        """engine.guard answers for people."""
        return ALL_POWERS

    def require(self, right: Right, campaign_id: int | None = None) -> None:
        """engine.guard refuses people."""

    def _powers(self, user_id: int, role: str, client_id: int | None) -> Powers:
        roles = {each.code: each for each in self.roles()}
        granted = [
            (grant.campaign_id, roles[grant.role])
            for grant in self.grants(user_id)
            if grant.role in roles
        ]
        if client_id is None:
            return powers_of(roles.get(role), granted)
        his = self._sql.rows("SELECT id FROM campaigns WHERE client_id = ?", (client_id,))
        return confined_to([campaign_id for (campaign_id,) in his], roles.get(role), granted)

    def _note_change(self, role: str = "", user_id: int = 0) -> None:
        """What everybody with that role may do, or one person, is to be read anew."""
        self._sql.execute(
            "UPDATE users u SET rights_revision = rights_revision + 1 WHERE u.id = ?"
            " OR u.user_role = ? OR EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = u.id"
            " AND g.role_code = ?)",
            (user_id, role, role),
        )
        self._sql.kept.pop(_KEPT, None)
        self._changed = True


def _code(text: str) -> str:
    """What the ASCII column of codes can be asked for."""
    return text if text.isascii() and len(text) <= 40 else ""
