"""Categories of requests, and the groups that do them."""

import json
from collections.abc import Sequence
from dataclasses import replace

from engine.adapters.firebird.codec import name_key, require_name
from engine.adapters.firebird.connection import Connection, Row
from engine.errors import KnownError, Phrase
from engine.requests.model import Category, Escalation


class FirebirdRequestSettings:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def categories(self) -> list[Category]:
        return [
            _category(row)
            for row in self._sql.rows(
                "SELECT name, settings FROM request_categories ORDER BY name_key"
            )
        ]

    def category(self, name: str) -> Category:
        row = self._sql.row(
            "SELECT name, settings FROM request_categories WHERE name_key = ?", (name_key(name),)
        )
        if row is None:
            raise KnownError(
                "there is no category of requests named '{name}'.",
                mend="There are: {names}. A new one: rino-desktop request category add NAME",
                name=name,
                names=", ".join(each.name for each in self.categories()) or "–",
            )
        return _category(row)

    def save_category(self, category: Category) -> None:
        require_name(Phrase("category"), category.name, 200)
        settings = {
            "due_s": category.due_s,
            "group": category.group,
            "escalations": [[e.after_s, e.person, e.group] for e in category.escalations],
        }
        self._sql.execute(
            "UPDATE OR INSERT INTO request_categories (name_key, name, settings) VALUES (?, ?, ?)"
            " MATCHING (name_key)",
            (name_key(category.name), category.name, json.dumps(settings, ensure_ascii=False)),
        )

    def remove_category(self, name: str) -> None:
        category = self.category(name)
        used = self._sql.row(
            "SELECT FIRST 1 id FROM requests WHERE category_key = ? AND is_open = 1",
            (name_key(category.name),),
        )
        if used is not None:
            raise KnownError(
                "open requests are of the category {name}, such as {number}.",
                name=category.name,
                number=used[0],
            )
        self._sql.execute(
            "DELETE FROM request_categories WHERE name_key = ?", (name_key(category.name),)
        )

    def groups(self) -> dict[str, tuple[str, ...]]:
        rows = self._sql.rows("SELECT name, people FROM request_groups ORDER BY name_key")
        return {name: tuple(json.loads(people)) for name, people in rows}

    def save_group(self, name: str, people: Sequence[str]) -> None:
        require_name(Phrase("group"), name, 100)
        self._sql.execute(
            "UPDATE OR INSERT INTO request_groups (name_key, name, people) VALUES (?, ?, ?)"
            " MATCHING (name_key)",
            (name_key(name), name, json.dumps(list(people), ensure_ascii=False)),
        )

    def rename_person(self, before: str, after: str) -> None:
        """His requests follow his new name; "": he is gone, and leaves his groups."""
        old = name_key(before)
        if after:
            self._sql.execute(
                "UPDATE requests SET person = ?, person_key = ? WHERE is_open IN (0, 1)"
                " AND person_key = ?",
                (after, name_key(after), old),
            )
        for name, people in self.groups().items():
            renamed = [after if name_key(each) == old else each for each in people]
            if tuple(renamed) != people:
                self.save_group(name, [each for each in renamed if each])
        for category in self.categories():
            rules = tuple(
                replace(rule, person=after) if name_key(rule.person) == old else rule
                for rule in category.escalations
            )
            if after and rules != category.escalations:
                self.save_category(replace(category, escalations=rules))

    def remove_group(self, name: str) -> None:
        used = self._sql.row(
            "SELECT FIRST 1 id FROM requests WHERE is_open = 1 AND group_key = ?",
            (name_key(name),),
        )
        if used is not None:
            raise KnownError(
                "the group {name} has open requests, such as {number}.", name=name, number=used[0]
            )
        self._sql.execute("DELETE FROM request_groups WHERE name_key = ?", (name_key(name),))


def _category(row: Row) -> Category:
    settings = json.loads(row[1])
    return Category(
        row[0],
        settings["due_s"],
        settings["group"],
        tuple(Escalation(*each) for each in settings["escalations"]),
    )
