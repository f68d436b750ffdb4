"""The pictures of the reports, each drawn once as an SVG that every medium uses.

One module a picture, named after what it shows; `drawing.py` has what they share. Nothing is decided here: what is
shown is given, as words in both languages.
"""
