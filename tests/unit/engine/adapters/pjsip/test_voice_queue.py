"""Frames from one media clock to another."""

from engine.adapters.pjsip.voice_queue import VoiceQueue


def _frames(count: int, first: int = 0) -> list[bytes]:
    return [bytes([number]) for number in range(first, first + count)]


def test_frames_come_out_in_order() -> None:
    queue = VoiceQueue()
    for frame in _frames(3):
        queue.push(frame)
    assert [queue.pull() for _ in range(4)] == [*_frames(3), None]


def test_after_a_stall_the_oldest_go() -> None:
    queue = VoiceQueue()
    for frame in _frames(20):
        queue.push(frame)
    assert queue.pull() == bytes([12])


def test_uneven_turns_cost_one_silent_frame_and_no_more() -> None:
    """The sender is late once; from then on one frame lies ready."""
    queue, silent = VoiceQueue(), 0
    for turn in range(400):
        # Every fourth turn the sender comes after the pull, and twice before the next one.
        late = turn % 4 == 3
        if turn and (turn - 1) % 4 == 3:
            queue.push(b"x")
        if not late:
            queue.push(b"x")
        silent += queue.pull() is None
    assert silent == 1


def test_what_lies_unused_is_taken_out_again() -> None:
    queue = VoiceQueue()
    for _ in range(6):
        queue.push(b"x")
    for _ in range(1000):
        queue.push(b"x")
        assert queue.pull() is not None
    left = 0
    while queue.pull() is not None:
        left += 1
    assert left == 1


def test_a_new_voice_begins_with_nothing() -> None:
    queue = VoiceQueue()
    queue.push(b"x")
    queue.clear()
    assert queue.pull() is None
