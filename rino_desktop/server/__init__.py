"""A shared Firebird server on Debian or Ubuntu: set up, looked at, backed up, tunnelled.

``plan`` says what is wanted and ``places`` where it lies; ``files`` writes what Firebird, stunnel
and systemd read; ``instance`` is the server that runs. ``setup`` does what is missing, ``look``
only tells it, ``nightly`` makes the backups, ``tunnel`` lets workstations in over TLS.
"""
