"""Measured figures: each module prints a table, and a ratio against a named alternative.

Never run by the tests: a machine's speed is not a matter of right or wrong. `bin/bench` runs all
of them, `bin/bench NAME…` some. Every ratio comes from one run on one machine.
"""
