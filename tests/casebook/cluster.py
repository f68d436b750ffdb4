"""A PostgreSQL of its own, started for the tests: in a temporary folder, on a socket that nobody else knows."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def someone() -> dict[str, object]:
    """Return whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Cluster:
    """A server with its folder.

    Attributes:
        folder: where its files are.
    """

    def __init__(self, folder: Path, bin_: Path, safe: bool) -> None:
        """Make the files.

        Args:
            folder: an empty folder.
            bin_: where PostgreSQL's programs are.
            safe: whether what is committed is forced to the disk.
        """
        self.folder = folder
        self._bin = bin_
        self._fsync = "on" if safe else "off"
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None
        if whom := someone():
            os.chown(folder, whom["user"], whom["group"])
        make = [bin_ / "initdb", "-D", self.data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(make, check=True, capture_output=True, cwd=folder, **someone())

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, more: str = "") -> str:
        return f"postgresql://keeper@/{database}?host={self.folder}{more}"

    def start(self) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "fsync": self._fsync}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data, *options],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **someone(),
            )
        for _ in range(600):
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT ends it well, SIGQUIT at once, as if it had been killed."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(60)
            self._server = None

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database of its own and give its name; it is dropped at the end."""
        name = f"book{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield name
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def cluster(safe: bool) -> Iterator[Cluster]:
    """Start a server, and stop it at the end."""
    bin_ = programs()
    assert bin_ is not None
    folder = Path(tempfile.mkdtemp(prefix="casebook-"))
    try:
        server = Cluster(folder, bin_, safe)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
