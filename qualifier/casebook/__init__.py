"""What the user keeps: cases, viewpoints and verdicts, in one private file or in a PostgreSQL database.

Nothing is decided, worded or asked here, and what a viewpoint or a verdict says is opaque text.
"""
