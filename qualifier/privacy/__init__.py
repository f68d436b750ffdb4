"""What in a text may point to a person, stand-ins for it, and the page about what is kept.

`spotting` says what it sees, `pseudonyms` proposes a text without it, `page` tells what is kept, where, for how long.
Nothing is stored here and nothing is sent anywhere.
"""
