"""Forms (бланки): the operator's questionnaires. Pure: no clock, no files, no database.

``model`` is what a supervisor designs, ``codec`` reads and writes it, ``validate`` judges it,
``fixes`` and ``edits`` change it, and ``filling`` is the machine that an operator's window drives.
"""
