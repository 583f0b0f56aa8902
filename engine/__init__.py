"""The campaign engine: no Qt anywhere; adapters are chosen by the application's bootstrap."""
