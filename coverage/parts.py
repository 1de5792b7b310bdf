"""Cuts what a run asks of a world by département, each part with its halo, and joins the answers.

The halo is what bears on the access of the part: the venues that it reaches, and all who press on
them, at most twice the widest way from its inhabitants; three times for the venues when people
split a choice (3SFCA). A part is told by the SHA-256 of all that its answer is made from: the same
print, the same answer, whatever else changed in the country. The joined answers are those of the
whole, to the last bit or nearly. Pure numpy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.decays import PRESETS
from coverage.offer import SERVICE_KEYS
from coverage.parameters import Parameters
from coverage.reached import MODES, READ, Mask, Question, Reached
from coverage.scenarios import Scenario
from coverage.supply import SupplyVariant
from coverage.thirds import Floats
from coverage.world import Points, World, make_world, unit_vectors
from territories.travel import reach_m

Arrays = dict[str, NDArray[Any]]
#: Open country, where cars are fastest: nobody goes further in so many minutes.
_FASTEST = 0.0
_COMMUNES = ("latitudes", "longitudes", "populations", "densities", "lands")
_VENUES = (
    "venue_latitudes", "venue_longitudes", "venue_densities", "venue_lands", "at_commune",
    "least_m",
)  # fmt: skip
_POINTS = ("communes", "latitudes", "longitudes", "populations")


@dataclass(frozen=True, eq=False)
class Part:
    """The communes and venues of a whole that one part answers for."""

    code: str
    own: Mask
    own_venues: Mask


def parts(whole: Question, level: str = "departement") -> Iterator[tuple[Part, Question]]:
    """Yield a part for each territory of a level ("" = outside all of them) and what it is asked.

    Every commune and every venue is answered for once. A world without that level is one part.
    """
    world = whole.world
    codes = world.groups.get(level, np.full(world.commune_count, ""))
    names, numbers = np.unique(codes, return_inverse=True)
    owners = _venue_owners(world, numbers)
    for number, code in enumerate(names.tolist()):
        own, own_venues = numbers == number, owners == number
        yield Part(code, own, own_venues), _with_halo(whole, own, own_venues)


def widest_metres(question: Question) -> float:
    """Return how far, as the crow flies, a question looks for the venues of a commune."""
    by_car = reach_m(question.car_minutes, "voiture", _FASTEST)
    return max(by_car, reach_m(question.parameters.foot_minutes, "pied"))


def splits_choice(question: Question) -> bool:
    """Tell whether some measure asked for lets people split among the venues they reach."""
    parameters = question.parameters
    keys = {parameters.preset, *parameters.presets, *(one.decay for one in question.asked)}
    return not all(PRESETS[key].grows for key in keys)


def merge(whole: Question, answers: Iterable[tuple[Part, Reached]]) -> Reached:
    """Return the answer of the whole from those of its parts.

    Raises ValueError when an answer is not that of its part.
    """
    size = whole.world.commune_count
    columns: dict[str, Floats] = {}
    accesses = np.full((len(whole.asked), size), np.nan)
    ratios = np.zeros(whole.world.venue_count)
    links = dict.fromkeys(MODES, 0)
    for part, reached in answers:
        _check(part, reached, len(whole.asked))
        for name, values in reached.columns.items():
            columns.setdefault(name, np.full(size, np.nan))[part.own] = values
        accesses[:, part.own] = reached.accesses
        ratios[part.own_venues] = reached.ratios
        for mode, count in reached.links.items():
            links[mode] += count
    return Reached(columns, accesses, ratios, links)


def _check(part: Part, reached: Reached, scenarios: int) -> None:
    """Raise ValueError when an answer is not of the size of its part: it would be spread over."""
    communes, venues = int(part.own.sum()), int(part.own_venues.sum())
    sizes = {len(values) for values in reached.columns.values()}
    shapes = (reached.accesses.shape, reached.ratios.shape)
    if sizes != {communes} or shapes != ((scenarios, communes), (venues,)):
        raise ValueError(f"the answer of part {part.code!r} is not of its size")


def _venue_owners(world: World, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the part that answers for each venue: that of the nearest inhabitants.

    Whoever reaches a venue, the nearest do not live further: it is in the halo of their part.
    """
    from scipy.spatial import cKDTree

    points = world.points
    communes = np.arange(world.commune_count) if points is None else points.communes
    place = world if points is None else points
    vectors = unit_vectors(place.latitudes, place.longitudes)
    located = np.isfinite(vectors).all(axis=1)
    venues = unit_vectors(world.venue_latitudes, world.venue_longitudes)
    owners = np.zeros(world.venue_count, dtype=np.int64)
    known = np.isfinite(venues).all(axis=1)
    if located.any() and known.any():
        _, nearest = cKDTree(vectors[located]).query(venues[known])
        owners[known] = numbers[communes[located][nearest]]
    return owners


