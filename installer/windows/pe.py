"""Which libraries a Windows library or program asks for, read from its file."""

import struct
from pathlib import Path

#: The import directory and the delay-import directory: index, size of a descriptor, place of the
#: name's address in it.
_DIRECTORIES = ((1, 20, 12), (13, 32, 4))


def imports(file: Path) -> frozenset[str]:
    """Names in lower case, delayed ones included. ValueError when it is no 64-bit PE file."""
    data = file.read_bytes()
    if data[:2] != b"MZ":
        raise ValueError(f"{file}: not a Windows library")
    (header,) = struct.unpack_from("<I", data, 0x3C)
    sections, optional_size = struct.unpack_from("<H12xH", data, header + 6)
    optional = header + 24
    if struct.unpack_from("<H", data, optional) != (0x20B,):
        raise ValueError(f"{file}: not a 64-bit Windows library")
    table = [
        struct.unpack_from("<IIII", data, optional + optional_size + 40 * index + 8)
        for index in range(sections)
    ]

    def place(address: int) -> int:
        for virtual_size, start, size, offset in table:
            if start <= address < start + max(virtual_size, size):
                return address - start + offset
        raise ValueError(f"{file}: an address outside of its sections")

    found: set[str] = set()
    for directory, size, name_at in _DIRECTORIES:
        (address,) = struct.unpack_from("<I", data, optional + 112 + 8 * directory)
        at = place(address) if address else 0
        while at and (name := struct.unpack_from("<I", data, at + name_at)[0]):
            begin = place(name)
            found.add(data[begin : data.index(b"\0", begin)].decode("ascii").lower())
            at += size
    return frozenset(found)
