"""Normalisers of venue values: pure functions from a raw cell to a `Normalised` value and notes.

One module per subject, no ORM, no request, no file. Each repair is a small named function with its
own code and French message; a module lists them in an ordered tuple and applies them one by one.
Every normaliser is stable: given its own output, it changes nothing.
"""
