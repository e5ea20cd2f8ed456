"""The timeline: what happened and was said, when, and by whom."""
