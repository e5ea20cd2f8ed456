"""Long work in child processes: the server stays quick, a crash costs nothing, and to cancel is to end a process."""

from memcon.web.jobs.job import Job, JobState
from memcon.web.jobs.jobs import Jobs

__all__ = ["Job", "JobState", "Jobs"]
