"""What answers establish, by the rules: three readings of one rule base, and the verdict drawn from them.

`forward` (experta) concludes with proofs; `outlook` tells what is still possible without them; `verdict` reads the
conclusions. Words for people and drawing are elsewhere.
"""
