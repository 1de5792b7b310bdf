"""Why this place, in two or three words each, and what is not sure of it.

Pure: only what the data say; what answers this person comes before what holds for anyone.
"""

from __future__ import annotations

from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext, noop
from orientation.answers import Answers
from orientation.particular import is_asked, public_of
from orientation.ranking import Candidate, deals_with
from orientation.wishes import (
    CARE_OF_ACCESS,
    FREE,
    FREE_COSTS,
    FROM_HOME,
    NOW,
    PROCEDURES_SERVICE,
    asks_hours,
    publics_asked,
    services_asked,
    windows_asked,
)
from territories.names import fold
from venues.vocabulary import SERVICES

#: How many reasons are told of one venue.
MOST = 3
HOURS_TO_CHECK = noop("Horaires à vérifier")
PROCEDURE_REASONS = {
    "caf": noop("Aide pour la CAF"),
    "impots": noop("Aide pour les impôts"),
    "retraite": noop("Aide pour la retraite"),
    "sante": noop("Aide pour la santé"),
    "emploi": noop("Aide pour l’emploi"),
    "carte-grise": noop("Aide pour la carte grise"),
    "identite": noop("Aide pour les papiers d’identité"),
    "titre-de-sejour": noop("Aide pour le titre de séjour"),
    "handicap": noop("Aide pour le handicap"),
    "justice": noop("Aide pour la justice"),
    "energie": noop("Aide pour le chèque énergie"),
}
CARE_REASONS = {
    "moteur": noop("Accueille les personnes à mobilité réduite"),
    "surdite": noop("Accueille les personnes sourdes"),
    "visuel": noop("Accueille les personnes aveugles"),
    "illettrisme": noop("Aide ceux qui lisent mal"),
    "mental": noop("Accueille le handicap mental"),
    "anglais": noop("Accueil en anglais"),
    "langues": noop("Accueil en langues étrangères"),
}
#: Said of a place that does not say so.
CARE_DOUBTS = {
    "moteur": noop("Accueil en fauteuil non renseigné : demandez"),
    "surdite": noop("Accueil des personnes sourdes non renseigné : demandez"),
    "visuel": noop("Accueil des personnes aveugles non renseigné : demandez"),
    "illettrisme": noop("Aide à la lecture non renseignée : demandez"),
    "mental": noop("Accueil du handicap mental non renseigné : demandez"),
    "anglais": noop("Accueil en anglais non renseigné : demandez"),
    "langues": noop("Autres langues non renseignées : demandez"),
}
PUBLIC_REASONS = {
    "femmes": noop("Pour les femmes"),
    "jeunes": noop("Pour les jeunes"),
    "etudiants": noop("Pour les étudiants"),
    "familles": noop("Pour les familles"),
    "seniors": noop("Pour les personnes âgées"),
}
MEETING_REASONS = {
    "matin": noop("Ouvert le matin"),
    "apres_midi": noop("Ouvert l’après-midi"),
    "soir": noop("Ouvert le soir"),
    "samedi": noop("Ouvert le samedi"),
    "jour": noop("Ouvert un des jours choisis"),
}


def reasons(one: Candidate, answers: Answers) -> list[str]:
    """Return why this venue, the most telling for this person first: three reasons at most."""
    told = [
        *_when(one, answers),
        *_asked_access(one, answers),
        *_doing(one, answers),
        *_procedure(one, answers),
        *_needs(one, answers),
        *_counter(one, answers),
        *_appointment(one, answers),
        *_anyone(one, answers),
    ]
    return list(dict.fromkeys(told))[:MOST]


def doubts(one: Candidate, answers: Answers) -> list[str]:
    """Return what is not sure, or not quite what was asked; the weightiest first."""
    found = []
    if one.receives_nobody:
        found.append(_("N’accueille pas de public"))
    public = public_of(one.kinds, one.programmes, one.name)
    if public is not None and not is_asked(public, answers):
        found.append(_(public.words))
    if one.crossing:
        found.append(one.crossing[:1].upper() + one.crossing[1:])
    found += _missed_need(one, answers)
    found += _missed_welcome(one, answers)
    found += _missed_hours(one, answers)
    if not one.hours_are_sure and not one.receives_nobody:
        found.append(_(HOURS_TO_CHECK))
    return found


def _missed_need(one: Candidate, answers: Answers) -> list[str]:
    found = []
    missing = [code for code in services_asked(answers) if code not in one.services]
    if missing:
        what = SERVICES.by_code[missing[0]].plain
        found.append(_("N’annonce pas : %(service)s") % {"service": what})
    if answers.doing == "a_ma_place" and not one.acts_on_behalf:
        found.append(_("Demandez s’il peut faire la démarche"))
    return found


def _missed_welcome(one: Candidate, answers: Answers) -> list[str]:
    asked = (CARE_OF_ACCESS[value] for value in answers.access if value in CARE_OF_ACCESS)
    found = [_(CARE_DOUBTS[code]) for code in asked if code not in one.care]
    publics = publics_asked(answers)
    if publics and one.publics and not set(publics) & set(one.publics):
        found.append(_("S’adresse à d’autres personnes : demandez"))
    if FREE in answers.access and not one.costs:
        found.append(_("Prix non renseigné : demandez"))
    elif FREE in answers.access and not set(FREE_COSTS) & set(one.costs):
        found.append(_("Payant"))
    elif FREE in answers.access and FREE not in one.costs:
        found.append(_("Gratuit pour certaines personnes"))
    if FREE in answers.access and {"gratuit", "payant"} <= set(one.costs):
        found.append(_("Gratuit ou payant, selon le service"))
    return found


