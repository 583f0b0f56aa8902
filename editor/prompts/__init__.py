"""The prompts of a scheme: recorded, brought in, synthesised, trimmed, heard; and any text of the
scheme spoken with a contact's data, as calls will say it.

Nothing here changes a sound file: each change is a new take, under a name of its own, so that a
published version keeps what it was published with, and undoing finds what was there.
"""
