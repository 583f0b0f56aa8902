"""The sections of the settings that administrators have."""
