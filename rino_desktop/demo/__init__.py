"""A whole campaign on this machine against built-in subscribers: ``rino-desktop --demo``.

``run`` tells it in order: a folder of its own (``places``), subscribers (``cast``, ``sip/``), an
office with a list, a trunk and a campaign (``office``, ``list_maker``), an engine in a process of
its own (``engine_process``), what can be seen meanwhile (``snapshot``, ``screen``), and what comes
out of it (``harvest``, ``agreement``, ``closing``). ``operators/`` is the demo in which people
talk: ``rino-desktop --demo --operators``.
"""

from rino_desktop.settings import Settings


def run_demo(settings: Settings, *, headless: bool, operators: bool = False) -> int:
    """Returns the exit status. KnownError when the demo cannot run here or was cut short by a
    fault; KeyboardInterrupt when the user ends it."""
    from rino_desktop.demo import run

    return run.run(settings, headless=headless, operators=operators)
