"""Says which form of working together a relationship is, and why.

Only the version lives here, so that importing the package stays instant; the packages below do the work.
"""

__version__ = "0.1.0"
