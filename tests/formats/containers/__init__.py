"""Readers, room by room."""
