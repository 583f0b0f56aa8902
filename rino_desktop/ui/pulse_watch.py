"""Which devices PulseAudio (or PipeWire in its stead) has at the moment, from itself.

WORKAROUND: Qt 6.11 tells at once of a device that has been plugged in, but of one that was pulled
out only together with the next one that is plugged in (measured). So the sound server is asked for
the names, which are Qt's ids. Elsewhere, and where its library is missing, nothing is told.
"""

import atexit
import ctypes
import logging
import sys
from typing import Any

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)

_LIBRARY = "libpulse.so.0"
_NO_AUTOSPAWN = 1
_READY, _FAILED, _TERMINATED = 4, 5, 6
_SINKS_AND_SOURCES = 1 | 2
_NOTIFY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
_EVENT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p)
#: Both pa_sink_info and pa_source_info begin with the name.
_INFO = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_void_p
)


class PulseWatch(QObject):
    #: frozenset[str]: the names of all there are now; told at the beginning, and after changes.
    #: None: the sound server has ended, nothing more is known.
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library: Any = None
        self._loop: Any = None
        self._names: set[str] = set()
        #: A question is under way; and whether what it will tell is out of date already.
        self._asking = self._again = False
        # Called on the sound server's own thread; they have to live as long as it does.
        self._on_state = _NOTIFY(self._state_changed)
        self._on_event = _EVENT(lambda *_: self._ask())
        self._on_sink, self._on_source = _INFO(self._sink_told), _INFO(self._source_told)
        if sys.platform == "linux":
            self._start()

    def stop(self) -> None:
        """Nothing is told any more, also not at the end of the program."""
        loop, self._loop = self._loop, None
        if loop is not None:
            self._library.pa_threaded_mainloop_stop(loop)
            atexit.unregister(self.stop)

    def _start(self) -> None:
        try:
            pulse = self._library = ctypes.CDLL(_LIBRARY)
        except OSError as error:
            log.info("devices that are pulled out are not told of: %s", error)
            return
        pulse.pa_threaded_mainloop_new.restype = ctypes.c_void_p
        pulse.pa_threaded_mainloop_get_api.restype = ctypes.c_void_p
        pulse.pa_context_new.restype = ctypes.c_void_p
        for name in ("get_sink_info_list", "get_source_info_list", "subscribe"):
            getattr(pulse, f"pa_context_{name}").restype = ctypes.c_void_p
        loop = ctypes.c_void_p(pulse.pa_threaded_mainloop_new())
        api = ctypes.c_void_p(pulse.pa_threaded_mainloop_get_api(loop))
        self._context = ctypes.c_void_p(pulse.pa_context_new(api, b"rino-desktop devices"))
        pulse.pa_context_set_state_callback(self._context, self._on_state, None)
        pulse.pa_context_set_subscribe_callback(self._context, self._on_event, None)
        connected = pulse.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None)
        if connected < 0 or pulse.pa_threaded_mainloop_start(loop) < 0:
            log.info("no PulseAudio here")
            return
        self._loop = loop
        atexit.register(self.stop)

    # --- on the sound server's thread -----------------------------------------------------------

    def _state_changed(self, _context: int, _data: int) -> None:
        now = self._library.pa_context_get_state(self._context)
        if now in (_FAILED, _TERMINATED):
            self.told.emit(None)
        elif now == _READY:
            self._free(
                self._library.pa_context_subscribe(self._context, _SINKS_AND_SOURCES, None, None)
            )
            self._ask()

    def _ask(self) -> None:
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._free(self._library.pa_context_get_sink_info_list(self._context, self._on_sink, None))

    def _sink_told(self, _context: int, info: Any, over: int, _data: int) -> None:
        if not over:
            self._names.add(info[0].decode(errors="replace"))
        else:
            self._free(
                self._library.pa_context_get_source_info_list(self._context, self._on_source, None)
            )

    def _source_told(self, _context: int, info: Any, over: int, _data: int) -> None:
        if not over:
            self._names.add(info[0].decode(errors="replace"))
        else:
            names, self._names = frozenset(self._names), set()
            self._asking = False
            if over > 0:
                self.told.emit(names)
            if self._again:
                self._ask()

    def _free(self, operation: int | None) -> None:
        if operation:
            self._library.pa_operation_unref(ctypes.c_void_p(operation))
