"""A clean Debian or Ubuntu in a folder, made from the mirrors that this machine uses, in which
packages are installed and their programs run. Root is needed; no service manager."""

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

#: The root sees the machine's processes and devices, and has a /run of its own; it all goes with
#: the command. What follows the number of seconds is what dpkg's scripts see of a service manager.
_ENTER = r"""
root=$1; shift
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
exec chroot "$root" "$@"
"""


def mirrors() -> list[str]:
    """The machine's sources of its own distribution, as lines of a sources.list."""
    form = "$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)"
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", form], check=True, capture_output=True, text=True
    )
    found = dict.fromkeys(
        line for line in done.stdout.splitlines() if line.startswith(("Debian|", "Ubuntu|"))
    )
    assert found, "this machine knows no mirror of Debian or Ubuntu: apt-get update"
    return ["deb {1} {2} {3}".format(*line.split("|")) for line in found]


def apt_options() -> list[str]:
    """How this machine reaches its mirrors: proxies, certificates, patience."""
    done = subprocess.run(["apt-config", "dump"], check=True, capture_output=True, text=True)
    wanted = re.compile(r"Acquire::(http|https|Check-|Retries|Languages)")
    return [line for line in done.stdout.splitlines() if wanted.match(line) and '""' not in line]


def begin(folder: Path, log: Path) -> "subprocess.Popen[bytes]":
    """Starts to make one in ``folder``: half a minute."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )["VERSION_CODENAME"].strip('"')
    command = [
        "mmdebstrap", "--mode=root", "--variant=apt", "--format=directory", "--quiet",
        "--dpkgopt=force-unsafe-io", "--skip=cleanup/apt",
        *(f"--aptopt={line}" for line in apt_options()), '--aptopt=Acquire::Retries "5"',
        release, str(folder), *mirrors(),
    ]  # fmt: skip
    with log.open("wb") as said:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)


@contextlib.contextmanager
def own_folder(prefix: str, place: Path) -> Iterator[Path]:
    """A new folder in ``place``, removed at the end; those of runs that were killed before they
    could do so are removed as well. Who lives holds a lock on his."""
    for left in place.glob(f"{prefix}*"):
        _remove_left(left)
    while True:
        made = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        lock = os.open(made, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists():
            break
        os.close(lock)  # another run took it for one that was left
    try:
        yield made
    finally:
        os.close(lock)
        shutil.rmtree(made)


def _remove_left(folder: Path) -> None:
    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # somebody else's, or just removed
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # What the machine has mounted there is not the run's.
        if str(folder) not in Path("/proc/mounts").read_text("utf-8"):
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


class DebianRoot:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(Path("/etc") / name, folder / "etc" / name)

    def command(self, *words: str) -> list[str]:
        """What runs ``words`` in it."""
        return ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _ENTER, "enter",
                str(self.folder), *words]  # fmt: skip

    def run(
        self,
        *words: str,
        user: str = "",
        timeout_s: float = 120.0,
        status: int = 0,
        both: bool = False,
        **more: str,
    ) -> str:
        """Its standard output, with ``both`` the other one too; AssertionError with both when it
        ends otherwise. ``more``: environment."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive", **more,
        }  # fmt: skip
        as_user: Sequence[str] = ()
        if user:
            as_user = ("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups")
            environment["HOME"] = f"/home/{user}"
        done = subprocess.run(
            self.command("env", "-i", *(f"{k}={v}" for k, v in environment.items()),
                         *as_user, *words),
            stdin=subprocess.DEVNULL, capture_output=True,
            timeout=timeout_s, check=False,
        )  # fmt: skip
        said, complaints = (each.decode("utf-8", "replace") for each in (done.stdout, done.stderr))
        assert done.returncode == status, (
            f"{' '.join(words)}: {done.returncode}\n{said}\n{complaints}"
        )
        return said + complaints if both else said

    def install(self, *packages: Path, status: int = 0) -> str:
        """With everything that they depend on. What apt says."""
        for package in packages:
            shutil.copyfile(package, self.folder / "var/tmp" / package.name)
        said = self.run(
            "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=5", "install", "-y",
            "--no-install-recommends", *(f"/var/tmp/{package.name}" for package in packages),
            timeout_s=300.0, both=True, status=status,
        )  # fmt: skip
        for package in packages:
            (self.folder / "var/tmp" / package.name).unlink()
        return said

    def state_of(self, package: str) -> str:
        return self.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Version}", package)
