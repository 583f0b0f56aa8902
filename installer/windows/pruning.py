"""What of the wheels is left out: developers' files, tests, and the parts of Qt that nobody asks
for. Of Qt's libraries stays what a Qt module that the program imports needs, found by following
the imports of the libraries themselves.
"""

import re
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from installer.windows import pe

_QT_IMPORT = re.compile(r"^\s*(?:from PySide6\.|import PySide6\.)(Qt\w+)", re.MULTILINE)

#: Patterns over paths inside site-packages. The first that fits decides: "+" keeps, "-" leaves out.
RULES = tuple(
    line.split(maxsplit=1)
    for line in """
    - PySide6/translations/*_help_*
    + PySide6/translations/qt*_en.qm
    + PySide6/translations/qt*_ru.qm
    - PySide6/translations/*
    + PySide6/plugins/iconengines/qsvgicon.dll
    + PySide6/plugins/imageformats/qsvg.dll
    + PySide6/plugins/imageformats/qico.dll
    + PySide6/plugins/imageformats/qjpeg.dll
    + PySide6/plugins/imageformats/qgif.dll
    + PySide6/plugins/platforms/qwindows.dll
    + PySide6/plugins/platforms/qoffscreen.dll
    + PySide6/plugins/styles/*
    + PySide6/plugins/multimedia/*
    + PySide6/plugins/tls/qschannelbackend.dll
    - PySide6/plugins/*
    - PySide6/doc/*
    - PySide6/glue/*
    - PySide6/include/*
    - PySide6/lib/*
    - PySide6/metatypes/*
    - PySide6/qml/*
    - PySide6/resources/*
    - PySide6/scripts/*
    - PySide6/typesystems/*
    - PySide6/*.exe
    - PySide6/*.lib
    - PySide6/*.json
    - PySide6/opengl32sw.dll
    - shiboken6/*.lib
    - shiboken6/include/*
    - numpy/f2py/*
    - numpy/distutils/*
    - numpy/core/include/*
    - numpy/core/lib/*
    - numpy/random/lib/*
    - numpy/doc/*
    - fontTools/*/testdata/*
    - networkx/*/tests/*
    - networkx/*/baseline/*
    - phonenumbers/geodata/*
    - phonenumbers/carrierdata/*
    - pyqtgraph/examples/*
    - pyqtgraph/examples
    - firebird/embedded/runtime/firebird.log
    - firebird/embedded/runtime/plugins/udr/*
    - firebird/embedded/runtime/plugins/udr_engine.*
    - firebird/embedded/runtime/plugins/default_profiler.dll
    - firebird/embedded/runtime/plugins/fbtrace.dll
    - Pythonwin/*
    - pythonwin/*
    - isapi/*
    - adodbapi/*
    - win32com/*
    - win32comext/*
    - win32/Demos/*
    - win32/test/*
    - win32/scripts/*
    - win32/include/*
    - win32/libs/*
    - PyWin32.chm
    - pythoncom.py
    - *.dist-info/RECORD
    - *.pyi
    - *.h
    - *.pyx
    - *.pxd
    - *.lib
    - */tests/*
    - tests/*
    - */__pycache__/*
    """.strip().splitlines()
)


def stays(path: PurePosixPath | str) -> bool:
    """``path``: inside site-packages, before Qt's own libraries are looked at."""
    text = str(path)
    return next((sign == "+" for sign, pattern in RULES if fnmatch(text, pattern)), True)


def qt_modules(*packages: Path) -> frozenset[str]:
    """The Qt modules that the sources in ``packages`` import: ``QtCore``, ``QtWidgets``, …"""
    sources = (file for package in packages for file in package.rglob("*.py"))
    return frozenset(
        name for file in sources for name in _QT_IMPORT.findall(file.read_text(encoding="utf-8"))
    )


def unused_qt(site_packages: Path, modules: frozenset[str]) -> list[Path]:
    """Qt's libraries and binding modules that neither one of ``modules`` nor a plug-in which stays
    needs, sorted."""
    qt = site_packages / "PySide6"
    libraries = {file.name.lower(): file for file in qt.glob("*.dll")}
    bindings = {file.stem: file for file in qt.glob("*.pyd")}
    missing = modules - bindings.keys()
    if missing:
        raise ValueError(f"PySide6 has no {', '.join(sorted(missing))}")
    # Extension modules import one another at run time; Qt's own libraries show which.
    needed = {bindings[name] for name in modules}
    seen: set[str] = set()
    todo = [*needed, *(qt / "plugins").rglob("*.dll")]
    while todo:
        for name in pe.imports(todo.pop()) & libraries.keys() - seen:
            seen.add(name)
            todo.append(libraries[name])
            module = bindings.get(libraries[name].stem.replace("Qt6", "Qt"))
            if module is not None and module not in needed:
                needed.add(module)
                todo.append(module)
    # Loaded by name, with FFmpeg's plug-in.
    runtime = ("msvcp140", "vcruntime140", "concrt140")
    return sorted(
        [file for file in bindings.values() if file not in needed]
        + [
            file
            for name, file in libraries.items()
            if name not in seen and not name.startswith(runtime)
        ]
    )
