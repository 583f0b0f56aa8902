"""``make manuals``: pictures of the windows, HTML, PDF. Names of languages restrict it to those;
``--if-needed``: nothing is done where the manuals are of the program as it is now.

Any warning of MkDocs (a link that leads nowhere, a page that no chapter has) ends it.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

# What is announced there concerns whoever chooses the tools, not whoever builds the manual.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from installer.manual import inputs
from rino_desktop.manual import book_name
from tools.manual import BUILD, DIST, LANGUAGES, SETTINGS
from tools.manual.pictures import take

IF_NEEDED = "--if-needed"
#: What a site on a server would need.
_OF_NO_USE = ("404.html", "sitemap.xml*", "*.map")


def main(arguments: list[str]) -> int:
    languages = [each for each in arguments if each != IF_NEEDED]
    if IF_NEEDED in arguments and not inputs.trouble():
        for language in LANGUAGES:
            _give_away(language)
        return 0
    if len(languages) == 1:
        return make(languages[0])
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return max(pool.map(_in_a_process, languages or LANGUAGES))


def _in_a_process(language: str) -> int:
    command = [sys.executable, "-m", "tools.manual", language]
    return subprocess.run(command, check=False).returncode


def make(language: str) -> int:
    made_of = inputs.digest()
    failed = take(language)
    if failed:
        return failed
    config = load_config(str(SETTINGS / f"{language}.yml"), strict=True)
    try:
        build(config)
    except (Abort, ConfigurationError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    for pattern in _OF_NO_USE:
        for file in (BUILD / language).rglob(pattern):
            file.unlink()
    inputs.note(language, made_of)
    _give_away(language)
    return 0


def _give_away(language: str) -> None:
    DIST.mkdir(exist_ok=True)
    shutil.copyfile(BUILD / book_name(language), DIST / book_name(language))
    sys.stdout.write(f"{BUILD / language}\n{DIST / book_name(language)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
