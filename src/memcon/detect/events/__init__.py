"""What happened between actors, in the types of PLOVER (2021): frames of verbs and nouns, the two sides, numbers, modality."""
