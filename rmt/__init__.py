"""The telephonist's workstation (РМТ)."""
