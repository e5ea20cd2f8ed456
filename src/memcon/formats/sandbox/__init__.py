"""Files from strangers are read in a child process: `Sandbox` is the trusted side."""

from memcon.formats.sandbox.parent import File, Sandbox

__all__ = ["File", "Sandbox"]
