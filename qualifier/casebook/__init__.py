"""What the user keeps: cases, viewpoints, verdicts, sessions, practice, in one private file or a PostgreSQL database.

Nothing is decided, worded or asked here, and what a viewpoint, a verdict or a record says is opaque text.
"""