def _with_halo(whole: Question, own: Mask, own_venues: Mask) -> Question:
    world, metres = whole.world, widest_metres(whole)
    near = world.venues_near(own, metres) | own_venues
    venues = near | world.venues_near(own, 3 * metres) if splits_choice(whole) else near
    communes = world.communes_near(own, 2 * metres)
    return replace(
        whole,
        world=world.part(communes, venues),
        masks={key: mask[venues] for key, mask in whole.masks.items()},
        amounts={key: amounts[venues] for key, amounts in whole.amounts.items()},
        supplies={key: amounts[venues] for key, amounts in whole.supplies.items()},
        own=own[communes],
        own_venues=own_venues[venues],
        near=near[venues],
    )


# --- as plain arrays: to be printed, kept and sent ----------------------------------------------


def question_arrays(question: Question) -> Arrays:
    """Return a question as arrays; names, codes and keys of the database are not among them."""
    world = question.world
    arrays: Arrays = {name: getattr(world, name) for name in (*_COMMUNES, *_VENUES)}
    if world.points is not None:
        arrays |= {f"point_{name}": getattr(world.points, name) for name in _POINTS}
    arrays |= {"own": question.own, "own_venues": question.own_venues, "near": question.near}
    arrays["masks"] = np.array([question.masks[key] for key in SERVICE_KEYS])
    arrays["amounts"] = np.array([question.amounts[key] for key in SERVICE_KEYS])
    shape = (len(question.supplies), world.venue_count)
    arrays["supplies"] = np.array(list(question.supplies.values()), dtype=np.float64).reshape(shape)
    asked = {
        "scenarios": [asdict(one) for one in question.asked],
        "variants": [asdict(one) for one in question.supplies],
        "parameters": {name: getattr(question.parameters, name) for name in READ},
    }
    arrays["asked"] = np.frombuffer(json.dumps(asked, sort_keys=True).encode(), dtype=np.uint8)
    return arrays


def read_question(arrays: Mapping[str, NDArray[Any]]) -> Question:
    """Return the question that `question_arrays` wrote. Raises KeyError or ValueError."""
    asked = json.loads(arrays["asked"].tobytes())
    count = len(arrays["latitudes"])
    columns: dict[str, Any] = {name: arrays[name] for name in ("densities", "lands", *_VENUES)}
    if "point_communes" in arrays:
        columns["points"] = Points(*(arrays[f"point_{name}"] for name in _POINTS))
    world = make_world(
        [""] * count, arrays["latitudes"], arrays["longitudes"], arrays["populations"], **columns
    )
    variants = [SupplyVariant(**one) for one in asked["variants"]]
    return Question(
        world,
        dict(zip(SERVICE_KEYS, arrays["masks"], strict=True)),
        dict(zip(SERVICE_KEYS, arrays["amounts"], strict=True)),
        dict(zip(variants, arrays["supplies"], strict=True)),
        tuple(Scenario(**one) for one in asked["scenarios"]),
        Parameters(**{**asked["parameters"], "presets": tuple(asked["parameters"]["presets"])}),
        own=arrays["own"],
        own_venues=arrays["own_venues"],
        near=arrays["near"],
    )


def reached_arrays(reached: Reached) -> Arrays:
    """Return an answer as arrays."""
    return {
        "names": np.array(list(reached.columns), dtype=np.str_),
        "columns": np.array(list(reached.columns.values()), dtype=np.float64),
        "accesses": reached.accesses,
        "ratios": reached.ratios,
        "links": np.array([reached.links[mode] for mode in MODES], dtype=np.int64),
    }


def read_reached(arrays: Mapping[str, NDArray[Any]]) -> Reached:
    """Return the answer that `reached_arrays` wrote. Raises KeyError or ValueError."""
    return Reached(
        dict(zip(arrays["names"].tolist(), arrays["columns"], strict=True)),
        arrays["accesses"],
        arrays["ratios"],
        dict(zip(MODES, arrays["links"].tolist(), strict=True)),
    )


def fingerprint(question: Question, code: str) -> str:
    """Return the SHA-256 of all that the answer is made from; `code` stands for the formulas."""
    digest = hashlib.sha256(code.encode())
    for name, array in question_arrays(question).items():
        digest.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
