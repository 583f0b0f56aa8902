from hypothesis import given
from hypothesis import strategies as st

from engine.domain.campaign import QuotaCell
from engine.domain.quota import Room, group_of, met, placed, room, room_of, room_of_group

CELLS = (
    QuotaCell("women young", {"пол": "ж", "возраст": "18-34"}, 5),
    QuotaCell("women old", {"пол": "ж", "возраст": "35+"}, 5),
    QuotaCell("men", {"пол": "м"}, 5),
)


def test_what_the_list_says_for_certain() -> None:
    assert placed(CELLS, {"Пол": " Ж ", "возраст": "34"}) == ((0,), True)
    assert placed(CELLS, {"пол": "ж", "возраст": "18-34"}) == ((0,), True)
    assert placed(CELLS, {"пол": "М"}) == ((2,), True)
    assert placed(CELLS, {"пол": "ж"}) == ((0, 1), False)
    assert placed(CELLS, {}) == ((0, 1, 2), False)
    assert placed(CELLS, {"пол": ""}) == ((0, 1, 2), False)
    assert placed(CELLS, {"пол": "ж", "возраст": "17"}) == ((), False)
    assert met(CELLS, {"пол": "ж"}) == ()


def test_a_fraction_falls_where_its_whole_part_does() -> None:
    spans = (QuotaCell("", {"долг": "500-2999"}, 5), QuotaCell("", {"долг": "3000+"}, 5))
    found = {v: placed(spans, {"долг": v})[0] for v in ("600.50", "2999,99", "3000.00", "499.99")}
    assert found == {"600.50": (0,), "2999,99": (0,), "3000.00": (1,), "499.99": ()}
    for text in ("-600", "600 руб.", "6.0.0", "²", "1e3"):
        assert placed(spans, {"долг": text}) == ((), False)


def test_room() -> None:
    assert [room(CELLS[0], *n) for n in ((4, 0), (3, 2), (5, 0), (9, 3))] == [
        Room.OPEN, Room.BUSY, Room.FULL, Room.FULL,
    ]  # fmt: skip
    rooms = [Room.FULL, Room.BUSY, Room.OPEN]
    assert room_of((0, 2), True, rooms) is Room.FULL
    assert room_of((1, 2), True, rooms) is Room.BUSY
    assert room_of((0, 1), False, rooms) is Room.OPEN, "nobody reserves for the unknown"
    assert room_of((0,), False, rooms) is Room.FULL
    assert room_of((), False, rooms) is Room.FULL, "of no cell: not wanted"


@given(
    st.dictionaries(st.sampled_from(["пол", "возраст", "город"]),
                    st.sampled_from(["ж", "м", "20", "40", "", "x"])),
    st.lists(st.sampled_from(list(Room)), min_size=3, max_size=3),
)  # fmt: skip
def test_a_group_has_the_room_of_its_contacts(fields: dict[str, str], rooms: list[Room]) -> None:
    cells, certain = placed(CELLS, fields)
    group = group_of(CELLS, fields)
    assert len(group) < 220
    assert room_of_group(CELLS, rooms, group) is room_of(cells, certain, rooms)
    changed = (*CELLS, QuotaCell("more", {"город": "x"}, 1))
    assert room_of_group(changed, [*rooms, Room.OPEN], group) is Room.OPEN, "looked at anew"
