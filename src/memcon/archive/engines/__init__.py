"""Engines: what brings tasks to workers and their receipts back, and gives a task again to another worker when one dies."""
