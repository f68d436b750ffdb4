"""Learning with cases: role-plays, cases made to measure, practice alone, a team set side by side with the library.

Nothing is asked or printed here; role cards and cases are data of `scenarios/`.
"""
