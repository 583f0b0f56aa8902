"""A secret that is typed into a form: kept in the keyring, while the form's thing keeps a name."""

import logging
import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from itertools import count

from engine.domain.secret_names import SecretKind
from engine.errors import KnownError
from rino_desktop import secret_store
from rino_desktop.texts import t

#: Environments take no other letters; Russian names as in passports (ICAO
#: 9303).
_LETTERS = {
    "а": "A", "б": "B", "в": "V", "г": "G", "д": "D", "е": "E", "ё": "E", "ж": "ZH", "з": "Z",
    "и": "I", "й": "I", "к": "K", "л": "L", "м": "M", "н": "N", "о": "O", "п": "P", "р": "R",
    "с": "S", "т": "T", "у": "U", "ф": "F", "х": "KH", "ц": "TC", "ч": "CH", "ш": "SH",
    "щ": "SHCH", "ъ": "IE", "ы": "Y", "ь": "", "э": "E", "ю": "IU", "я": "IA",
}  # fmt: skip
#: Of proposed names.
_OURS = tuple(kind.prefix for kind in SecretKind)
log = logging.getLogger(__name__)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was filled in. ``name``: under which it is kept, "" for any; ``value``: what was typed,
    "" for nothing; ``forget``: what was kept before is not to be kept any more."""

    name: str = ""
    value: str = field(default="", repr=False)
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """``name``: for the database; ``changed``: the value is another one. ``undo`` puts the keyring
    back as it was, blocking: what named the secret could not be saved."""

    name: str
    changed: bool = False
    undo: Callable[[], None] = lambda: None


def proposed(kind: str, name: str, what: str = "PASSWORD") -> str:
    """RINO_TRUNK_CITY_PASSWORD, of the trunk "city"."""
    letters = "".join(_LETTERS.get(each, each) for each in name.lower()).upper()
    words = re.sub(r"[^A-Z0-9]+", "_", letters).strip("_")
    return "_".join(part for part in ("RINO", kind, words, what) if part)


def keep(wish: Wish, before: str, used: Collection[str], proposal: str) -> Kept:
    """``before``: the name that is in the database now; ``used``: names of others, whose secrets
    are left alone; ``proposal``: where no name is given. Blocking. KnownError: it cannot be kept,
    nothing is changed."""
    if wish.name and wish.name != before and not _NAME.fullmatch(wish.name):
        raise KnownError(
            t("{name} is no name of a variable.", name=repr(wish.name)),
            mend=t("Use Latin letters, digits and underscores, without a digit in front."),
        )
    if wish.value:
        name = wish.name or _free(proposal, used, before)
        old = secret_store.kept(name, by_owner=True)
        secret_store.keep(name, wish.value)
        return Kept(name, True, lambda: _put_back(name, old))
    if wish.forget and before and before not in used:
        old = secret_store.kept(before, by_owner=True)
        if secret_store.forget(before):
            return Kept(wish.name, True, lambda: _put_back(before, old))
    return Kept(wish.name, wish.forget)


def drop(name: str, used: Collection[str]) -> None:
    """What was kept for a thing that is no more, under a name that nobody chose. Blocking."""
    if name.startswith(_OURS) and name not in used:
        try:
            secret_store.forget(name)
        except KnownError as error:
            log.warning("secret %s: %s", name, error)


def _free(proposal: str, used: Collection[str], before: str) -> str:
    """One of another database may be in the keyring under that name. KnownError."""
    names = (proposal if number == 1 else f"{proposal}_{number}" for number in count(1))
    return next(
        name for name in names
        if name not in used
        and (name == before or not _is_anywhere(name))
    )  # fmt: skip


def _is_anywhere(name: str) -> bool:
    return bool(os.environ.get(name) or secret_store.kept(name, by_owner=True))


def _put_back(name: str, value: str) -> None:
    if value:
        secret_store.keep(name, value)
    else:
        secret_store.forget(name)
