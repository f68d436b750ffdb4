"""What a measurement is, how samples are taken, and the table that shows all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

from rich.table import Table

Samples = tuple[float, ...]
Unit = Literal["s", "MB"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Samples of one thing, with what was promised of it.

    Attributes:
        what: what was measured.
        samples: seconds, or megabytes; for a growth, before and after.
        promised: the most it may be, in the same unit, if anything was promised.
        statistic: the figure of the samples that the promise is about.
        yardstick: what it is compared with: its name and its samples.
    """

    what: str
    samples: Samples
    promised: float | None = None
    statistic: Literal["median", "95 %", "growth"] = "median"
    unit: Unit = "s"
    yardstick: tuple[str, Samples] | None = None

    @property
    def value(self) -> float:
        """The figure that the promise is about."""
        return self._figure(self.samples)

    @property
    def ratio(self) -> float | None:
        """How many times the same figure of the yardstick it is."""
        return self.value / self._figure(self.yardstick[1]) if self.yardstick else None

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None without a promise."""
        return None if self.promised is None else self.value <= self.promised

    def _figure(self, samples: Samples) -> float:
        if self.statistic == "growth":
            return samples[-1] - samples[0]
        if self.statistic == "95 %":
            return statistics.quantiles(samples, n=20, method="inclusive")[-1]
        return statistics.median(samples)

    def data(self) -> dict[str, object]:
        """Return everything as JSON data."""
        return {**asdict(self), "value": self.value, "ratio": self.ratio, "kept": self.kept}


def timed(runs: int, action: Callable[[], object]) -> Samples:
    """Return how many seconds an action takes, for each of some runs."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        found.append(time.perf_counter() - began)
    return tuple(found)


def table(measures: list[Measure], title: str) -> Table:
    """Return the table of all measurements, missed promises marked."""
    shown = Table("what", title=title, title_justify="left")
    for name in ("promised", "measured", "min–max (samples)"):
        shown.add_column(name, justify="right")
    shown.add_column("ratio to a yardstick")
    shown.add_column("verdict")
    verdicts = {True: "kept", False: "[bold red]missed[/]", None: ""}
    for one in measures:
        promised = f"≤ {_amount(one.promised, one.unit)}" if one.promised is not None else ""
        figure = "" if one.statistic == "median" else f" ({one.statistic})"
        span = "–".join(_amount(end, one.unit) for end in (min(one.samples), max(one.samples)))
        ratio = f"× {one.ratio:.3g} {one.yardstick[0]}" if one.ratio is not None and one.yardstick else ""
        measured = f"{_amount(one.value, one.unit)}{figure}"
        shown.add_row(one.what, promised, measured, f"{span} ({len(one.samples)})", ratio, verdicts[one.kept])
    return shown


def _amount(value: float, unit: Unit) -> str:
    if unit == "MB":
        return f"{value:.2f} MB"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"
