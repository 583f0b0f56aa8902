"""The directory (справка) at the workstation."""
