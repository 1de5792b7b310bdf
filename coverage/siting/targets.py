"""Who is aimed at and who is counted, said exactly: the same words on cards, curve and tables.

Pure: it knows the scenario alone.
"""

from __future__ import annotations

from coverage.siting.scenario import MODES, Scenario

NO_BREAK = "\u00a0"


def within(scenario: Scenario) -> str:
    """Return « à 20 minutes au plus en voiture » (the limit is included)."""
    return f"à {scenario.minutes}{NO_BREAK}minutes au plus {MODES[scenario.mode]}"


def aimed(scenario: Scenario) -> str:
    """Return who is aimed at."""
    nothing = f"qui n’ont aucun lieu {within(scenario)}"
    if scenario.aim == "alerte-loin":
        return f"habitants en double alerte {nothing}"
    return "habitants en double alerte" if scenario.aim == "alerte" else f"habitants {nothing}"


def newly_near(scenario: Scenario, *, of_all: bool = False) -> str:
    """Return who gets near a place and is near none today: those aimed at, or `of_all`."""
    who = "habitants" if of_all or scenario.aim == "loin" else "habitants en double alerte"
    return f"{who} qui auraient un lieu {within(scenario)}, et n’en ont pas aujourd’hui"


def gained(scenario: Scenario) -> str:
    """Return whom the curve of gains and its steps count."""
    if scenario.aim == "alerte":
        return (
            f"habitants en double alerte {within(scenario)} d’un des lieux ouverts, "
            "qu’ils en aient déjà un autre ou non"
        )
    return newly_near(scenario)


def capital(text: str) -> str:
    """Return a text that begins a line."""
    return text[:1].upper() + text[1:]
