"""The forecast of a campaign: its window, and what it is made of."""
