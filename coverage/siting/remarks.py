"""What a reader must know of an answer, in French: what comes first, why nothing, the hypotheses.

It knows neither the tables nor the page.
"""

from __future__ import annotations

from coverage.access import PER
from coverage.decays import Preset
from coverage.siting.bench import Answer, Choice
from coverage.siting.scenario import MODES, Scenario
from coverage.siting.targets import NO_BREAK, aimed, newly_near, within
from fragility.sentences import number
from venues.vocabulary import SERVICES

_WHY = {
    "median": "celle du moins de trajet (p-médiane)",
    "centre": "celle où personne n’est trop loin (p-centre)",
}


def everyone(found: Answer, scenario: Scenario) -> str:
    """Say how many places would bring a place near all those aimed at (LSCP); "" for none."""
    if found.everyone is None or not found.everyone.chosen:
        return ""
    count, left = len(found.everyone.chosen), len(found.everyone.out_of_reach)
    places = f"{number(count)} {'lieu suffirait' if count == 1 else 'lieux suffiraient'}"
    who = "habitants" if scenario.aim == "loin" else "habitants en double alerte"
    proof = f"Peut-être moins{NO_BREAK}: c’est une bonne solution, pas la preuve du minimum."
    if not left:
        return (
            f"Pour que tous les {who} aient un lieu {within(scenario)}, {places} parmi ces "
            f"candidats, en plus des lieux d’aujourd’hui. {proof}"
        )
    communes = "commune reste" if left == 1 else "communes restent"
    return (
        f"Aucun choix de ces candidats ne donne à tous les {who} un lieu {within(scenario)}"
        f"{NO_BREAK}: {number(left)} {communes} hors de portée. Pour tous les autres, {places}, "
        f"en plus des lieux d’aujourd’hui. {proof}"
    )


def nothing(found: Answer, scenario: Scenario, *, has_need: bool) -> str:
    """Say why no place brings anybody near, and what to try; "" when one does."""
    if found.steps:
        return ""
    if scenario.aim != "loin" and not has_need:
        return (
            "L’indice de fragilité n’est pas chargé\u00a0: la double alerte ne peut pas être "
            "calculée. Visez plutôt tous les habitants qui n’ont aucun lieu dans ce temps."
        )
    if not found.communes:
        return _nobody(found, scenario)
    if not len(found.candidates):
        return (
            "Il n’y a aucun candidat de cette sorte dans ce territoire. Choisissez d’autres "
            "candidats, par exemple toutes les communes."
        )
    return (
        f"Aucun candidat n’est {within(scenario)} des {aimed(scenario)}. Essayez "
        "plus de minutes, ou d’autres candidats."
    )


def _nobody(found: Answer, scenario: Scenario) -> str:
    if scenario.aim == "loin":
        return (
            f"Tous les habitants sont déjà {within(scenario)} d’un lieu, selon "
            "ces hypothèses. Essayez moins de minutes, ou un service précis."
        )
    if not found.place.study.before.alert_communes:
        return (
            "Aucune commune de ce territoire n’est en double alerte. Visez plutôt tous les "
            "habitants qui n’ont aucun lieu dans ce temps."
        )
    return (
        f"Tous les habitants en double alerte de ce territoire ont déjà un lieu {within(scenario)}"
        f"{NO_BREAK}: ils le partagent avec beaucoup d’autres. Visez plutôt tous les habitants en "
        "double alerte, ou moins de minutes."
    )


def ahead(found: Answer) -> tuple[str, ...]:
    """Say which cheaper moves do as much as new places, or more, for the double alerts."""
    best = found.options[0].change.alerts_removed if found.options else 0
    said = []
    for one in found.others:
        removed = one.change.alerts_removed
        if one.kind == "heures" and removed > best:
            count = len(one.chosen)
            venues = "d’un lieu existant" if count == 1 else f"de {number(count)} lieux existants"
            end = f", contre {number(best)} pour l’option 1" if found.options else ""
            said.append(
                f"D’abord, plus d’heures{NO_BREAK}: allonger les horaires {venues} ferait sortir "
                f"{_communes(one)} de la double alerte{end}. Cela ne rapproche personne."
            )
        if one.kind == "itinerant" and found.options and removed and removed >= best:
            said.append(
                "Une demi-journée par semaine dans les lieux de l’option 1 ferait "
                f"déjà sortir {_communes(one)} de la double alerte, "
                + (f"contre {number(best)} en ouvrant toute la semaine." if removed > best
                   else "autant que d’y ouvrir toute la semaine.")
            )  # fmt: skip
    return tuple(said)