def _missed_hours(one: Candidate, answers: Answers) -> list[str]:
    found = []
    by_home = [value for value in answers.when if value in FROM_HOME]
    is_told = bool(one.opens_text) or one.hours_are_sure
    if asks_hours(answers) and not by_home and not one.meets and is_told:
        found.append(_("Pas ouvert au moment choisi"))
    if "telephone" in answers.when and "telephone" not in one.access_modes and not one.meets:
        found.append(_("Demandez s’il aide par téléphone"))
    if answers.appointment == "sans" and not one.access_modes:
        found.append(_("Demandez s’il faut un rendez-vous"))
    return found


def _when(one: Candidate, answers: Answers) -> list[str]:
    """Help from home, the hours asked, else how soon it opens."""
    told = []
    if "distance" in answers.when and "distance" in one.support:
        told.append(_("Aide à distance"))
    if "telephone" in answers.when and "telephone" in one.access_modes:
        told.append(_("Répond au téléphone"))
    asked = [*(value for value in answers.when if value not in FROM_HOME), "jour"]
    met = [value for value in asked if value in one.meets and value in MEETING_REASONS]
    told += [_(MEETING_REASONS[value]) for value in met[:1]]
    # Hours that are not sure are told only to who asked for them, with the doubt beside.
    # Who asked for other hours is not told of those.
    fits = not windows_asked(answers) or NOW in answers.when
    if not met and fits and one.opens_text and (one.hours_are_sure or asks_hours(answers)):
        told.append(one.opens_text)
    return told


def _asked_access(one: Candidate, answers: Answers) -> list[str]:
    told = []
    for asked in answers.access:
        code = CARE_OF_ACCESS.get(asked, "")
        if code in one.care:
            told.append(_(CARE_REASONS[code]))
    if FREE in answers.access and one.costs == (FREE,):
        told.append(_("Gratuit"))
    told += [_(PUBLIC_REASONS[code]) for code in publics_asked(answers) if code in one.publics]
    return told


def _doing(one: Candidate, answers: Answers) -> list[str]:
    if answers.doing == "a_ma_place" and one.acts_on_behalf:
        return [_on_behalf(answers)]
    if answers.doing == "apprendre" and "atelier" in one.support:
        return [_("Ateliers à plusieurs")]
    if answers.doing in ("apprendre", "avec") and "individuel" in one.support:
        return [_("Une personne vous accompagne")]
    return []


def _procedure(one: Candidate, answers: Answers) -> list[str]:
    if answers.procedure in PROCEDURE_REASONS and deals_with(one, answers.procedure):
        return [_(PROCEDURE_REASONS[answers.procedure])]
    return []


def _needs(one: Candidate, answers: Answers) -> list[str]:
    asked = services_asked(answers)
    if len(asked) < 2 or not set(asked) <= set(one.services):
        return []
    return [
        ngettext("Répond à votre besoin", "Répond à vos %(count)s besoins", len(asked))
        % {"count": len(asked)}
    ]


def _counter(one: Candidate, answers: Answers) -> list[str]:
    """Why a place helps with procedures even where its sheet does not tick it."""
    if PROCEDURES_SERVICE not in services_asked(answers):
        return []
    if {"RFS", "france-services"} & {*one.kinds, *one.programmes} or (
        "france service" in fold(one.name)
    ):
        return [_("Guichet France services")]
    if "aidants-connect" in one.programmes:
        return [_("Aidants Connect")]
    if "MSAP" in one.kinds:
        return [_("Maison de services au public")]
    return []


def _on_behalf(answers: Answers) -> str:
    if answers.whom == "autre":
        return _("Peut faire la démarche à sa place")
    return _("Peut faire la démarche à votre place")


def _appointment(one: Candidate, answers: Answers) -> list[str]:
    if answers.appointment == "avec" and (one.has_booking or "rdv" in one.access_modes):
        return [_("Rendez-vous en ligne")]
    if answers.appointment == "sans" and "sur-place" in one.access_modes:
        return [_("Sans rendez-vous")]
    return []


def _anyone(one: Candidate, answers: Answers) -> list[str]:
    """What is good to know for whoever comes, but for what this person does not want."""
    told = []
    if one.costs == (FREE,):
        told.append(_("Gratuit"))
    if {"RFS", "france-services"} & {*one.kinds, *one.programmes}:
        told.append(_("Guichet France services"))
    wanted = services_asked(answers)
    if one.acts_on_behalf and not answers.doing and (not wanted or PROCEDURES_SERVICE in wanted):
        told.append(_on_behalf(answers))
    if "individuel" in one.support and answers.doing != "a_ma_place":
        told.append(_("Une personne vous accompagne"))
    if "atelier" in one.support and answers.doing in ("", "apprendre"):
        told.append(_("Ateliers à plusieurs"))
    return told
