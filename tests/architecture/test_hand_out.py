"""The order of the test files (tests/helpers/hand_out.py)."""

from pathlib import Path

from tests.helpers.hand_out import handed_out

TESTS = Path(__file__).parents[1]


def test_files_that_wait_and_files_that_compute_take_turns() -> None:
    waiting = [f"e2e/test_{n}.py" for n in range(10)]
    computing = [f"unit/engine/test_{n}.py" for n in range(20)]
    items = [(TESTS / file, number) for file in waiting + computing for number in range(3)]
    ordered = handed_out(items, lambda item: item[0])
    assert sorted(ordered) == sorted(items), "nothing is lost"
    files = [path.relative_to(TESTS).as_posix() for path, _ in ordered[::3]]
    assert len(set(files)) == 30, "a file stays whole"
    assert [file for file in files if file in waiting] == waiting
    assert [file for file in files if file in computing] == computing
    assert files[0] == waiting[0], "what takes long begins first"
    for begin in range(0, 30, 3):
        assert sum(file in waiting for file in files[begin : begin + 3]) == 1
