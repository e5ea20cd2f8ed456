"""Accounts of a case that cannot both stand, and those that only look so."""
