"""Forms of clients: from files into the database, and what is wrong with them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.ports.reports import StoredForm
from engine.ports.storage import Stores
from rino_desktop import paths
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

if TYPE_CHECKING:
    from engine.ports.reports import QueryRunner
    from engine.reports.forms import Form

FORM_FILE = "form.toml"
_LARGEST_FILE = 1_000_000
_MOST_FILES = 50


def samples() -> dict[str, Path]:
    """The forms that come with the program, by name."""
    folder = paths.resources() / "report_forms"
    return {each.name: each for each in sorted(folder.iterdir()) if (each / FORM_FILE).is_file()}


def read(place: Path) -> dict[str, str]:
    """The files of a form: of ``form.toml`` or its folder the ones beside it, too; of another TOML
    file that file alone, which may hold its templates itself; of a sample's name the sample."""
    if place.name == FORM_FILE and place.is_file():
        place = place.absolute().parent
    if not place.exists() and place.name == str(place) and str(place) in samples():
        place = samples()[str(place)]
    if place.is_file():
        return {FORM_FILE: _text(place)}
    if not place.is_dir():
        raise KnownError(
            t("There is no form {file}.", file=place),
            mend=t("Name a folder with a {file}, a TOML file or a sample: {samples}.",
                   file=FORM_FILE, samples=", ".join(samples())),
        )  # fmt: skip
    files = [
        each for each in sorted(place.iterdir())
        if each.is_file() and not each.name.startswith(".") and not each.name.endswith("~")
    ]  # fmt: skip
    if len(files) > _MOST_FILES:
        raise KnownError(
            t("The folder {folder} has {count} files: that is no form.", folder=place,
              count=len(files)),
            mend=t("Put the form's files into a folder of their own."),
        )  # fmt: skip
    return {each.name: _text(each) for each in files}


def origin_of(place: Path) -> str:
    return place.name or str(place)


def problems(files: Mapping[str, str], origin: str, queries: "QueryRunner | None") -> (
    "tuple[Form | None, list[KnownError]]"
):  # fmt: skip
    """The form, None where it cannot be read, and what is wrong with it. ``queries``: also try its
    SQL on a database."""
    from engine.reports.forms import read_form
    from engine.reports.forms.checking import check_form

    try:
        form = read_form(files, origin)
    except KnownError as error:
        return None, [error]
    return form, check_form(form, queries)


def mark(files: Mapping[str, str]) -> str:
    """The same for the same files: what a change was made from."""
    written = json.dumps(dict(sorted(files.items())), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def add(
    stores: Stores, form: "Form", files: Mapping[str, str], now: datetime, base: str = ""
) -> bool:
    """True when there was none of that name before. ``base``: the mark of the form that this one
    was made from, "" where nobody says; KnownError when another one is stored by now, and says
    something else."""
    if base:
        stored = stores.report_forms.get(form.name)
        if mark(stored.files) not in (base, mark(files)):
            raise KnownError(
                t("The form {name} has been changed by somebody else meanwhile; nothing was saved.",
                  name=stored.name),
                mend=t("Open it anew, and change that."),
            )  # fmt: skip
    return stores.report_forms.put(StoredForm(form.name, now, files))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise KnownError(t("{file} is too large for a form's file.", file=file))
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: is no text in UTF-8.", file=file), mend=t("Save it as UTF-8.")
        ) from None
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=file, reason=reason_of(error))
        ) from None
    if "\x00" in text:
        raise KnownError(t("{file}: is no text in UTF-8.", file=file), mend=t("Save it as UTF-8."))
    return text
