"""The rooms of the workbench: each has its pages, the answers that they are drawn from, and these answers as JSON."""
