"""What MkDocs does not do itself: titles of chapters, pictures taken elsewhere, the PDF."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section

from rino_desktop import __version__
from rino_desktop.manual import FOLDER, TOPICS, book_name, file_name
from tools.manual import BUILD, SETTINGS, pictures
from tools.manual.pdf import Leaf, write

#: Help opens this, and the browser goes on from here.
_LEADS = (
    '<!doctype html><meta charset="utf-8"><title>RINO Desktop</title>'
    '<script>location.replace("../{place}")</script><a href="../{place}">RINO Desktop</a>'
)
_nav: dict[str, Navigation] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.copyright = f"RINO Desktop {__version__}"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    language = config.theme["language"]
    for name in sorted(pictures.named(language)):
        source = str(pictures.file(language, name))
        files.append(File.generated(config, f"pictures/{name}.png", abs_src_path=source))
    for name in ("manual.css", "iframe-worker.js", "icon.svg"):
        files.append(File.generated(config, name, abs_src_path=str(SETTINGS / name)))
    for topic, place in TOPICS.items():
        leads = _LEADS.format(place=place.replace(".md", ".html"))
        files.append(File.generated(config, f"{FOLDER}/{file_name(topic)}", content=leads))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, **_rest: object) -> Navigation:
    """A chapter is called what its first page is called."""
    for item in nav.items:
        if isinstance(item, Section):
            first = Path(item.children[0].file.abs_src_path)
            item.title = first.read_text(encoding="utf-8").splitlines()[0].lstrip("# ").strip()
    _nav[config.theme["language"]] = nav
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """All pages have been read: they are a book as well."""
    language = config.theme["language"]
    leaves = []
    for item in _nav[language].items:
        pages = item.children if isinstance(item, Section) else [item]
        for place, page in enumerate(pages):
            level = 1 if place == 0 else 2
            leaves.append(Leaf(page.url, page.title, page.content, level))
    write(BUILD / book_name(language), leaves, language, files, version=__version__)
    return env
