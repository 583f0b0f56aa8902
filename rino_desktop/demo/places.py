"""Where the demo keeps its files: one folder below the current one, nothing outside of it."""

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO

from engine.errors import KnownError
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

FOLDER = "demo-output"
KINDS = ("summary", "results", "attempts")
#: What operators have filled in; a report of the form, not of the campaign.
ANSWERS = "answers"
FORMATS = ("pdf", "xlsx", "html", "csv", "json")


@dataclass(frozen=True, slots=True)
class Places:
    """``root`` is absolute. What lies in ``data`` is the office's own: database, voices, log."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def database(self) -> Path:
        return self.data / "demo.fdb"

    @property
    def voice(self) -> Path:
        return self.data / "voice"

    @property
    def farm(self) -> Path:
        return self.data / "subscribers"

    @property
    def engine_log(self) -> Path:
        return self.data / "engine.log"

    @property
    def config(self) -> Path:
        return self.root / "demo.toml"

    @property
    def campaign(self) -> Path:
        return self.root / "campaign.toml"

    @property
    def billing(self) -> Path:
        """The sample billing database."""
        return self.data / "billing.fdb"

    @property
    def billing_campaign(self) -> Path:
        return self.root / "billing.toml"

    @property
    def billing_report(self) -> Path:
        return self.root / "billing.json"

    @property
    def contacts(self) -> Path:
        return self.root / "debtors.csv"

    @property
    def rejects(self) -> Path:
        return self.root / "debtors.rejects.csv"

    @property
    def operators_log(self) -> Path:
        return self.data / "operators.log"

    @property
    def given(self) -> Path:
        """What virtual operators say that they have filled in."""
        return self.data / "answers-given.jsonl"

    @property
    def desk(self) -> Path:
        """What workstations keep until it is saved."""
        return self.data / "desk"

    @property
    def clients(self) -> Path:
        """The list of the demo with operators."""
        return self.root / "clients.csv"

    @property
    def clients_rejects(self) -> Path:
        return self.root / "clients.rejects.csv"

    @property
    def form(self) -> Path:
        """What operators fill in."""
        return self.root / "survey.form.json"

    @property
    def recordings(self) -> Path:
        return self.root / "recordings"

    def report(self, kind: str, file_format: str) -> Path:
        return self.root / f"{kind}.{file_format}"

    def settings(self, given: Settings) -> Settings:
        """Those of the demo's office: whatever ``given`` says, the user's database stays alone."""
        return replace(given, database=str(self.database), password=None, voice_store=self.voice,
                       voice_store_url="", voice_store_from="demo", sources={})  # fmt: skip

    def clear(self) -> None:
        """Take away what an earlier demo left, and nothing else; make the folders."""
        for folder in (self.data, self.recordings):
            shutil.rmtree(folder, ignore_errors=True)
        reports = [self.report(kind, form) for kind in (*KINDS, ANSWERS) for form in FORMATS]
        files = (self.config, self.campaign, self.contacts, self.rejects, self.billing_campaign,
                 self.billing_report, self.clients, self.clients_rejects, self.form,
                 *reports)  # fmt: skip
        for file in files:
            file.unlink(missing_ok=True)
        for folder in (self.data, self.voice, self.recordings):
            folder.mkdir(parents=True)


class OnlyDemo:
    """Holds the output folder for one demo at a time, whatever way that demo ends."""

    def __init__(self, root: Path) -> None:
        self.places = Places(root.absolute())
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Places:
        root = self.places.root
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._lock = (root / ".lock").open("wb")
            held = _hold(self._lock)
            if held:
                self.places.clear()
        except OSError as error:
            self._release()
            raise KnownError(
                t("The demo cannot write to {folder}: {reason}.", folder=root,
                  reason=reason_of(error)),
                mend=t("Run it in a folder that you may write to."),
            ) from error  # fmt: skip
        if not held:
            self._release()
            raise KnownError(
                t("Another demo is running in {folder}.", folder=root),
                mend=t("Wait for its end, or run this one in another folder."),
            )
        return self.places

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _hold(lock: IO[bytes]) -> bool:
    """The system lets go of it when the process ends, however that happens."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except PermissionError:
        if sys.platform == "win32":  # what it says of a held lock
            return False
        raise
    return True
