"""The terminal surface: it asks and shows, and decides nothing.

`app` holds the commands, `ask` the questionnaire's loop, `prompts` the two ways of asking, `output` how things are
printed, `drafts` where an unfinished questionnaire is kept.
"""
