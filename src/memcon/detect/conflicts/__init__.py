"""Accounts of one document that cannot both stand."""
