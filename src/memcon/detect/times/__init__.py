"""When: expressions of time found in a sentence, and resolved to intervals of days."""
