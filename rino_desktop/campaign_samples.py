"""The sample campaign files of ``resources/campaigns``: one for each use of the product.

A sample is a file to start from. It is written so that it can be created at once: with a trunk that
is there, and with its ``[[outbox]]`` as comments where the data source that it names is not.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t

_TRUNK = re.compile(r'(?m)^trunk = ".*"')
_OUTBOX = re.compile(r"(?m)^\[\[outbox\]\]\n(?:.+\n?)*")


@dataclass(frozen=True, slots=True)
class SampleCampaign:
    """``use``: the name of its file, ``debt``; ``about``: the first line of its comment;
    ``sources``: names of data sources that its outboxes deliver to."""

    use: str
    about: str
    name: str
    scheme: str
    mode: str
    sources: tuple[str, ...]
    text: str
    path: Path

    def written(self, trunk: str, sources: Collection[str]) -> tuple[str, tuple[str, ...]]:
        """The file for an office with this trunk and these data sources; and the data sources
        that it lacks, whose outboxes are comments in it."""
        text = self.text
        if trunk:
            quoted = trunk.replace("\\", "\\\\").replace('"', '\\"')
            text = _TRUNK.sub(lambda _: f'trunk = "{quoted}"', text, count=1)
        known = {name.casefold() for name in sources}
        missing = tuple(name for name in self.sources if name.casefold() not in known)

        def comment(found: re.Match[str]) -> str:
            block = found.group()
            (outbox,) = tomllib.loads(block)["outbox"]
            if outbox["store"] not in missing:
                return block
            return "".join(f"# {line}\n" for line in block.splitlines())

        return (_OUTBOX.sub(comment, text) if missing else text), missing


def all_samples() -> tuple[SampleCampaign, ...]:
    """In the order of their names."""
    return tuple(_read(path) for path in sorted((paths.resources() / "campaigns").glob("*.toml")))


def sample(use: str) -> SampleCampaign:
    """By the name of its file. KnownError for one that there is not."""
    found = {each.use: each for each in all_samples()}
    wanted = use.strip().casefold()
    if wanted not in found:
        raise KnownError(
            t("There is no sample campaign {name}.", name=repr(use)),
            mend=did_you_mean(wanted, list(found))
            or t("Possible: {choices}.", choices=", ".join(found)),
        )
    return found[wanted]


def _read(path: Path) -> SampleCampaign:
    text = path.read_text(encoding="utf-8")
    document = tomllib.loads(text)
    campaign = document["campaign"]
    stores = [str(outbox["store"]) for outbox in document.get("outbox", [])]
    return SampleCampaign(
        use=path.stem,
        about=text.splitlines()[0].lstrip("# ").strip(),
        name=campaign["name"],
        scheme=campaign["scheme"],
        mode=campaign["mode"],
        sources=tuple(store for store in stores if ":" not in store),
        text=text,
        path=path,
    )
