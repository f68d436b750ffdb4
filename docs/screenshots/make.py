"""Draws the two pictures of the README from the program itself: `.venv/bin/python docs/screenshots/make.py`.

The question is the program's real screen, driven through a pseudo-terminal; the verdict is what it prints for the
README's example. Nothing is typed in by hand here, so that a picture grows stale only until the next run.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path

import pexpect
import pyte
from pyte.screens import Char
from rich.color import ANSI_COLOR_NAMES
from rich.console import Console
from rich.style import Style
from rich.text import Text

from qualifier.explanation.explain import Explanation, explain_case
from qualifier.interview.interview import Interview
from qualifier.knowledge.cases import Answer, Case, read_case
from qualifier.knowledge.loading import load_rules
from qualifier.knowledge.places import rules_folder, scenarios_folder
from qualifier.reasoning.verdict import Reasoner
from qualifier.report.terminal import axes_layer, first_layer
from qualifier.words import message

HERE = Path(__file__).resolve().parent
EXAMPLE = "c19_football_project.yaml"
LANG = "fr"
COLUMNS, ROWS = 80, 30
PATIENCE = 30  # seconds before giving up on a screen
# Rich's own frame names a web font, which a viewer would fetch: this one takes the fonts that are there.
FRAME = """\
<svg class="{unique_id}" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
  <style>
    .{unique_id}-matrix {{
      font-family: "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace;
      font-size: {char_height}px;
      line-height: {line_height}px;
    }}
    .{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
    {styles}
  </style>
  <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
  </defs>
  {chrome}
  <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix" xml:space="preserve">
    {matrix}
    </g>
  </g>
</svg>
"""
# pyte knows no dim: it is carried as blink, which nothing here uses.
pyte.graphics.TEXT[2] = "+blink"


class Terminal(pyte.Screen):
    """A screen that answers the program when asked where the cursor is, as a terminal does."""

    def __init__(self, child: pexpect.spawn) -> None:
        """Show what the child prints."""
        super().__init__(COLUMNS, ROWS)
        self.child = child
        self.stream = pyte.Stream(self)

    def write_process_input(self, data: str) -> None:
        """Send an answer back to the program."""
        self.child.send(data)

    def wait_for(self, words: str) -> None:
        """Read until the words are on screen and nothing more comes."""
        end, quiet = time.monotonic() + PATIENCE, False
        while not (quiet and words in " ".join(" ".join(self.display).split())):
            if time.monotonic() > end:
                raise TimeoutError(words)
            try:
                self.stream.feed(self.child.read_nonblocking(size=65536, timeout=0.5))
                quiet = False
            except pexpect.TIMEOUT:
                quiet = True


def question_screen(reasoner: Reasoner) -> Text:
    """Return the screen at the second question, the first being answered with a mark of how it is known."""
    begun = Interview(reasoner.decisions, Case("", {}), reasoner.ahead).resumed()
    first = begun.question
    second = begun.answer(Answer(first.options[-1].id)).question
    with tempfile.TemporaryDirectory() as folder:
        kept = {key: value for key, value in os.environ.items() if key not in ("ACCESSIBLE", "NO_COLOR")}
        child = pexpect.spawn(
            str(Path(sys.executable).with_name("qualifier")),
            ["--lang", LANG],
            cwd=folder,
            env={**kept, "QUALIFIER_HOME": folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
        )
        screen = Terminal(child)
        screen.wait_for(first.options[-1].label.to(LANG))
        child.send(str(len(first.options)))
        child.send(message("screens", "key_seen").to(LANG))
        screen.wait_for(second.ask.to(LANG))
        child.close(force=True)
    return drawn(screen)


def drawn(screen: pyte.Screen) -> Text:
    """Return a screen as text with its styles, without the empty lines at the end."""
    lines = []
    for row in range(screen.lines):
        signs = (screen.buffer[row][column] for column in range(screen.columns))
        runs = groupby(signs, key=lambda sign: sign._replace(data=""))
        line = Text.assemble(*(("".join(sign.data for sign in run), style(kind)) for kind, run in runs))
        line.rstrip()
        lines.append(line)
    while lines and not lines[-1].plain:
        lines.pop()
    return Text("\n").join(lines)


def style(sign: Char) -> Style:
    """Return rich's style for a sign of the screen."""
    return Style(
        color=colour(sign.fg),
        bold=sign.bold,
        italic=sign.italics,
        underline=sign.underscore,
        reverse=sign.reverse,
        dim=sign.blink,
    )


def colour(name: str) -> str | None:
    """Return rich's name for a colour of pyte: a name, six hexadecimal digits, or the terminal's own."""
    if name == "default":
        return None
    named = {"brown": "yellow"}.get(name, name)
    return named if named in ANSI_COLOR_NAMES else f"#{named}"


def example_explained(reasoner: Reasoner) -> Explanation:
    """Return the explained verdict of the README's example."""
    return explain_case(reasoner, read_case(scenarios_folder() / EXAMPLE, reasoner.base))


def save(name: str, title: str, *parts: object) -> None:
    """Write what rich prints of the parts as a picture."""
    console = Console(
        record=True,
        width=COLUMNS,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    picture = console.export_svg(title=title, code_format=FRAME, unique_id=name)
    lines = (line.rstrip() for line in picture.splitlines())
    (HERE / f"{name}.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"docs/screenshots/{name}.svg")


def main() -> None:
    reasoner = Reasoner(load_rules(rules_folder()))
    save("question", "make run", question_screen(reasoner))
    explained = example_explained(reasoner)
    save(
        "verdict",
        f"make run CASE=scenarios/{EXAMPLE} ARGS=--details",
        first_layer(explained, LANG),
        "",
        axes_layer(explained, LANG),
    )


if __name__ == "__main__":
    main()
