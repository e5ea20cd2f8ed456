"""Two sides: what they did and said to each other, period by period."""
