"""Measuring: quality against gold, speed against the bare pipeline."""
