"""What a hand does on the canvas: each gesture is an object from press to release.

A gesture shows what would become of it and changes the document once, at its end; given up (Esc),
it leaves no trace.
"""
