"""The embedded Firebird's configuration file; the Windows installer puts it in its place."""

#: SuperClassic: several processes share one embedded file, each connection with a page cache of
#: its own (512 pages of 8 KiB), so memory does not grow with the database. A server that does not
#: answer a connection is given up after ten seconds instead of 180. After one second of waiting for
#: a lock Firebird looks whether its owner still lives (ten by default: so long would a process
#: killed with -9 hold up all others).
CONFIGURATION = """\
ServerMode = SuperClassic
DefaultDbCachePages = 512
TempCacheLimit = 16M
DeadlockTimeout = 1
ConnectionTimeout = 10
AuthClient = Srp256, Srp, Legacy_Auth
WireCrypt = Enabled
RemoteAccess = false
"""
