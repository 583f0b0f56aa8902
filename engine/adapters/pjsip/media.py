"""Players and recorders of one call.

A player is called back from the media clock's thread. It is therefore never deleted while it can
still be reached from there: it is disconnected first and buried a little later (``bury``).
"""

import contextlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pjsua2 as pj

from engine.adapters.pjsip import wav_files
from engine.audio.recorded import parts_of


class Playback(pj.AudioMediaPlayer):  # type: ignore[misc]
    """One ``Play`` command being heard. UnplayableError when a file cannot be played."""

    def __init__(
        self,
        playback_id: int,
        files: tuple[str, ...],
        *,
        barge_in: bool,
        loop: bool,
        scratch: str,
        finished: Callable[["Playback"], None],
        happened: deque[Callable[[], None]],
    ) -> None:
        super().__init__()
        self.playback_id = playback_id
        self.barge_in = barge_in
        self._loop = loop
        self._finished: Callable[[Playback], None] | None = finished
        self._happened = happened
        self._temporary = ""
        name, temporary = wav_files.one_file(files, scratch)
        try:
            self.createPlayer(name, 0 if loop else pj.PJMEDIA_FILE_NO_LOOP)
        except pj.Error as error:
            if temporary:
                wav_files.forget(name)
            raise wav_files.UnplayableError(f"{name}: {error.reason}") from None
        if temporary:
            # Where open files can be unlinked nothing is left behind even by kill -9.
            wav_files.forget(name)
            self._temporary = name

    def onEof2(self) -> None:  # noqa: N802
        if not self._loop:
            self._happened.append(self._end)

    def _end(self) -> None:
        if self._finished is not None:
            self._finished(self)

    def orphan(self) -> None:
        """Forget the call: a buried player must not keep its call's object alive (see
        line_call)."""
        self._finished = None

    def tidy(self) -> None:
        if self._temporary:
            wav_files.forget(self._temporary)


class Recording:
    """Two mono recorders, made one stereo file (``engine.audio.recorded``) when both are closed.

    ``clock`` is a source of silence: a recorder without any source stands still, and the two
    channels would drift apart.
    """

    def __init__(self, path: Path, clock: Any) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        left, right = parts_of(path)
        self.left: Any = pj.AudioMediaRecorder()
        self.left.createRecorder(str(left))
        self.right: Any = pj.AudioMediaRecorder()
        self.right.createRecorder(str(right))
        clock.startTransmit(self.left)
        clock.startTransmit(self.right)

    def mute(self, muted: bool) -> None:
        """Write silence, or again what is heard; the time goes on."""
        for channel in (self.left, self.right):
            channel.adjustRxLevel(0.0 if muted else 1.0)

    def close(self) -> None:
        """The files are complete a media clock's tick (20 ms) later."""
        self.left = self.right = None


def join(source: Any, sink: Any) -> None:
    """Let ``sink`` hear ``source``; nothing happens when one of them is gone."""
    if source is not None and sink is not None:
        with contextlib.suppress(pj.Error):
            source.startTransmit(sink)


def part(source: Any, sink: Any) -> None:
    if source is not None and sink is not None:
        with contextlib.suppress(pj.Error):
            source.stopTransmit(sink)
