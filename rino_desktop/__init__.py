"""RINO Desktop: outbound information and telemarketing in one application."""

import sys
from pathlib import Path

__version__ = "0.1.0"

# In an installed wheel the packages `engine`, `editor` and `rmt` live in a folder of our own
# (their names are too common for the top level of site-packages); in a checkout there is none.
_bundle = Path(__file__).parent / "_bundle"
if _bundle.is_dir() and str(_bundle) not in sys.path:
    sys.path.insert(0, str(_bundle))
