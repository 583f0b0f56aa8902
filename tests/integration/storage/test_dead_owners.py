"""What a killed process has held of an embedded database comes free."""

import ctypes
import mmap
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase, create_database, parse_address
from engine.adapters.firebird.dead_owners import DeadOwners, mapped, shared_files
from engine.adapters.firebird.runtime import lock_folder

#: Where in the file the mutex is; Firebird's lie anywhere.
PLACE = 264
#: A mutex as Firebird makes it, in a file that others map; the main thread locks it and is killed.
_KILLED = f"""
import ctypes, mmap, os, signal, sys
file = os.open(sys.argv[1], os.O_RDWR)
memory = mmap.mmap(file, 4096)
libc = ctypes.CDLL(None)
mutex = ctypes.byref(ctypes.c_char.from_buffer(memory, {PLACE}))
kind = ctypes.create_string_buffer(16)
libc.pthread_mutexattr_init(kind)
libc.pthread_mutexattr_setpshared(kind, 1)
libc.pthread_mutex_init(mutex, kind)
libc.pthread_mutex_lock(mutex)
if sys.argv[2] == "lives":
    print("locked", flush=True)
    sys.stdin.read()
    libc.pthread_mutex_unlock(mutex)
else:
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _waiting(file: Path) -> tuple[threading.Thread, mmap.mmap]:
    """A thread that wants the mutex, and has it as soon as it can be had."""
    with file.open("r+b") as opened:
        memory = mmap.mmap(opened.fileno(), 4096)
    mutex = ctypes.c_char.from_buffer(memory, PLACE)
    libc = ctypes.CDLL(None)

    def want() -> None:
        libc.pthread_mutex_lock(ctypes.byref(mutex))
        libc.pthread_mutex_unlock(ctypes.byref(mutex))

    thread = threading.Thread(target=want, daemon=True)
    thread.start()
    return thread, memory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "fb_lock_1"
    file.write_bytes(bytes(4096))
    return file


def test_what_a_killed_process_has_held_comes_free(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, file, "dies"], check=False)
    assert done.returncode == -signal.SIGKILL
    thread, memory = _waiting(file)
    assert shared_files(file.parent) == {file}
    owners = DeadOwners(file.parent)
    assert owners.look() == 0, "seen once is not enough"
    thread.join(0.2)
    assert thread.is_alive()
    assert owners.look() == 1
    thread.join(10)
    assert not thread.is_alive()
    assert (owners.look(), owners.look()) == (0, 0)
    memory.flush()


def test_what_somebody_holds_who_lives_stays_his(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, file, "lives"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "locked\n"
        thread, memory = _waiting(file)
        owners = DeadOwners(file.parent)
        assert (owners.look(), owners.look()) == (0, 0)
        assert thread.is_alive()
        holder.stdin.close()
        thread.join(10)
        assert not thread.is_alive()
        memory.flush()


def test_firebirds_own_have_that_layout(tmp_path: Path) -> None:
    """Another Firebird or another C library may have another one: then nothing would be freed."""
    address = parse_address(str(tmp_path / "own.fdb"))
    create_database(address, "")
    database = FirebirdDatabase(address)
    try:
        database.transact(lambda s: s.campaigns.all())
        # Not held by anybody: lock, count, owner; waited at by as many as there are; the kind.
        free = re.compile(rb"\0{12}....\x80\0{23}", re.DOTALL)
        found = []
        for file in shared_files(lock_folder()):
            with mapped(file) as memory:
                found += free.findall(memory[:])
        assert found
        assert any(each.name == "dead owners" for each in threading.enumerate())
    finally:
        database.close()
