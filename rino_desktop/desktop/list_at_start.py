"""A campaign's list is brought up to date before the campaign is started from a window."""

from PySide6.QtCore import QCoreApplication

from rino_desktop import segment_refresh
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.segments import NobodyMatches
from rino_desktop.texts.errors import said_message
from rino_desktop.ui.dialogs import confirm

translate = QCoreApplication.translate


async def bring_up_to_date(console: Console, campaign: str) -> bool:
    """False: nobody matches any more, and the user does not start it with an empty list.
    KnownError, StorageUnavailable."""
    settings, actor = console.connection.settings, console.connection.actor
    try:
        await in_thread(segment_refresh.refresh_before_start, settings, campaign, actor)
    except NobodyMatches as nobody:
        question = translate(
            "ListAtStart",
            "{fault}\n\nThe criterion or its data source may be wrong. If nobody is meant to be"
            " called, all who are still to be called are withdrawn, and the campaign is started.",
        )
        if not await confirm(
            console.window,
            translate("ListAtStart", "Start “{name}” with nobody to call?").format(name=campaign),
            question.format(fault=said_message(nobody)),
            translate("ListAtStart", "Withdraw all and start"), danger=True,
        ):  # fmt: skip
            return False
        await in_thread(
            segment_refresh.refresh_before_start, settings, campaign, actor, allow_empty=True
        )
    return True
