"""The phone process: one telephone, in a process of its own (``python -m …process``), so that a
crash of the SIP stack costs the calls it carries, and never the window."""

import os
import sys

from engine.adapters.pjsip.worker import prepared, serve


def main() -> int:
    """Orders on stdin, events on stdout (see ``wire``); the end of stdin means that the window is
    gone. ``--log-level 0-5`` of the SIP stack."""
    level = int(sys.argv[2]) if sys.argv[1:2] == ["--log-level"] else 1
    # OpenBLAS would start a thread for each core; nothing here needs it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    out = prepared()
    # Here, and not above: importing it prints, and stdout must be safe by then.
    from engine.adapters.pjsip.softphone import wire
    from engine.adapters.pjsip.softphone.phone import Phone

    phone = Phone(out, level)
    return serve(phone, phone.capacity, wire.decode)


if __name__ == "__main__":
    sys.exit(main())
