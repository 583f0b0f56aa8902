"""``voice pack make | check | install | list``."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.service.voice_pack import VoicePack

#: Problems shown to people; programs get all with --json.
_SHOWN = 30


def add_to(voice: Group) -> None:
    """``voice``: the group ``voice``."""
    group = voice.group("pack", t("voice packs: values as recorded words"))
    make = group.command("make", t("make a complete pack by synthesis"), _make)
    make.add_argument("folder", metavar="FOLDER", type=Path)
    make.add_argument("--language", choices=("ru", "en"), required=True)
    make.add_argument("--voice", metavar="VOICE", help=t("a voice of the speech engine: ru+f3"))
    make.add_argument("--name", metavar="NAME", help=t("instead of the folder's name"))
    check = group.command("check", t("what is missing, damaged or never spoken in a pack"), _check)
    check.add_argument("folder", metavar="FOLDER|NAME")
    install = group.command("install", t("copy a pack into the voice store"), _install)
    install.add_argument("folder", metavar="FOLDER", type=Path)
    install.add_argument("--name", metavar="NAME", help=t("instead of the folder's name"))
    group.command("list", t("the packs in the voice store"), _list)


def _make(context: Context) -> None:
    from engine.ports.speech import SpeechWithVoices
    from engine.service.voice_pack_making import make_pack
    from rino_desktop import bootstrap

    args = context.args
    speech = bootstrap.speech(context.settings.speech)
    if args.voice:
        if not isinstance(speech, SpeechWithVoices):
            raise KnownError(
                t("The speech engine {name} has one voice only.", name=speech.name),
                mend=t("Leave --voice out."),
            )
        speech = speech.with_voice(args.language, args.voice)
    with context.out.progress(t("synthesis")) as advance:
        pack = make_pack(
            args.folder, args.language, speech, name=_name(args.name), progress=advance
        )
    seconds = _seconds(pack)
    context.out.done(
        _as_json(args.folder.resolve().name, pack) | {"seconds": round(seconds, 1)},
        t(
            "{folder}: {count} fragments, {minutes:.1f} minutes of sound. To use it:"
            " rino-desktop voice pack install {folder}",
            folder=args.folder,
            count=len(pack.fragments),
            minutes=seconds / 60,
        ),
    )


def _check(context: Context) -> int:
    from engine.service.voice_pack import read_pack
    from engine.service.voice_pack_check import check_pack

    folder = Path(context.args.folder)
    if not folder.exists() and len(folder.parts) == 1:
        folder = context.settings.voice_packs_folder / folder
    pack = read_pack(folder)
    problems = check_pack(pack)
    errors = sum(problem.is_error for problem in problems)
    lines = [
        f"{t('error') if problem.is_error else t('warning')}: {said(problem.text)}"
        for problem in problems[:_SHOWN]
    ]
    if len(problems) > _SHOWN:
        lines.append(t("… and {count} more; --json shows all.", count=len(problems) - _SHOWN))
    context.out.done(
        {
            "ok": errors == 0,
            **_as_json(folder.resolve().name, pack),
            "problems": [
                {
                    "severity": "error" if problem.is_error else "warning",
                    "file": problem.file,
                    "fragment": problem.fragment,
                    "text": said(problem.text),
                }
                for problem in problems
            ],
        },
        "\n".join(lines) or t("No problems: {count} fragments.", count=len(pack.fragments)),
    )
    return context.verdict(not errors, t("The voice pack {name} has errors.", name=folder))


def _install(context: Context) -> None:
    from engine.service.voice_pack_making import install_pack

    args = context.args
    store = context.settings.voice_packs_folder
    name = _name(args.name) or args.folder.resolve().name
    pack = install_pack(args.folder, store, name)
    context.out.done(
        _as_json(name, pack),
        t(
            '{name} is in the voice store. A campaign uses it with voice_pack = "{name}".',
            name=name,
        ),
    )


def _list(context: Context) -> None:
    from engine.service.voice_pack_making import packs_in

    found = packs_in(context.settings.voice_packs_folder)
    context.out.table(
        [
            {"pack": name, "fault": said(pack)}
            if isinstance(pack, KnownError)
            else _as_json(name, pack)
            for name, pack in found.items()
        ],
        (t("name"), t("language"), t("voice"), t("fragments"), t("fault")),
        [
            (name, "", "", "", said(pack))
            if isinstance(pack, KnownError)
            else (name, pack.language, pack.voice, len(pack.fragments), "")
            for name, pack in found.items()
        ],
        t("No packs yet: rino-desktop voice pack make FOLDER --language ru"),
    )


def _name(given: str | None) -> str:
    name = (given or "").strip()
    if given is not None and (
        not name or len(name) > 80 or not name.isprintable() or set(name) & set('/\\:*?"<>|,')
        or name.startswith(".")
    ):  # fmt: skip
        raise KnownError(
            t("{name} cannot be the name of a voice pack.", name=repr(given)),
            mend=t("Use letters, digits, - and _."),
        )
    return name


def _as_json(name: str, pack: "VoicePack") -> dict[str, object]:
    return {
        "pack": name,
        "name": pack.name,
        "language": pack.language,
        "voice": pack.voice,
        "fragments": len(pack.fragments),
        "fault": "",
    }


def _seconds(pack: "VoicePack") -> float:
    from engine.audio.wav import wav_format

    return sum(wav_format(pack.path(fragment)).seconds for fragment in pack.fragments.values())
