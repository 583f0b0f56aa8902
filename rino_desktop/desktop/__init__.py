"""Between the main window and the world: database, people, engine, files.

Every database call is awaited on the database's own thread, everything else that may take its time
on another: the window never waits.
"""

from rino_desktop.desktop.desktop import Desktop

__all__ = ["Desktop"]
