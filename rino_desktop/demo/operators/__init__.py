"""A campaign in which people talk: ``rino-desktop --demo --operators``.

Three virtual operators and the user at the workstation, or four virtual ones, ask clients whether
they were served well. ``run`` tells it in order; ``callees`` are those who are called, ``office``
the database with operators, form and campaign; ``harvest`` and ``agreement`` are what comes of it.
"""
