"""Accounts side by side as people and programs get them: the words, the terminal, JSON, tables, the page."""
