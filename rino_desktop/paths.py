"""Where the application keeps its files. ``RINO_DATA`` moves all of them at once."""

import os
from pathlib import Path

_NAME = "rino-desktop"


def data_folder() -> Path:
    """Databases, voices, recordings. Not created here."""
    moved = os.environ.get("RINO_DATA")
    if moved:
        return Path(moved).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False)


def log_folder() -> Path:
    moved = os.environ.get("RINO_DATA")
    if moved:
        return Path(moved).expanduser().absolute() / "log"
    from platformdirs import user_log_path

    return user_log_path(_NAME, appauthor=False)


def default_database() -> Path:
    return data_folder() / "rino.fdb"


def voice_store() -> Path:
    """Prompts, synthesised fragments and recordings."""
    return data_folder() / "voice"


def resources() -> Path:
    """Sample schemes, prompts, icons."""
    from rino_desktop.ui.places import resources as found

    return found()


def manual() -> Path:
    """What Help opens: a folder for each language, and the same as PDF."""
    from rino_desktop.ui.places import manual as found

    return found()
