"""fsspec's SFTP file system, with known hosts only and with time limits."""

import logging
from typing import Any

import paramiko  # type: ignore[import-untyped]
from fsspec.implementations.sftp import SFTPFileSystem  # type: ignore[import-untyped]

#: Its own log has tracebacks; what went wrong is told by whoever called.
logging.getLogger("paramiko").setLevel(logging.CRITICAL)

_CONNECT_S = 10.0


class KnownHostsSftp(SFTPFileSystem):  # type: ignore[misc] # it has no types
    """A host whose key is not among the known ones is refused: recordings are nobody else's.

    ``known_hosts``: a file beside ~/.ssh/known_hosts; ``timeout``: seconds that any one exchange
    with the server may take.
    """

    def _connect(self) -> None:
        options: dict[str, Any] = dict(self.ssh_kwargs)
        timeout = float(options.pop("timeout", 20))
        extra = options.pop("known_hosts", None)
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        if extra:
            self.client.load_host_keys(str(extra))
        self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
        limit = min(timeout, _CONNECT_S)
        self.client.connect(
            self.host, timeout=limit, banner_timeout=limit, auth_timeout=limit,
            channel_timeout=limit, **options,
        )  # fmt: skip
        transport = self.client.get_transport()
        if transport is not None:
            transport.set_keepalive(15)
        self.ftp = self.client.open_sftp()
        channel = self.ftp.get_channel()
        if channel is not None:
            channel.settimeout(timeout)

    def end(self) -> None:
        self.client.close()