def _communes(choice: Choice) -> str:
    removed = choice.change.alerts_removed
    people = number(choice.change.people_out_of_alert)
    return f"{number(removed)} commune{'s' if removed > 1 else ''} ({people} habitants)"


def notes(found: Answer, scenario: Scenario) -> tuple[str, ...]:
    """Say what a reader must know of these options."""
    if not found.options or len(found.candidates) == 1:
        return ()
    every_one = len(found.options[0].chosen) == len(found.candidates)
    said = []
    fewer = len(found.steps)
    if 0 < fewer < scenario.count:
        places = "Un seul lieu fait" if fewer == 1 else f"{number(fewer)} lieux font"
        said.append(
            f"{places} déjà tout ce que ces candidats peuvent faire pour les {aimed(scenario)}."
        )
    said += [_promoted(found.options, scenario)] if "cover" not in found.options[0].ways else []
    if every_one:
        pass
    elif len(found.options) == 1:
        said.append("Aucun autre choix trouvé n’arrive à moins de 5\u00a0% de cette option.")
    elif found.are_near:
        said.append(
            "Ces options se valent à 5\u00a0% près, pour les communes sorties de la double alerte "
            f"et pour les {newly_near(scenario)}\u00a0: ce qui les distingue est le reste, et ce "
            "que vous savez du terrain."
        )
    else:
        said.append(
            "De celle qui fait sortir le plus de communes de la double alerte à celle qui en fait "
            "sortir le moins\u00a0; à égalité, de celle qui rapproche le plus d’habitants visés."
        )
    return tuple(said)


def _promoted(options: tuple[Choice, ...], scenario: Scenario) -> str:
    """Say why a choice made otherwise comes before those that cover the most, and what it loses."""
    first = options[0]
    rank, cover = next((rank, one) for rank, one in enumerate(options, 1) if "cover" in one.ways)
    said = f"L’option 1 est {' et '.join(_WHY[way] for way in first.ways)}{NO_BREAK}: "
    removed, covered = first.change.alerts_removed, cover.change.alerts_removed
    if removed == covered:
        return (
            f"{said}elle fait sortir autant de communes de la double alerte que l’option {rank}, "
            "et rapproche plus d’habitants."
        )
    said += (
        f"elle fait sortir {number(removed)} communes de la double alerte, contre "
        f"{number(covered)} pour l’option {rank}."
    )
    if cover.aimed_near > first.aimed_near:
        said += (
            f" Mais l’option {rank} rapproche plus de monde{NO_BREAK}: {number(cover.aimed_near)} "
            f"{newly_near(scenario)}, contre {number(first.aimed_near)}."
        )
    return said


def assumptions(scenario: Scenario, line: float, preset: Preset) -> tuple[str, ...]:
    """Return the hypotheses of a scenario, a sentence each."""
    how = MODES[scenario.mode]
    limit = "aucun lieu à portée"
    if line > 0:
        limit = f"{number(line * PER, 2)} lieu pour 10\u202f000 habitants ou moins"
    service: tuple[str, ...] = ()
    if scenario.service:
        label = SERVICES.by_code[scenario.service].label
        service = (
            "«\u00a0Lieu\u00a0» veut dire ici\u00a0: un lieu dont la fiche dit "
            f"«\u00a0{label}\u00a0».",
        )
    return (
        *service,
        f"Les minutes {how} sont une estimation à vol d’oiseau, de centre de commune à lieu\u00a0: "
        "ni les routes, ni les bus, ni les embouteillages ne sont connus.",
        "Une commune est en double alerte quand elle est dans le tiers des habitants de France "
        f"les plus fragiles et dans le tiers des moins bien servis ({limit}). Cette limite ne "
        "bouge pas d’une option à l’autre.",
        "L’accès partage chaque lieu entre tous les habitants à sa portée, communes voisines "
        f"comprises. Poids d’un trajet\u00a0: {preset.words()}.",
        "Un lieu compte pour un, quels que soient ses horaires et son équipe\u00a0; une "
        "demi-journée par semaine compte pour un dixième. «\u00a0Plus d’heures\u00a0» ajoute à un "
        "lieu existant autant d’offre qu’un lieu ouvert.",
        "Les choix sont faits pas à pas (au moins 63\u00a0% du meilleur possible)\u00a0: de bons "
        "choix, sans preuve qu’il n’en existe pas de meilleur.",
    )
