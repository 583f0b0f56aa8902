"""An upgrade under a running program is noticed; nothing else is."""

from pathlib import Path

from rino_desktop.own_files import OwnFiles


def test_files_that_were_replaced_or_removed(tmp_path: Path) -> None:
    mark = tmp_path / "__init__.py"
    assert not OwnFiles(mark).replaced(), "it has none: it runs from elsewhere"
    mark.write_text("__version__ = '1'")
    files = OwnFiles(mark)
    assert not files.replaced()
    new = tmp_path / "new"
    new.write_text("__version__ = '2'")
    new.replace(mark)
    assert files.replaced()
    assert not OwnFiles(mark).replaced()
    mark.unlink()
    assert files.replaced()
