"""A cluster of Ray: started here for one archive and gone afterwards, or joined. It speaks to nobody who has no token."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from memcon.errors import ArchiveError

OBJECT_STORE_BYTES: Final = 128 * 1024 * 1024
"""What Ray may keep in shared memory on this machine: tasks and receipts take a few kilobytes each."""
_SETTINGS: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_AUTH_MODE": "token",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
}
"""No telemetry, and nobody speaks to the cluster without its token (CVE-2023-48022, CVE-2025-62593)."""


class Cluster:
    """A cluster that this process has joined. Raises ArchiveError where there is none."""

    def __init__(self, workers: int | None, *, address: str | None, log: Path) -> None:
        self._folder = None if address else Path(tempfile.mkdtemp(prefix="memcon-ray-"))
        self._log, self._after = log, ExitStack()
        settings = dict(_SETTINGS)
        if address is None:
            settings |= {"RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}  # the latter: loopback only
        self._after.enter_context(_environment(settings))
        try:
            self._join(workers, address)
        except BaseException:
            self.close()
            raise

    @property
    def cores(self) -> int:
        """The cores of all its machines."""
        import ray

        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        return max(1, int(resources.get("CPU", 1)))

    def keep_logs(self) -> str:
        """Where Ray's own logs are, in words; those of a cluster that was started here stay."""
        where, self._folder = self._folder, None
        return f"its logs are in {where}" if where else "see the logs of the cluster"

    def close(self) -> None:
        """Leave it; one that was started here ends, and its folder is gone."""
        import ray

        ray.shutdown()
        self._after.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _join(self, workers: int | None, address: str | None) -> None:
        with _apart(self._log):  # Ray's core says on standard error how it was set
            import ray
            from ray.exceptions import RayError

            self._notice_settings(is_own=address is None)
            own: dict[str, Any] = {
                "num_cpus": workers,
                "include_dashboard": False,
                "object_store_memory": OBJECT_STORE_BYTES,
                "_temp_dir": str(self._folder),
            }
            try:
                ray.init(address, log_to_driver=False, logging_level=logging.CRITICAL, **({} if address else own))
            except (RayError, RuntimeError, ValueError, OSError) as error:
                raise _not_joined(address, error) from error
        self._quieten()

    def _notice_settings(self, *, is_own: bool) -> None:
        """Ray goes by the settings and the token of now, and not by those of when it was imported."""
        from ray import _raylet
        from ray._private import ray_constants

        raylet: Any = _raylet
        raylet.Config.initialize("")
        raylet.AuthenticationTokenLoader.instance().reset_cache()
        if is_own:
            self._after.callback(setattr, ray_constants, "ENABLE_RAY_CLUSTER", ray_constants.ENABLE_RAY_CLUSTER)
            ray_constants.ENABLE_RAY_CLUSTER = False  # one that other machines reach

    def _quieten(self) -> None:
        """What Ray would print goes into the log: standard output may be a table."""
        from ray._private import worker
        from ray.data import DataContext

        def note(data: Mapping[str, Any], **_: Any) -> None:
            with self._log.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as log:
                log.writelines(f"{line}\n" for line in data["lines"])

        self._after.callback(setattr, worker, "print_to_stdstream", worker.print_to_stdstream)
        worker.print_to_stdstream = note  # type: ignore[assignment]  # Ray has no setting for what it says of workers that died
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.max_errored_blocks = -1  # a task that breaks is given again, and the others go on


def _not_joined(address: str | None, error: Exception) -> ArchiveError:
    why = (str(error).strip().splitlines() or [type(error).__name__])[-1].partition(". ")[0][:200].rstrip(". ")
    if address is None:
        return ArchiveError("ray", code="engine", why=f"Ray does not start here ({why}); --engine local needs none")
    mend = "see that it runs there, and that RAY_AUTH_TOKEN or the file RAY_AUTH_TOKEN_PATH has the token of the cluster"
    return ArchiveError(address, code="engine", why=f"no cluster of Ray lets this machine in ({why}); {mend}")


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """The environment has these settings meanwhile."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _apart(log: Path) -> Iterator[None]:
    """What anything writes to standard error goes into the log meanwhile, libraries that are not Python too."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
