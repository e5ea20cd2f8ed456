"""The room of who is who: everybody of the case, one of them, and what is not sure."""
