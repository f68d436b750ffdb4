"""The databases that the tests of the casebook run on."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualifier.casebook.book import Casebook
from tests.casebook.books import Where
from tests.casebook.cluster import Cluster


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Where]:
    """The place of a casebook in a file, nothing being there yet."""
    where = Where(tmp_path / "home")
    yield where
    where.close()


@pytest.fixture
def reachable() -> Iterator[Where]:
    """A place that every user can get to: the folders of the tests are closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    where = Where(folder / "home")
    yield where
    where.close()
    where.folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def in_database(server: Cluster, tmp_path: Path) -> Iterator[Where]:
    """The place of a casebook in a database, nothing being there yet."""
    with server.database() as name:
        where = Where(tmp_path / "home", server.url(name))
        yield where
        where.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def where(request: pytest.FixtureRequest) -> Where:
    """The place of a casebook, in a file and in a database in turn."""
    found: Where = request.getfixturevalue("in_file" if request.param == "sqlite" else "in_database")
    return found


@pytest.fixture
def casebook(where: Where) -> Casebook:
    """An empty casebook."""
    return where.open()
