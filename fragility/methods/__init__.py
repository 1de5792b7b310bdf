"""How indicators become scores: pure pandas and numpy, each formula in its docstring.

`presets` names the methods of the site, `compute` computes them; `ifn_repere` is ours, `ifn_2019`
and `ifn_2023` reproduce the published indices so that they can be verified.
"""
