"""Archives made for measuring and testing: pages of an invented press, in any number, and what was put into them."""
