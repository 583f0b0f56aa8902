"""Subscribers of a telephone network of our own, over real SIP and RTP on loopback.

Pure Python and independent of the engine's SIP stack: what the engine says of a call can be
held against what the subscriber has seen and heard.
"""
