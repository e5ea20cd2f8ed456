"""Files from strangers are read, and their pages drawn, in child processes: `Sandbox` and `Painter` are the trusted sides."""

from memcon.formats.sandbox.painter import Painter
from memcon.formats.sandbox.parent import File, Sandbox

__all__ = ["File", "Painter", "Sandbox"]
