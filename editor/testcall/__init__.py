"""The test call of the editor: a scheme is gone through as a subscriber would, block by block.

``happenings`` says what a call consists of, ``session`` leads one through the interpreter that
serves real calls, ``replay`` goes through one that was recorded; all of these know no Qt. ``panel``
and the parts of it show either.
"""
