"""The manual as a book: title page, contents with page numbers, bookmarks, links that lead on."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.structure.files import Files

from tools.manual import SETTINGS

_WORDS = {
    "ru": {"title": "Руководство", "contents": "Содержание", "version": "Версия"},
    "en": {"title": "The manual", "contents": "Contents", "version": "Version"},
}
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_ID = re.compile(r'(<[^>]*?\sid=")([^"]+)"')
_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")([^"]+)"')


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the manual. ``level``: 1 begins a chapter, 2 belongs to the one before."""

    url: str
    title: str
    html: str
    level: int


def write(
    target: Path, leaves: Sequence[Leaf], language: str, files: Files, *, version: str
) -> None:
    from weasyprint import HTML

    target.parent.mkdir(parents=True, exist_ok=True)
    HTML(string=book(leaves, language, files, version), base_url=str(SETTINGS)).write_pdf(target)


def book(leaves: Sequence[Leaf], language: str, files: Files, version: str) -> str:
    words = _WORDS[language]
    style = (SETTINGS / "print.css").as_uri()
    contents = "".join(
        f'<li class="level-{leaf.level}"><a href="#{_anchor(leaf.url)}">{escape(leaf.title)}</a>'
        for leaf in leaves[1:]
    )
    body = "".join(_section(leaf, {one.url for one in leaves}, files) for leaf in leaves[1:])
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>RINO Desktop: {words['title']}</title>"
        f'<meta name="generator" content="RINO Desktop {version}">'
        f'<link rel="stylesheet" href="{style}">'
        f'<section class="cover"><p class="product">RINO Desktop</p>'
        f'<p class="title">{words["title"]}</p>'
        f'<p class="version">{words["version"]} {version}</p></section>'
        f'<nav class="contents"><p class="heading">{words["contents"]}</p><ol>{contents}</ol></nav>'
        f"{body}</html>"
    )


def _section(leaf: Leaf, urls: set[str], files: Files) -> str:
    """Headings go down by what the page stands below, names of places get that of the page."""
    down = leaf.level - 1
    html = _PERMALINK.sub("", leaf.html)
    html = _HEADING.sub(lambda m: f"<{m[1]}h{min(6, int(m[2]) + down)}", html)
    html = _ID.sub(lambda m: f'{m[1]}{_anchor(leaf.url, m[2])}"', html)
    html = _LINK.sub(lambda m: f'{m[1]}{_target(leaf.url, m[2], urls, files)}"', html)
    return f'<section class="level-{leaf.level}" id="{_anchor(leaf.url)}">{html}</section>'


def _target(url: str, link: str, urls: set[str], files: Files) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return link
    path = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(parts.path)))
    if not parts.path:
        path = url
    if path in urls:
        return "#" + _anchor(path, parts.fragment)
    found = files.get_file_from_path(path)
    if found is None or found.abs_src_path is None:
        raise ValueError(f"{url}: {link} leads nowhere")
    return Path(found.abs_src_path).as_uri()


def _anchor(url: str, place: str = "") -> str:
    page = url.removesuffix(".html").replace("/", "-")
    return f"{page}--{unquote(place)}" if place else page
