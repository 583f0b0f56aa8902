"""IVR Kit: the visual editor of schemes.

``content`` and ``edits`` are plain Python; ``document`` puts them under undo; scene, view and
panels follow the document's signals and never change anything but through it.
"""
