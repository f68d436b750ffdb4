"""What can be proven and told of a rule base as a whole.

Proofs over every way of answering, coverage by scenarios, differences between two bases, the picture of its
dependencies.
"""
