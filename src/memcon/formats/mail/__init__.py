"""Mails: the message, what it quotes and forwards, and what is attached to it."""
