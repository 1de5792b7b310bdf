"""The best possible choices, by an exact solver: what the greedy ones are compared with."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from coverage.siting.reach import Reach

Floats = NDArray[np.float64]


def _solver() -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    return solver


def _value(solver: highspy.Highs) -> float:
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(solver.getInfo().objective_function_value)


def best_cover(minutes: Floats, weights: Floats, count: int, radius: float) -> float:
    """The most people within the radius (MCLP)."""
    solver = _solver()
    opened = [solver.addBinary() for _ in range(minutes.shape[1])]
    served = [solver.addVariable(0, 1) for _ in range(minutes.shape[0])]
    solver.addConstr(sum(opened[1:], opened[0]) <= count)
    for demand, variable in enumerate(served):
        near = [opened[place] for place in np.nonzero(minutes[demand] <= radius)[0]]
        solver.addConstr(variable <= sum(near[1:], near[0]) if near else variable <= 0)
    solver.maximize(sum(float(w) * one for w, one in zip(weights, served, strict=True)))
    return _value(solver)


def best_median(minutes: Floats, weights: Floats, count: int) -> float:
    """The least people × minutes (p-median)."""
    solver = _solver()
    rows, columns = minutes.shape
    opened = [solver.addBinary() for _ in range(columns)]
    solver.addConstr(sum(opened[1:], opened[0]) <= count)
    cost = 0.0
    for demand in range(rows):
        served = [solver.addVariable(0, 1) for _ in range(columns)]
        solver.addConstr(sum(served[1:], served[0]) == 1)
        for place in range(columns):
            solver.addConstr(served[place] <= opened[place])
            cost = cost + float(weights[demand] * minutes[demand, place]) * served[place]
    solver.minimize(cost)
    return _value(solver)


def best_centre(minutes: Floats, count: int) -> float:
    """The shortest longest way (p-centre)."""
    solver = _solver()
    rows, columns = minutes.shape
    opened = [solver.addBinary() for _ in range(columns)]
    longest = solver.addVariable(0, float(minutes.max()))
    solver.addConstr(sum(opened[1:], opened[0]) <= count)
    for demand in range(rows):
        served = [solver.addVariable(0, 1) for _ in range(columns)]
        solver.addConstr(sum(served[1:], served[0]) == 1)
        way = 0.0
        for place in range(columns):
            solver.addConstr(served[place] <= opened[place])
            way = way + float(minutes[demand, place]) * served[place]
        solver.addConstr(way <= longest)
    solver.minimize(1.0 * longest)
    return _value(solver)


def fewest_for_all(minutes: Floats, radius: float) -> float:
    """How many places bring everyone within the radius (LSCP)."""
    solver = _solver()
    opened = [solver.addBinary() for _ in range(minutes.shape[1])]
    for row in minutes:
        near = [opened[place] for place in np.nonzero(row <= radius)[0]]
        if near:
            solver.addConstr(sum(near[1:], near[0]) >= 1)
    solver.minimize(sum(opened[1:], 1.0 * opened[0]))
    return _value(solver)


def whole_reach(minutes: Floats) -> Reach:
    """The reach of a whole table of minutes (demand × candidates); inf is no way."""
    demand, candidates = np.nonzero(np.isfinite(minutes))
    return Reach.from_pairs(demand, candidates, minutes[demand, candidates], *minutes.shape)


def random_town(seed: int) -> tuple[Floats, Floats]:
    """Minutes and people of a small world: 14 places to serve, 9 candidates."""
    random = np.random.default_rng(seed)
    people = np.round(random.lognormal(6, 1, 14))
    here, there = random.uniform(0, 60, (14, 2)), random.uniform(0, 60, (9, 2))
    minutes = np.hypot(*(here[:, None, :] - there[None, :, :]).transpose(2, 0, 1))
    return np.round(minutes), people
