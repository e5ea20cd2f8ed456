"""Asks: what was requested, asked, offered or promised, and what became of it."""
