"""What a rule base is: its models, its condition language, its loading with file and line, its faults.

Nothing here decides about a case: reasoning is in `qualifier.reasoning`.
"""
