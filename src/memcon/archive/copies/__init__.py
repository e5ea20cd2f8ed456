"""Copies: which texts are the same, and which nearly so, found by marks that like texts share and not by pairs."""
