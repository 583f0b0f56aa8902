"""A wallet that hangs, or waits for its owner, keeps nobody waiting but who needs its secret."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from engine.adapters.voice_store import open_url
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings, TrunkStatus
from engine.errors import KnownError
from engine.ports.telephony import CallEnded, TrunkStatusChanged
from rino_desktop import bootstrap, secret_keeping, secret_store, struck_out, system_keyring
from rino_desktop.secret_keeping import Wish
from rino_desktop.secret_store import Environment
from tests.helpers.telephony import Network, SystemClock
from tests.helpers.wallet import Wallet, installed

VALUE = "gehe1m-geheim"


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    ring = installed(monkeypatch)
    ring.kept["RINO Desktop", "PBX"] = VALUE
    ring.answers.clear()
    yield ring
    ring.answers.set()
    for each in tuple(system_keyring._hanging):
        each.join()
    struck_out.forget_all()


@pytest.fixture
def far_end() -> Iterator[str]:
    """Somebody listens there, whoever asks."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        yield f"sip:127.0.0.1:{there.getsockname()[1]}"


def _network(far_end: str) -> Network:
    with_password = Trunk(1, TrunkSettings("city", far_end, password_env="PBX"), 1)
    without = Trunk(2, TrunkSettings("other", far_end), 1)
    return Network(bootstrap.telephony(), SystemClock(), [with_password, without])


async def test_only_its_own_trunk_waits_for_a_password(wallet: Wallet, far_end: str) -> None:
    net = _network(far_end)
    async with net:
        await asyncio.to_thread(wallet.hanging.wait)
        call = net.place("+79120000001")
        # All that is done by the event loop that gave the trunks, while the wallet hangs.
        other = await net.wait_for(TrunkStatusChanged, trunk_id=2)
        assert other.status is TrunkStatus.READY
        assert not wallet.answers.is_set()
        assert call.events == []  # not known yet is no refusal
        assert [each for each in net.events if getattr(each, "trunk_id", 0) == 1] == []

        wallet.fault = RuntimeError("its owner has gone")
        wallet.answers.set()
        failed = await net.wait_for(TrunkStatusChanged, trunk_id=1)
        assert failed.status is TrunkStatus.FAILED
        assert "PBX cannot be read: The keyring cannot be used: its owner has gone" in failed.detail
        assert failed.retry_at is not None
        ended = await call.wait(CallEnded)
        assert ended.cause is HangupCause.NETWORK_OUT_OF_ORDER

        # It is asked again, without anybody changing the trunk; the longer it refuses the later.
        watch = net.telephony._trunks[1]  # type: ignore[attr-defined]
        pauses = [watch._password_retry_s]
        for _ in range(5):
            await watch._ask_password()
            pauses.append(watch._password_retry_s)
        assert pauses == [120, 240, 480, 900, 900, 900]
        wallet.fault = None
        net.telephony._trunks[1].open()  # type: ignore[attr-defined] # as its timer does
        await net.wait_for(TrunkStatusChanged, trunk_id=1, status=TrunkStatus.READY)
        assert watch._password_retry_s == 60


async def test_a_trunk_that_is_taken_away_meanwhile(wallet: Wallet, far_end: str) -> None:
    net = _network(far_end)
    async with net:
        await asyncio.to_thread(wallet.hanging.wait)
        net.telephony.set_trunks([])
        net.telephony.set_trunks(net.trunks)
        wallet.answers.set()
        await net.wait_for(TrunkStatusChanged, trunk_id=1, status=TrunkStatus.READY)
    assert len([e for e in net.events if getattr(e, "trunk_id", 0) == 1]) == 1


def test_nobody_queues_behind_one_that_hangs(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_keyring, "_PATIENCE_S", 0.01)
    for _ in range(3):
        with pytest.raises(KnownError, match="does not answer"):
            secret_store.secret("PBX")
    assert len([each for each in threading.enumerate() if each.name == "keyring"]) == 1
    assert secret_store.look("PBX").keyring
    # It has died with the question open, and another one is there: asked after a while.
    again = installed(monkeypatch)
    again.kept["RINO Desktop", "PBX"] = VALUE
    monkeypatch.setattr(system_keyring, "_PATIENCE_S", 5.0)
    with pytest.raises(KnownError, match="does not answer"):
        secret_store.secret("PBX")
    for each in system_keyring._hanging:
        system_keyring._hanging[each] -= system_keyring._SILENCE_S
    assert secret_store.secret("PBX") == VALUE
    # At once where the question has come to its end.
    system_keyring._hanging.update(
        dict.fromkeys(system_keyring._hanging, next(iter(system_keyring._hanging.values())) + 3600)
    )
    wallet.answers.set()
    for each in tuple(system_keyring._hanging):
        each.join()
    assert secret_store.secret("PBX") == VALUE
    assert system_keyring._hanging == {}


def test_who_saves_is_given_the_time_to_unlock_it(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the window of the wallet that is open already, since the form has looked for it."""
    monkeypatch.setattr(system_keyring, "_PATIENCE_S", 0.01)
    assert secret_store.look("RINO_PBX").fault is not None
    unlock = threading.Timer(0.2, wallet.answers.set)
    unlock.start()
    kept = secret_keeping.keep(Wish(value=VALUE), "", (), "RINO_PBX")
    assert (kept.name, wallet.kept["RINO Desktop", "RINO_PBX"]) == ("RINO_PBX", VALUE)
    unlock.join()
    # One that stays locked is not taken for one that has nothing.
    wallet.fault = RuntimeError("locked")
    with pytest.raises(KnownError, match="locked"):
        secret_keeping.keep(Wish(value=VALUE), "", (), "RINO_PBX")


def test_a_voice_store_asks_when_it_connects(wallet: Wallet) -> None:
    """It is made on event loops, and used on threads."""
    store = open_url("sftp://u@127.0.0.1:1/x", Environment("RINO_VOICE_STORE_PASSWORD"))
    assert not wallet.hanging.is_set()

    def connect() -> None:
        with pytest.raises(KnownError):  # nobody listens there
            store.is_there()

    thread = threading.Thread(target=connect)
    thread.start()
    wallet.hanging.wait()
    wallet.answers.set()
    thread.join()
    store.close()
