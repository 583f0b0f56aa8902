"""An engine's figures for Prometheus (docs/metrics.md)."""

from engine.adapters.metrics.collector import EngineCollector, Told, registry_of, scrape
from engine.adapters.metrics.server import Address, Answer, FigureServer, Page

__all__ = [
    "Address",
    "Answer",
    "EngineCollector",
    "FigureServer",
    "Page",
    "Told",
    "registry_of",
    "scrape",
]
