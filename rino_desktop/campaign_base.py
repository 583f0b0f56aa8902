"""What a campaign's file was made from: a mark of the settings that it was written with.

Without it two people who have a file each would undo each other's changes and not know it. A file
that somebody has written himself has no mark, and is the campaign as it is to be.
"""

import hashlib
import tomllib
from pathlib import Path

from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from rino_desktop import campaign_document
from rino_desktop.texts import t

#: The file's first key, above its sections.
KEY = "made_from"


def mark(settings: CampaignSettings) -> str:
    """The same for the same settings (their legal rules apart); it begins with the campaign's."""
    written = campaign_document.text(campaign_document.document(settings))
    return f"{_whose(settings)}-{_digest(written)[:12]}"


def _whose(settings: CampaignSettings) -> str:
    return _digest(settings.name.casefold())[:6]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def marked(settings: CampaignSettings) -> str:
    """The campaign's file, with the mark of what it was made from."""
    written = campaign_document.text(campaign_document.document(settings))
    return f'{KEY} = "{mark(settings)}"\n\n{written}'


def mark_in(path: Path) -> str:
    """ "" where the file has none. The file has been read as a campaign's before."""
    return str(tomllib.loads(path.read_bytes().decode("utf-8-sig")).get(KEY, ""))


def next_line(path: Path, saved: CampaignSettings) -> str:
    """What the file's first line has to be before it is used for another change; "" where that is
    all the same."""
    found, made_from = mark_in(path), mark(saved)
    return f'{KEY} = "{made_from}"' if found not in ("", made_from) else ""


def require_unchanged(path: Path, present: CampaignSettings, wished: CampaignSettings) -> None:
    """KnownError when the campaign has other settings by now than the file was made from, and is
    to get others than these."""
    found = mark_in(path)
    if not found.startswith(f"{_whose(present)}-"):
        return  # made from none, or from another campaign
    if found != mark(present) and mark(wished) != mark(present):
        raise KnownError(
            t("The campaign {name} has been changed since {file} was made from it; nothing was "
              "saved.", name=present.name, file=path.name),
            mend=t("Write the campaign as it is to another file, and change that: {command}.",
                   command=f'rino-desktop campaign show "{present.name}" --out FILE.toml'),
        )  # fmt: skip
