"""Contact lists as offices keep them: columns, telephone numbers, time zones, accounting.

Pure: rows of text in, contacts and rejected rows out. Reading files is engine.adapters.lists.
"""
