"""Own words to services: « jarive pa a faire mes papié » leads to a service of the standard."""

from orientation.needs.shapes import (
    Elsewhere,
    Emergency,
    Guess,
    Option,
    Question,
    Understanding,
)
from orientation.needs.understanding import understand

__all__ = [
    "Elsewhere",
    "Emergency",
    "Guess",
    "Option",
    "Question",
    "Understanding",
    "understand",
]
