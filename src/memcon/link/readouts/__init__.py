"""Accounts of one occasion held side by side, topic by topic."""

from memcon.link.readouts.comparing import compare_accounts

__all__ = ["compare_accounts"]
