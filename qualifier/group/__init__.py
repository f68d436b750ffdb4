"""Several viewpoints on one relationship: a session, what divides it, what matters, how alike, what may leave the room.

Nothing is asked or printed here, and nothing is decided about the relationship itself: that is for `reasoning`.
"""
