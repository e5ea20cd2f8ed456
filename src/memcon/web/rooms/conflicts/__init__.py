"""The room of accounts that cannot both stand."""
