"""(Re)make the sample schemes' prompts from their texts.

``python -m engine.adapters.speech.make_prompts [--check]`` reads every
``resources/schemes/*.scheme.json`` and synthesises each prompt that names both a file and a text
into ``resources/prompts/``. ``--check`` only says which are missing.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from engine.adapters.speech.espeak import EspeakSpeech
from engine.audio.wav import wav_format
from engine.errors import KnownError

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def prompts_of(scheme: Path) -> Iterator[tuple[PurePosixPath, str, str]]:
    """(file relative to the prompts' folder, language, text) of each prompt of a scheme file."""
    try:
        document = json.loads(scheme.read_text(encoding="utf-8"))
        for by_language in document["prompts"].values():
            for language, prompt in by_language.items():
                if prompt.get("file") and prompt.get("text"):
                    yield PurePosixPath(prompt["file"]), language, prompt["text"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownError(
            "{scheme} is no scheme with prompts: {reason}.",
            mend="Export it again.",
            scheme=scheme,
            reason=repr(error),
        ) from error


def make(schemes: Path, prompts: Path, *, check: bool = False) -> list[tuple[PurePosixPath, float]]:
    """(file, seconds) of what was made, or, with ``check``, (file, 0) of what is missing."""
    speech = EspeakSpeech()
    done = []
    for scheme in sorted(schemes.glob("*.scheme.json")):
        for file, language, text in prompts_of(scheme):
            target = prompts.joinpath(*file.parts)
            if check:
                if not target.is_file() or not wav_format(target).telephone:
                    done.append((file, 0.0))
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                speech.synthesise(text, language, target)
                done.append((file, wav_format(target).seconds))
    return done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    try:
        done = make(RESOURCES / "schemes", RESOURCES / "prompts", check=check)
    except KnownError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for file, seconds in done:
        sys.stdout.write(f"{file} is missing\n" if check else f"{seconds:6.2f} s  {file}\n")
    return 1 if check and done else 0


if __name__ == "__main__":
    sys.exit(main())
