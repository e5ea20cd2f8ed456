"""Accounts of a case that cannot both stand, side by side: in words, as JSON, as a table. Nothing here says who is right."""
