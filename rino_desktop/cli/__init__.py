"""The command line (docs/cli.md): a module per command group, each with ``add_to(parser…)``."""
