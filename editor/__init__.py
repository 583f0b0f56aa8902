"""IVR Kit: the visual editor of IVR schemes."""
