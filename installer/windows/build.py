"""Builds the Windows installer on Linux: ``make windows-installer``.

The same inputs give the same bytes: files are packed sorted and dated with ``SOURCE_DATE_EPOCH``,
by default the time of the last commit.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import rino_desktop
from installer.windows import icon, inputs, payload, setup_script
from installer.windows.faults import BuildError
from installer.windows.inputs import run

_BUILD = inputs.ROOT / "build" / "windows"
_COMPILER = "x86_64-w64-mingw32-gcc"
_RESOURCES = "x86_64-w64-mingw32-windres"
_FLAGS = ("-O2", "-s", "-Wall", "-Wextra", "-municode", "-Wl,--no-insert-timestamp")
_PROGRAMS = {"rino-desktop": "RINO Desktop, command line", "rino-desktopw": "RINO Desktop"}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="windows-installer", description=__doc__)
    parser.add_argument("--python-zip", type=Path, help="python-3.11.9-embed-amd64.zip, if at hand")
    parser.add_argument("--output", type=Path, default=inputs.ROOT / "dist")
    parser.add_argument("--version", default=rino_desktop.__version__)
    parser.add_argument("--sign-with", default="", help="options of osslsigncode sign")
    parser.add_argument("--fast", action="store_true", help="hardly packed: for tests")
    options = parser.parse_args(arguments)
    epoch = _epoch_s()
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    wheels = inputs.fetch(_BUILD / "wheels")
    python_zip = inputs.python_zip(_BUILD / "python", options.python_zip)
    own = inputs.own_wheel(_BUILD / "own")
    programs = compile_programs(_BUILD / "programs", options.version)
    if options.sign_with:
        for program in programs:
            sign(program, options.sign_with)
    tree = _BUILD / "payload"
    payload.make(tree, python_zip, wheels, own, programs)
    payload.set_times(tree, epoch)
    options.output.mkdir(parents=True, exist_ok=True)
    target = options.output / f"rino-desktop-{options.version}-windows-x86_64-setup.exe"
    pack(tree, target, options.version, fast=options.fast)
    if options.sign_with:
        sign(target, options.sign_with)
    size_mb = target.stat().st_size / 1e6
    sys.stdout.write(f"{target.name}: {size_mb:.0f} MB, in {options.output}\n")
    return 0


def compile_programs(folder: Path, version: str) -> list[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    icon.save(folder / "rino.ico")
    source = inputs.HERE / "launcher"
    template = (source / "version.rc.in").read_text(encoding="utf-8")
    made = []
    for name, description in _PROGRAMS.items():
        values = {
            "NAME": name, "DESCRIPTION": description, "VERSION": version,
            "QUAD": setup_script.version_quad(version).replace(".", ","),
        }  # fmt: skip
        script = folder / f"{name}.rc"
        script.write_text(setup_script.filled(template, values), encoding="utf-8")
        run(_RESOURCES, script.name, f"{name}.o", cwd=folder)
        windowed = ("-mwindows", "-DWINDOWED") if name.endswith("w") else ()
        run(_COMPILER, *_FLAGS, *windowed, "-o", f"{name}.exe", str(source / "launcher.c"),
            f"{name}.o", cwd=folder)  # fmt: skip
        made.append(folder / f"{name}.exe")
    speech = inputs.HERE / "speech" / "espeak-ng.c"
    plain = [flag for flag in _FLAGS if flag != "-municode"]
    run(_COMPILER, *plain, "-o", "espeak-ng.exe", str(speech), cwd=folder)
    return [*made, folder / "espeak-ng.exe"]


def pack(tree: Path, target: Path, version: str, *, fast: bool) -> None:
    """makensis, with the script written beside the payload. ``fast``: with zlib."""
    manifest = payload.manifest(tree)
    size_kb = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    template = (inputs.HERE / "setup.nsi.in").read_text(encoding="utf-8")
    if fast:
        template = template.replace("SetCompressor /SOLID lzma", "SetCompressor zlib")
    values = {
        "OUTPUT": str(target.absolute()), "VERSION": version, "PAYLOAD": str(tree),
        "QUAD": setup_script.version_quad(version), "ICON": str(_BUILD / "programs" / "rino.ico"),
        "FILES": setup_script.files(manifest, str(tree)), "SIZE_KB": str(size_kb),
    }  # fmt: skip
    script = _BUILD / "setup.nsi"
    # makensis takes a script for UTF-8 when it begins with a mark.
    script.write_text(setup_script.filled(template, values), encoding="utf-8-sig")
    run("makensis", "-V2", "-WX", str(script))


def sign(file: Path, options: str) -> None:
    """With the customer's certificate: ``options`` name it, its key and a timestamp server."""
    signed = file.with_suffix(".signed")
    run("osslsigncode", "sign", *shlex.split(options), "-in", str(file), "-out", str(signed))
    signed.replace(file)


def _epoch_s() -> int:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given:
        return int(given)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],
        cwd=inputs.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return int(asked.stdout) if asked.returncode == 0 else int(time.time())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (BuildError, ValueError) as error:
        sys.exit(f"windows-installer: {error}")
