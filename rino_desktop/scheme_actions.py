"""What can be done to a scheme as a whole, for the command line and the desktop: renamed, deleted
and brought back, never away from under those who use it."""

from datetime import datetime
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.scheme_library import callers
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.schemes import OpenEditor, SchemeInfo
    from engine.ports.storage import Stores
    from engine.scheme.node_types import NodeTypes

#: (user, computer): where a scheme is open that may be open.
Here = tuple[str, str]


def rename(
    stores: "Stores", name: str, new_name: str, node_types: "NodeTypes", now: datetime,
    here: Here | None = None,
) -> None:  # fmt: skip
    """KnownError names who uses it or has it open: campaigns and schemes go by its name, and an
    editor would save under the old one. Another spelling of the same name is always possible."""
    _require_closed(stores, name, now, here)
    if name.casefold() != new_name.casefold():
        _require_no_callers(stores, name, node_types)
    stores.schemes.rename(name, new_name)


def delete(
    stores: "Stores", name: str, node_types: "NodeTypes", now: datetime, here: Here | None = None
) -> None:
    """KnownError names who uses it or has it open."""
    require_deletable(stores, name, node_types, now, here)
    stores.schemes.delete(name)


def require_deletable(
    stores: "Stores", name: str, node_types: "NodeTypes", now: datetime, here: Here | None = None
) -> None:
    """What ``delete`` does first."""
    stores.schemes.require_unused(name)
    _require_closed(stores, name, now, here)
    _require_no_callers(stores, name, node_types)


def deleted(stores: "Stores", name: str) -> "SchemeInfo":
    """The deleted scheme of that name, the last one made of several; KnownError."""
    found = [s for s in stores.schemes.removed() if s.name.casefold() == name.casefold()]
    if not found:
        raise KnownError(
            t("There is no deleted scheme named {name}.", name=name),
            mend="rino-desktop scheme list --deleted",
        )
    return max(found, key=lambda scheme: scheme.id)


def _require_no_callers(stores: "Stores", name: str, node_types: "NodeTypes") -> None:
    """Schemes go by the name of what they call."""
    found = callers(stores, name, node_types)
    if found:
        raise KnownError(
            t("The scheme {name} is called by: {schemes}.", name=name, schemes=", ".join(found)),
            mend=t("Let them call another scheme first."),
        )


def _require_closed(stores: "Stores", name: str, now: datetime, here: Here | None) -> None:
    others = [
        _who(editor)
        for editor in stores.schemes.open_editors(name, now)
        if here is None or not _is(editor, here)
    ]
    if others:
        raise KnownError(
            t("The scheme {name} is open at: {who}.", name=name, who=", ".join(others)),
            mend=t("Have it closed there first."),
        )


def _is(editor: "OpenEditor", here: Here) -> bool:
    return (editor.user.casefold(), editor.computer) == (here[0].casefold(), here[1])


def _who(editor: "OpenEditor") -> str:
    return f"{editor.user} ({editor.computer})"
