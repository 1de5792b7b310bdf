"""The rules of the map that need no map: groups, limits, zones, as the browser counts them."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit


def test_groups_lose_nobody_at_any_zoom_and_are_the_same_however_often_they_are_made(
    visit: Visit,
) -> None:
    page = visit("/lieux/")
    sums = page.evaluate("""async () => {
        const { groupsAt, readPoints } = await import('/static/venues/points.js');
        let seed = 7;
        const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
        const count = 18756;
        const steps = (low, high) => {
            const value = () => Math.round((low + chance() * (high - low)) * 20000);
            const values = Array.from({length: count}, value);
            return values.map((value, rank) => value - (rank ? values[rank - 1] : 0));
        };
        const answer = {count, echelle: 20000, ids: Array(count).fill(1),
            lats: steps(42, 51), lons: steps(-5, 9)};
        const points = readPoints(answer);
        return [0, 2, 4.5, 5, 7, 9.5, 12, 15.5, 16, 18].map((zoom) => {
            const groups = groupsAt(points, zoom);
            const ranks = new Set(groups.flatMap((group) => group.ranks));
            return [ranks.size, groups.reduce((sum, group) => sum + group.ranks.length, 0),
                JSON.stringify(groups) === JSON.stringify(groupsAt(points, zoom))];
        });
    }""")
    assert sums == [[18756, 18756, True]] * 10


def test_a_zone_is_rounded_outwards_and_turns_at_the_180th_meridian(visit: Visit) -> None:
    page = visit("/lieux/")
    zones = page.evaluate("""async () => {
        const { zoneText } = await import('/static/venues/map-zone.js');
        return [[4.396, 45.431, 4.3961, 45.4311], [178.991, -20, 181.009, -18],
            [-200, -89, 200, 89], [-61.2, 14.3, -60.8, 14.9]].map(zoneText);
    }""")
    assert zones == [
        "4.39,45.43,4.40,45.44",
        "178.99,-20.00,-178.99,-18.00",
        "-180.00,-85.00,180.00,85.00",
        "-61.20,14.30,-60.80,14.90",
    ]


def test_limits_take_the_short_way_across_the_180th_meridian(visit: Visit) -> None:
    page = visit("/lieux/")
    found = page.evaluate("""async () => {
        const { limits } = await import('/static/venues/points.js');
        const points = {lons: [166.4, -176.2], lats: [-22.3, -13.3]};
        return limits(points, [0, 1]);
    }""")
    assert found == [pytest.approx(166.4), -22.3, pytest.approx(183.8), -13.3]
