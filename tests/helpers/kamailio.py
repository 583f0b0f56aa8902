"""Kamailio as a provider's registrar and proxy with digest accounts."""

from collections.abc import Mapping
from pathlib import Path

from tests.helpers.ports import free_tcp_port, free_udp_port, tcp_port_is_taken, udp_port_is_taken
from tests.helpers.processes import PATIENCE_S, RunningProcess, wait_until

REALM = "rino"

_CONFIG = """#!KAMAILIO
debug=1
log_stderror=yes
fork=yes
children=2
disable_tcp={no_tcp}
tcp_children=2
enable_tls={tls}
auto_aliases=no
listen={kind}:127.0.0.1:{port}
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
{tls_lines}
loadmodule "sl.so"
loadmodule "tm.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "xlog.so"
loadmodule "auth.so"
loadmodule "htable.so"
modparam("usrloc", "db_mode", 0)
modparam("registrar", "min_expires", 10)
modparam("registrar", "max_expires", 3600)
modparam("htable", "htable", "users=>size=8;")
event_route[htable:mod-init] {{
{accounts}
}}
request_route {{
    if (!mf_process_maxfwd_header("10")) {{ sl_send_reply("483", "Too Many Hops"); exit; }}
    if (is_method("CANCEL")) {{ if (t_check_trans()) t_relay(); exit; }}
    if (has_totag()) {{
        if (loose_route()) {{ t_relay(); exit; }}
        if (is_method("ACK")) {{ if (t_check_trans()) t_relay(); exit; }}
        sl_send_reply("404", "Not here"); exit;
    }}
    if (is_method("REGISTER")) {{
        if (!pv_www_authenticate("{realm}", "$sht(users=>$tU)", "0")) {{
            www_challenge("{realm}", "1"); exit;
        }}
        consume_credentials();
        if (!save("location")) {{ sl_reply_error(); }}
        xlog("L_ALERT", "registered $tU from $si:$sp expires=$hdr(Expires) contact=$ct\\n");
        exit;
    }}
    if (is_method("INVITE") && $sht(users=>$fU) != $null) {{
        if (!pv_proxy_authenticate("{realm}", "$sht(users=>$fU)", "0")) {{
            proxy_challenge("{realm}", "1"); exit;
        }}
        consume_credentials();
    }}
    if (is_method("OPTIONS") && $rU == $null) {{ sl_send_reply("200", "OK"); exit; }}
    record_route();
    if (!lookup("location")) {{ sl_send_reply("404", "Not registered"); exit; }}
    t_relay();
}}
"""


_TLS = """loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2")
modparam("tls", "certificate", "{certificate}")
modparam("tls", "private_key", "{key}")
modparam("tls", "verify_certificate", 0)
modparam("tls", "require_certificate", 0)
"""


class Kamailio(RunningProcess):
    """Accounts: user → password. INVITEs from an account are challenged with 407. ``tls``:
    certificate and key; then it speaks nothing but TLS."""

    def __init__(self, folder: Path, accounts: Mapping[str, str], port: int = 0, *,
                 tls: tuple[Path, Path] | None = None) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.port = port or (free_tcp_port() if tls else free_udp_port())
        lines = "\n".join(
            f'    $sht(users=>{user}) = "{password}";' for user, password in accounts.items()
        )
        config = folder / "kamailio.cfg"
        secure = _TLS.format(certificate=tls[0], key=tls[1]) if tls else ""
        config.write_text(
            _CONFIG.format(
                port=self.port, realm=REALM, accounts=lines, tls_lines=secure,
                kind="tls" if tls else "udp", tls="yes" if tls else "no",
                no_tcp="no" if tls else "yes",
            )
        )  # fmt: skip
        super().__init__(
            ["/usr/sbin/kamailio", "-DD", "-f", config, "-m", "16", "-M", "4", "-Y", folder,
             "-w", folder],
            folder / "kamailio.log",
        )  # fmt: skip
        taken = tcp_port_is_taken if tls else udp_port_is_taken
        self.wait_ready(lambda: taken(self.port))

    def registrations(self, user: str) -> list[str]:
        """The lines of its log that tell of successful (un)registrations of ``user``."""
        return [line for line in self.output().splitlines() if f"registered {user} " in line]

    def wait_registered(self, user: str, timeout_s: float = PATIENCE_S) -> None:
        wait_until(lambda: self.registrations(user), timeout_s, f"{user} registers")
