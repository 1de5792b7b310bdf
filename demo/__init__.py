"""The demonstration data set: real communes, invented venues, laid out like a real data folder.

Nothing here knows Django. Public entry points: :func:`demo.generate.generate` (write a folder)
and ``python -m demo.build_reference`` (rebuild the small committed tables, for developers).
"""
