"""What tells our files from others, and today's tables from those of other versions; `migrations/` must agree."""

from __future__ import annotations

# "Qcas", in the beginning of every file of ours (SQLite's `application_id`).
OURS = 0x51636173

REVISIONS = ("0001", "0002", "0003")
HEAD = REVISIONS[-1]
