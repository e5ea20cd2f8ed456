"""From paths to findings, one document after another."""
