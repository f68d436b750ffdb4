"""Which question comes next, and why: answers as an immutable value, from which everything else is worked out again.

No prompt lives here: surfaces ask and show. What answers establish is in `qualifier.reasoning`.
"""
