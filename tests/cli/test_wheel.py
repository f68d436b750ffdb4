"""The wheel that pip builds: it carries rules and scenarios, and works in any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qualifier.cli.app import EXAMPLE
from qualifier.words import message
from tests.support import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the wheel carries, built from a copy so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    left_out = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "docs", "tests", "benchmarks")
    shutil.copytree(PROJECT, folder / "source", ignore=left_out)
    built = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*built, "--quiet", "--disable-pip-version-check"], cwd=folder / "source", check=True)
    (wheel,) = folder.glob("qualifier-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.parametrize("name", ["rules", "scenarios"])
def test_the_wheel_carries_every_file_of_rules_and_scenarios(unpacked_wheel: Path, name: str) -> None:
    carried = unpacked_wheel / "qualifier" / "data" / name
    found = {path.relative_to(carried): path.read_bytes() for path in carried.rglob("*.yaml")}

    assert found
    assert found == {path.relative_to(PROJECT / name): path.read_bytes() for path in (PROJECT / name).rglob("*.yaml")}


def test_the_wheel_carries_the_catalogues_and_the_mark_of_its_types(unpacked_wheel: Path) -> None:
    names = {path.name for path in (PROJECT / "qualifier" / "words").glob("*.toml")}

    assert {path.name for path in (unpacked_wheel / "qualifier" / "words").glob("*.toml")} == names
    assert (unpacked_wheel / "qualifier" / "py.typed").is_file()


def test_the_program_of_the_wheel_works_in_any_folder(unpacked_wheel: Path, tmp_path: Path) -> None:
    script = "from qualifier.cli.app import main; main()"
    usual = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "QUALIFIER_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={**usual, "PYTHONPATH": str(unpacked_wheel)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )

    carried = unpacked_wheel / "qualifier" / "data" / "scenarios" / EXAMPLE
    assert ended.stdout.decode().startswith(message("screens", "example_used", path=carried).fr)
