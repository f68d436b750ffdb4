"""How, why, why not, contrast: the explanation of a verdict, as data in both languages.

Drawing it on a medium is for `qualifier.report`; deciding is for `qualifier.reasoning`.
"""
