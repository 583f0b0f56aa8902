"""What all tests share."""

import gc
import os
import re
import shutil
import signal
import sys
from collections.abc import Generator
from pathlib import Path

# Shiboken hooks every import made after PySide6's; pydantic's own lazy modules do not survive
# that ("partially initialized module"). Loaded before pytest-qt brings PySide6, it is safe.
import hypothesis
import psutil
import pydantic
import pydantic.fields
import pytest

from tests.helpers.hand_out import handed_out

__all__ = ["pydantic"]

_MEMORY = Path("/dev/shm")
_WINDOWS = re.compile(r"PySide6|(from|import) (editor|rmt)\b|rino_desktop\.ui|desktop_here")
#: A whole run leaves far less than this: folders of tests that pass are removed at once.
_ENOUGH_BYTES = 3 << 30


def pytest_configure(config: pytest.Config) -> None:
    # A shell script ignores Ctrl+C in what it starts in the background, and so would every program
    # that a test starts and interrupts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # A busy machine is no reason to fail; what never ends runs into pytest's own timeout.
    patient = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=patient)
    hypothesis.settings.load_profile("busy")
    # The program is started hundreds of times: it shall find itself compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # No test asks the keyring of whoever runs it.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    # Databases write through to the disk, which costs more time than all their work. What a killed
    # process has written survives it in memory as well; no test switches the machine off.
    if _has_room():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def _has_room() -> bool:
    if not os.access(_MEMORY, os.W_OK) or os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:
        return False  # containers forbid programs there, and tests write some
    return min(shutil.disk_usage(_MEMORY).free, psutil.virtual_memory().available) > _ENOUGH_BYTES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:  # all workers must come to the same order
        items[:] = handed_out(items, lambda item: item.path)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there now, half a million objects, stays to the end of the run: the collector need
    not go over it again, a quarter of a second each time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """What a test has asked to be deleted later is: without a running event loop Qt would keep it,
    and each style sheet or language of later tests would be brought to all that was ever shown."""
    done = yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return done


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """What a file's tests leave behind goes: the language, which would be the next file's, the
    style sheet, with which every later window takes three times as long to make, and windows: the
    collector may run in a thread of some later test, and a window that is destroyed there takes the
    process with it."""
    if nextitem is not None and nextitem.path == item.path:
        return
    texts = sys.modules.get("rino_desktop.texts")
    if texts is not None:
        texts.set_language("en")  # as the program begins; the next file's tests read its texts
    if _WINDOWS.search(item.path.read_text(encoding="utf-8")):
        gc.collect()
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = None if widgets is None else widgets.QApplication.instance()
    if application is not None and application.styleSheet():
        application.setStyleSheet("")
