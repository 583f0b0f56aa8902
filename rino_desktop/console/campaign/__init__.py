"""A campaign in the console: its figures, settings, log; making and starting one."""
