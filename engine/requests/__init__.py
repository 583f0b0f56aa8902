"""Requests (заявки): what somebody asked for, who does it, by when; pure, without a clock."""
