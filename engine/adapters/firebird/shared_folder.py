"""A folder that all users and services of this Windows may write to, from its first moment on."""

import ctypes
import sys
from pathlib import Path

#: For the system, administrators, users and services: the first two may do everything, the others
#: read, write and delete. All of it holds for what comes to lie in the folder, too.
_RIGHTS = "D:(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;BU)(A;OICI;0x1301bf;;;SU)"  # SDDL
_REVISION = 1
_EXISTS = 183


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("descriptor", ctypes.c_void_p),
        ("inherited", ctypes.c_int32),
    )


def make(folder: Path) -> None:
    """OSError when it cannot be made. One that is there stays as it is."""
    if sys.platform == "win32":
        folder.parent.mkdir(parents=True, exist_ok=True)
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        convert = ctypes.WinDLL("advapi32", use_last_error=True)[
            "ConvertStringSecurityDescriptorToSecurityDescriptorW"
        ]
        descriptor = ctypes.c_void_p()
        if not convert(ctypes.c_wchar_p(_RIGHTS), _REVISION, ctypes.byref(descriptor), None):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            attributes = _Attributes(ctypes.sizeof(_Attributes), descriptor, 0)
            made = kernel32.CreateDirectoryW(
                ctypes.c_wchar_p(str(folder)), ctypes.byref(attributes)
            )
            error = ctypes.get_last_error()
            if not made and error != _EXISTS:
                raise ctypes.WinError(error)
        finally:
            kernel32.LocalFree(descriptor)
