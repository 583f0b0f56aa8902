"""The Reports page: reports, schedules, clients' own forms."""
