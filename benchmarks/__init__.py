"""Measures what the project promises, side by side with yardsticks taken in the same run; figures, not tests."""
