"""Pool and worker understand each other."""

import typing

import pytest

from engine.adapters.pjsip import messages

_SAMPLES = {
    str: 'имя "quoted"\r\n',
    int: 7,
    float: 1795434242.2189562,
    bool: True,
    float | None: None,
    int | None: 486,
    tuple[str, ...]: ("/a b/ё.wav", "c.wav"),
    tuple[int, int]: (30000, 30007),
    typing.Mapping[str, str]: {"X-Id": "1"},
    typing.Mapping[str, int]: {"0f": 40000},
}
_KINDS = [*messages.Command.__args__, *messages.Report.__args__]


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.__name__)
def test_every_message_survives_the_pipe(kind: type) -> None:
    hints = typing.get_type_hints(kind)
    values = [_SAMPLES[_plain(hint)] for hint in hints.values()]
    message = kind(*values)
    line = messages.encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert messages.decode(line) == message
    assert type(messages.decode(line)) is kind


def _plain(hint: object) -> object:
    if "Mapping" not in str(hint):
        return hint
    return typing.Mapping[str, int] if "int" in str(hint) else typing.Mapping[str, str]


@pytest.mark.parametrize(
    "line",
    [b"", b"\n", b"[]\n", b"{}\n", b'["Nobody"]\n', b'["HangUp", 1, 2, 3]\n', b"\xff\n", b"17\n",
     b"Segmentation fault\n"],
)  # fmt: skip
def test_anything_else_is_refused_with_a_clear_error(line: bytes) -> None:
    with pytest.raises(ValueError, match="no message of a line worker"):
        messages.decode(line)
