"""Text lists: encoding, delimiter and quotation marks are found by themselves."""

import random
from pathlib import Path

import pytest

from engine.adapters.lists import open_list
from engine.errors import KnownError
from engine.lists.table import BrokenCells, FileKind, Row

RUSSIAN = """\
Список должников на 01.12.2026;;
ФИО;Телефон;Адрес
Ёлкина Анна Щукина;89123456789;г. Екатеринбург, ул. Ленина, д. 5
ПЕТРОВ ПЁТР;8 (912) 345-67-80;Свердловская обл. «Дом № 5»
"""


def read(path: Path, encoding: str | None = None) -> tuple[list[Row], str | None, str | None]:
    (table,) = open_list(path, encoding)
    assert table.info.kind is FileKind.TEXT
    return list(table.rows()), table.info.encoding, table.info.delimiter


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1251", "cp1251"), ("cp866", "cp866"),
     ("koi8-r", "koi8-r"), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
     ("utf-16-be", "utf-16-be"), ("mac-cyrillic", "mac-cyrillic"), ("iso8859-5", "iso8859-5")],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings(tmp_path: Path, codec: str, name: str, line_end: str) -> None:
    text = RUSSIAN
    if codec in ("cp866", "koi8-r", "iso8859-5"):
        text = text.replace("«", "'").replace("»", "'").replace("№", "N")
    data = text.replace("\n", line_end).encode(codec)
    rows, encoding, delimiter = read(written(tmp_path, data))
    assert (encoding, delimiter) == (name, ";")
    assert [cells for _, cells in rows] == [line.split(";") for line in text.splitlines()]
    assert [number for number, _ in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize("codec", ["cp1251", "cp866", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["Яна", "Анна", "Пётр", "ЛЕВ", "Юля Цой", "Ф"])
def test_a_few_letters_are_enough(tmp_path: Path, codec: str, name: str) -> None:
    rows, _, _ = read(written(tmp_path, f"phone;name\n89123456789;{name}\n".encode(codec)))
    assert rows[1] == (2, ["89123456789", name])


def test_western_names_are_not_taken_for_russian(tmp_path: Path) -> None:
    text = "phone;name;city\n+33612345678;José Müller;Besançon\n+33612345679;Zoé;Orléans\n"
    rows, _, _ = read(written(tmp_path, text.encode("cp1252")))
    assert [cells[1] for _, cells in rows] == ["name", "José Müller", "Zoé"]


def test_russian_letters_only_far_down_in_a_large_file(tmp_path: Path) -> None:
    filler = "".join(f"8912{n:07};plain\n" for n in range(120_000))  # beyond the first megabyte
    text = f"phone;name\n{filler}89990000000;Щербакова\n"
    rows, encoding, _ = read(written(tmp_path, text.encode("cp1251")))
    assert encoding == "cp1251"
    assert rows[-1] == (120_002, ["89990000000", "Щербакова"])


def test_utf8_characters_across_the_chunks_of_reading(tmp_path: Path) -> None:
    for shift in range(3):
        text = "x" * ((1 << 20) - 1 - shift) + "ЖЖ;€😀\nя;ю\n"
        rows, encoding, _ = read(written(tmp_path, text.encode()))
        assert encoding == "utf-8"
        assert rows[1] == (2, ["я", "ю"])


def test_one_broken_byte_costs_its_own_row(tmp_path: Path) -> None:
    lines = [f"8912345{n:04};Щукина Анна" for n in range(50)]
    data = ("Телефон;Имя\n" + "\n".join(lines) + "\n").encode()
    at = data.index("Щукина".encode(), 400)
    rows, encoding, _ = read(written(tmp_path, data[:at] + b"\xff" + data[at + 1 :]))
    assert encoding == "utf-8"
    broken = [number for number, cells in rows if isinstance(cells, BrokenCells)]
    assert len(broken) == 1
    good = [cells for _, cells in rows if not isinstance(cells, BrokenCells)]
    assert len(good) == 50
    assert all(cells[1] in ("Имя", "Щукина Анна") for cells in good)


def test_a_file_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    data = ("Телефон;Имя\n" + "89123456789;Щукина\n" * 9 + "89123456780;Я").encode()[:-1]
    rows, _, _ = read(written(tmp_path, data))
    assert [n for n, cells in rows if isinstance(cells, BrokenCells)] == [11]


def test_the_encoding_that_the_user_names(tmp_path: Path) -> None:
    path = written(tmp_path, RUSSIAN.replace("«", "").replace("»", "").encode("cp1251"))
    assert read(path, "windows-1251")[1] == "cp1251"
    with pytest.raises(KnownError, match=r"list\.csv is not utf-8: byte 0xd1 at offset 0 does"):
        read(path, "utf-8")
    with pytest.raises(KnownError, match="encoding 'klingon' is unknown"):
        read(path, "klingon")
    assert read(written(tmp_path, RUSSIAN.encode("utf-8-sig")), "utf8")[0][0][1][0] == \
        "Список должников на 01.12.2026"  # fmt: skip
    assert len(read(written(tmp_path, RUSSIAN.encode("utf-16")), "utf-16")[0]) == 4


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = [["Имя", "Телефон", "Долг"], ["Анна", "89123456789", "5"], ["Пётр", "89123456780", ""]]
    text = "\n".join(delimiter.join(line) for line in lines)
    rows, _, found = read(written(tmp_path, text.encode()))
    assert found == delimiter
    assert [cells for _, cells in rows] == lines


def test_commas_in_addresses_and_amounts_are_no_delimiters(tmp_path: Path) -> None:
    text = "ФИО;Адрес;Долг\n" + "Анна;г. Уфа, ул. Мира, 5, 7;1 250,30\n" * 20
    rows, _, delimiter = read(written(tmp_path, text.encode()))
    assert delimiter == ";"
    assert rows[1][1] == ["Анна", "г. Уфа, ул. Мира, 5, 7", "1 250,30"]


def test_a_file_of_one_column(tmp_path: Path) -> None:
    rows, _, delimiter = read(written(tmp_path, b"89123456789\n89123456780\n"))
    assert delimiter is None
    assert rows == [(1, ["89123456789"]), (2, ["89123456780"])]


def test_excels_own_delimiter_line(tmp_path: Path) -> None:
    rows, _, delimiter = read(written(tmp_path, b"sep=,\nphone,name\n89123456789,Ann\n"))
    assert delimiter == ","
    assert rows == [(2, ["phone", "name"]), (3, ["89123456789", "Ann"])]


def test_quoted_cells(tmp_path: Path) -> None:
    text = ('Имя;Телефон;Адрес\n"ООО ""Рога; копыта""";89123456789;"Уфа\nМира, 5"\n\n'
            "Анна;89123456780;Уфа\n")  # fmt: skip
    rows, _, _ = read(written(tmp_path, text.encode()))
    assert rows == [
        (1, ["Имя", "Телефон", "Адрес"]),
        (2, ['ООО "Рога; копыта"', "89123456789", "Уфа\nМира, 5"]),
        (3, [""]),
        (4, ["Анна", "89123456780", "Уфа"]),
    ]  # a cell of two lines is one row, as a spreadsheet counts


def test_a_stray_quotation_mark_swallows_nothing(tmp_path: Path) -> None:
    lines = [f"Имя {n};8912345{n:04};Уфа" for n in range(200)]
    lines[20] = 'Имя;"89129990000;Уфа'
    lines[50] = '"ООО "Рога";89129990001;Уфа'
    lines[90] = 'Имя;"89129990002;Уфа'
    lines[120] = 'Имя;89129990003;"Уфа'
    rows, _, _ = read(written(tmp_path, ("a;b;c\n" + "\n".join(lines)).encode()))
    assert len(rows) == 201
    assert rows[21][1] == ["Имя", '"89129990000', "Уфа"]
    assert [len(cells) for _, cells in rows] == [3] * 201


def test_fully_quoted_exports(tmp_path: Path) -> None:
    text = '"Имя","Телефон"\r\n' + '"Анна","+7 912 345-67-89"\r\n' * 3
    rows, _, delimiter = read(written(tmp_path, text.encode("utf-8-sig")))
    assert delimiter == ","
    assert rows[3] == (4, ["Анна", "+7 912 345-67-89"])


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_no_list(tmp_path: Path, seed: int) -> None:
    data = random.Random(seed).randbytes(4000)
    with pytest.raises(KnownError, match="holds binary data"):
        open_list(written(tmp_path, data))


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0"])
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KnownError, match=r"list\.csv is empty"):
        open_list(written(tmp_path, data))
