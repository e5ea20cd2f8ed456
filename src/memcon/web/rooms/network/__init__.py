"""The network: who speaks to whom, and on whose word."""
