"""The parts of the generator: what the library makes likely, pairs of neighbouring cases, traps, cards, the telling."""
