"""The terminal surface: it asks and shows, and decides nothing.

`app` puts the commands together; they are in the modules named `…_commands`, with what they share in `common`. `ask`
is the questionnaire's loop, `sitting` holds it from start to end, `keeping` keeps its answers; `prompts` has the two
ways of asking, `free_text` looks at what is typed, `casebooks` opens the user's casebook, `output` prints.
"""
