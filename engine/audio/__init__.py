"""Sound on its way to the telephone: WAV files of any kind in, 8 kHz mono 16 bit out."""
