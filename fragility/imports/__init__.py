"""Importers of the public files: each reads one family of files and gives `IndicatorTable`s.

The way is: `text_tables` (bytes to text cells) → one module per family (cells to counts and rates,
through `cells`, `codes` and `frames`) → `registry` (a folder, recognised and read). Nothing here
knows the database, the requests or what a score is.
"""
