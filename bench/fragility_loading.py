"""Loading 30 indicators of 35,000 communes and 49,000 IRIS, and reading one territory.

The alternative is one database row a value, as a plain schema has: the same numbers of one
indicator, written by `bulk_create` into a table of its own, times the number of series.
"""

from __future__ import annotations

import django
import numpy as np
import pandas as pd
from django.conf import settings
from django.db import connection, models, transaction

from bench.measure import milliseconds, peak_megabytes, spread, table, timed

INDICATORS, COMMUNES, IRIS = 30, 35_000, 49_000
SECRET_SHARE = 0.1


def invented(codes: pd.Index, seed: int) -> pd.DataFrame:
    """Return a frame of `aggregate.COLUMNS` with numbers that compress no better than real ones."""
    from fragility.status import Status

    chance = np.random.default_rng(seed)
    whole = np.floor(chance.lognormal(6, 1.2, len(codes))) + 1
    secret = chance.random(len(codes)) < SECRET_SHARE
    part = np.where(secret, np.nan, whole * chance.beta(2, 8, len(codes)))
    frame = pd.DataFrame({"numerator": part, "denominator": whole}, index=codes)
    return frame.assign(
        value=100 * part / whole,
        weight=whole,
        status=np.where(secret, Status.SECRET, Status.OBSERVED).astype(np.int8),
        flags=np.uint8(0),
        observed_share=np.nan,
    )


def write_columns(release: object, frames: dict[str, list[pd.DataFrame]]) -> None:
    """Write every frame as the site does: one row of columns a series."""
    from fragility.columns import pack
    from fragility.models import CodeList, Indicator, IndicatorSeries, Source
    from fragility.series import code_list

    source = Source.objects.create(key="mesure", name="Mesure", producer="Mesure", licence="-")
    lists: dict[str, CodeList] = {}
    for level, series in frames.items():
        lists[level] = code_list(level, 2026, list(series[0].index))
        for rank, frame in enumerate(series):
            indicator, _ = Indicator.objects.get_or_create(
                key=f"mesure-{rank}", defaults={"label": "Mesure", "unit": "%", "direction": 1}
            )
            IndicatorSeries.objects.create(
                release=release,
                indicator=indicator,
                source=source,
                code_list=lists[level],
                level=level,
                vintage=2022,
                source_cog_year=2026,
                values=pack(frame["value"], "f8"),
                numerators=pack(frame["numerator"], "f8"),
                denominators=pack(frame["denominator"], "f8"),
                weights=b"",
                observed_shares=b"",
                statuses=pack(frame["status"], "u1"),
                flags=pack(frame["flags"], "u1"),
            )


def row_a_value(frame: pd.DataFrame) -> float:
    """Return the seconds that one series takes as one row a value, in a table made for it."""

    class PlainValue(models.Model):
        """One value a row."""

        code = models.CharField(max_length=9, db_index=True)
        indicator = models.CharField(max_length=60)
        numerator = models.FloatField(null=True)
        denominator = models.FloatField(null=True)
        value = models.FloatField(null=True)
        status = models.SmallIntegerField()

        class Meta:
            app_label = "fragility"
            db_table = "bench_plain_value"

        def __str__(self) -> str:
            return self.code

    columns = ["numerator", "denominator", "value"]
    numbers = frame[columns].astype(object).where(frame[columns].notna(), None)
    with connection.schema_editor() as editor:
        editor.create_model(PlainValue)
    try:

        def write() -> None:
            with transaction.atomic():
                PlainValue.objects.bulk_create(
                    (
                        PlainValue(
                            code=code, indicator="mesure", numerator=part, denominator=whole,
                            value=value, status=status,
                        )
                        for code, (part, whole, value), status in zip(
                            frame.index, numbers.to_numpy(), frame["status"].tolist(), strict=True
                        )
                    ),
                    batch_size=500,
                )  # fmt: skip

        return timed(write)[0]
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(PlainValue)


def main() -> None:
    """Measure in a transaction that is undone, and print."""
    from fragility.models import Release
    from fragility.store import level_values, release_facts

    codes = {
        "commune": pd.Index([f"{one:05}" for one in range(COMMUNES)], dtype=object),
        "iris": pd.Index([f"{one:09}" for one in range(IRIS)], dtype=object),
    }
    frames = {
        level: [invented(index, seed) for seed in range(INDICATORS)]
        for level, index in codes.items()
    }
    plain = row_a_value(frames["commune"][0])
    with transaction.atomic():
        release = Release.objects.create(label="Mesure", cog_year=2026, fingerprint="mesure")
        seconds, _ = timed(lambda: write_columns(release, frames))
        facts = release_facts(release)
        first, values = timed(lambda: level_values("commune", facts))
        decode, _ = timed(lambda: values.of("00042"))
        again = milliseconds(
            [lambda place=place: values.of(f"{place:05}") for place in range(0, 20_000, 100)]
        )
        size = sum(
            len(bytes(getattr(one, name)))
            for one in release.series.order_by("pk")
            for name in ("values", "numerators", "denominators", "statuses", "flags")
        )
        transaction.set_rollback(True)
    numbers = INDICATORS * (COMMUNES + IRIS)
    alternative = plain * numbers / COMMUNES
    table(
        [
            ("base", connection.vendor, "", ""),
            ("", "colonnes", "une ligne par valeur", "rapport"),
            (
                f"écrire {numbers:,} valeurs".replace(",", " "),
                f"{seconds:.1f} s",
                f"{alternative:.0f} s (extrapolé de {COMMUNES} lignes)",
                f"{alternative / seconds:.0f} fois",
            ),
            ("place", f"{size / 1e6:.0f} Mo", "", ""),
            ("lire un niveau", f"{1000 * first:.0f} ms", "", ""),
            ("premier territoire", f"{1000 * decode:.0f} ms", "", ""),
            ("territoire suivant", spread(again), "", ""),
            ("mémoire", f"{peak_megabytes():.0f} Mo", "", ""),
        ]
    )


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(f"Base : {settings.DATABASES['default']['ENGINE']}")
    main()
