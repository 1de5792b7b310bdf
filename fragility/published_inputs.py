"""Which files `verify_methods` recomputes the published indices from, and their hashes.

Light enough to be imported when the site starts: what reads and computes comes later.
"""

from __future__ import annotations

from pathlib import Path

from ifn_site.verifications import Check, Figure, register

NAME = "Fragilité"

ARRAS = "ifn/ifn2019_arras_iris_full_raw.csv"
IRIS_2019 = "ifn/ifn2019_iris_scores_3bases.csv.gz"
CITY_2023 = "ifn/ifn2023_city_all_2023-08-24_5ind.csv"
EPCI_2023 = "ifn/ifn2023_epci_all_2023-08-24_5ind.csv"
WEIGHTS_2018 = "ifn/verify_weights_commune_epci2021_pop2018.csv"
FILOSOFI = "ifn/insee_filosofi2021_commune.csv"
EXPECTED_POVERTY = "ifn/poverty_commune_2021_observed_or_estimated.csv"
LOCAL_RATES = "ifn/indicateurs_commune_rp2017_arcep2019_filosofi2015.csv"

INPUTS: dict[str, str] = {
    ARRAS: "1dfb917eeb9b8f6c25f246b9098ad7c059caa34d42448fd6a077cf4634024d4b",
    IRIS_2019: "cfd7a184a60dd887fd13ecb8350f82c4f583b256bbbbfa92b1a0fd4b1c843a71",
    CITY_2023: "d790acb341a35779ef49a0e27ae8c2d92ea3414b99e85bbe0dbfb90ce470a78f",
    EPCI_2023: "37fc40768422b62337933ea811aa34c589244414a942370282807d70fdb95a1d",
    WEIGHTS_2018: "5b60740204648e3739f4f9742a1882abb763f9f1d625007b5a00fb3b1e3cd226",
    FILOSOFI: "145d3b90d0720e5e011fccdc05f72be500e4cca4dc077add14d28cfa77b86eef",
    EXPECTED_POVERTY: "c94eeeccd8c34eff5ed6b2679024aa2bc6e09e3b088039c27e50c7cb56f934bb",
    LOCAL_RATES: "bf96a3d7d61eb54b37b2dd0247135eb85e4c2e7524d18d8ba932d0cf125ba322",
}
"""The sha256 of each file as it was published or put together."""


def register_verification() -> None:
    """Register what the app recomputes; pandas is imported when it runs."""

    def run(folder: Path) -> list[Check]:
        from fragility.verification import checks

        return checks(folder)

    def defects(folder: Path) -> list[Figure]:
        from fragility.known_defects import figures

        return figures(folder)

    register(40, NAME, run, inputs=INPUTS, figures=defects)
