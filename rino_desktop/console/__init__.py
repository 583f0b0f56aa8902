"""The pages of the main window. They show what they are given and say what is wanted; of database
and engine they know nothing (rino_desktop.desktop does)."""
