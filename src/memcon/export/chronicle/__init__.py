"""What happened and was said, in order of time: the timeline of a case, and what two sides did to each other."""
