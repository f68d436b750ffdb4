"""The same explanation on each medium: terminal, Markdown, JSON. Nothing is decided or worded here beyond headings."""
