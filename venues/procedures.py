"""The procedures (démarches) that a person can name: in plain words, what to bring, what to say.

One reviewed table, read by the sheet to take away and by the orientation. Pure: it knows nothing of
venues nor of who asks. Only what is asked for everywhere is listed: each venue may ask for more.
"""

from __future__ import annotations

from dataclasses import dataclass

from ifn_site.wording import gettext as _
from ifn_site.wording import noop


@dataclass(frozen=True)
class Procedure:
    """A procedure; its texts are French, to be translated when read.

    `label` names it, `hint` gives examples; `bring` lists what to bring beside what every venue
    asks; `door` is said for oneself, `door_other` for somebody else (« Elle » is « la personne »).
    """

    key: str
    label: str
    hint: str
    bring: tuple[str, ...]
    door: str
    door_other: str


_ALL = (
    Procedure(
        "caf",
        noop("La CAF ou la MSA"),
        noop("RSA, prime d’activité, aide au logement, allocations"),
        (
            noop("votre numéro d’allocataire, si vous l’avez"),
            noop("votre RIB"),
            noop("vos dernières fiches de paie ou attestations de ressources"),
        ),
        noop("Je voudrais de l’aide pour mes démarches avec la CAF."),
        noop("Elle a besoin d’aide pour ses démarches avec la CAF."),
    ),
    Procedure(
        "impots",
        noop("Les impôts"),
        noop("déclarer ses revenus, payer, corriger"),
        (
            noop("votre dernier avis d’impôt, où se trouve votre numéro fiscal"),
            noop("votre RIB"),
        ),
        noop("Je voudrais de l’aide pour mes impôts sur internet."),
        noop("Elle a besoin d’aide pour ses impôts sur internet."),
    ),
    Procedure(
        "retraite",
        noop("La retraite"),
        noop("demander sa retraite, lire son relevé de carrière"),
        (
            noop("votre carte Vitale, où se trouve votre numéro de sécurité sociale"),
            noop("votre relevé de carrière, si vous l’avez"),
            noop("votre RIB"),
        ),
        noop("Je voudrais de l’aide pour ma retraite."),
        noop("Elle a besoin d’aide pour sa retraite."),
    ),
    Procedure(
        "sante",
        noop("La santé"),
        noop("Ameli, carte Vitale, rendez-vous chez le médecin"),
        (
            noop("votre carte Vitale ou votre numéro de sécurité sociale"),
            noop("les courriers que vous avez reçus"),
        ),
        noop("Je voudrais de l’aide pour une démarche de santé sur internet."),
        noop("Elle a besoin d’aide pour une démarche de santé sur internet."),
    ),
    Procedure(
        "emploi",
        noop("Le travail et le chômage"),
        noop("France Travail, s’inscrire, s’actualiser, faire un CV"),
        (
            noop("votre identifiant France Travail, si vous l’avez"),
            noop("votre CV, si vous en avez un"),
        ),
        noop("Je voudrais de l’aide pour mes démarches avec France Travail."),
        noop("Elle a besoin d’aide pour ses démarches avec France Travail."),
    ),
    Procedure(
        "titre-de-sejour",
        noop("Le titre de séjour"),
        noop("le demander, le renouveler, devenir français"),
        (
            noop("votre passeport et votre titre de séjour, si vous les avez"),
            noop("un justificatif de domicile récent"),
            noop("le code de votre photo numérique, si vous l’avez"),
        ),
        noop("Je voudrais de l’aide pour mon titre de séjour."),
        noop("Elle a besoin d’aide pour son titre de séjour."),
    ),
    Procedure(
        "carte-grise",
        noop("La carte grise et le permis"),
        noop("acheter ou vendre une voiture, changer d’adresse"),
        (
            noop("la carte grise du véhicule"),
            noop("votre permis de conduire"),
            noop("un justificatif de domicile récent"),
        ),
        noop("Je voudrais de l’aide pour une carte grise ou un permis."),
        noop("Elle a besoin d’aide pour une carte grise ou un permis."),
    ),
    Procedure(
        "logement",
        noop("Le logement"),
        noop("logement social, aide au loyer, garantie"),
        (
            noop("votre numéro de demande de logement social, si vous l’avez"),
            noop("votre dernier avis d’impôt"),
            noop("votre bail ou votre dernière quittance de loyer"),
        ),
        noop("Je voudrais de l’aide pour une démarche de logement."),
        noop("Elle a besoin d’aide pour une démarche de logement."),
    ),
    Procedure(
        "identite",
        noop("La carte d’identité ou le passeport"),
        noop("faire, refaire, prendre rendez-vous"),
        (
            noop("votre ancienne carte ou votre ancien passeport, si vous l’avez"),
            noop("un justificatif de domicile récent"),
        ),
        noop("Je voudrais de l’aide pour une carte d’identité ou un passeport."),
        noop("Elle a besoin d’aide pour une carte d’identité ou un passeport."),
    ),
    Procedure(
        "handicap",
        noop("Le handicap"),
        noop("dossier à la MDPH, allocation, carte"),
        (
            noop("votre numéro de dossier à la MDPH, si vous l’avez"),
            noop("les certificats de votre médecin"),
            noop("un justificatif de domicile récent"),
        ),
        noop("Je voudrais de l’aide pour un dossier de handicap."),
        noop("Elle a besoin d’aide pour un dossier de handicap."),
    ),
    Procedure(
        "scolarite",
        noop("L’école et les études"),
        noop("espace de l’école, bourse, Parcoursup, cantine"),
        (
            noop("les identifiants donnés par l’école"),
            noop("votre dernier avis d’impôt, pour une bourse"),
        ),
        noop("Je voudrais de l’aide pour une démarche d’école ou d’études."),
        noop("Elle a besoin d’aide pour une démarche d’école ou d’études."),
    ),
    Procedure(
        "justice",
        noop("La justice et les amendes"),
        noop("aide juridictionnelle, casier, payer une amende"),
        (
            noop("les courriers que vous avez reçus, avec leurs numéros"),
            noop("votre dernier avis d’impôt"),
        ),
        noop("Je voudrais de l’aide pour une démarche de justice ou une amende."),
        noop("Elle a besoin d’aide pour une démarche de justice ou une amende."),
    ),
    Procedure(
        "energie",
        noop("L’énergie"),
        noop("chèque énergie, facture, travaux"),
        (
            noop("votre chèque énergie ou le courrier reçu"),
            noop("votre dernière facture d’électricité ou de gaz"),
        ),
        noop("Je voudrais de l’aide pour mon énergie : chèque ou facture."),
        noop("Elle a besoin d’aide pour son énergie : chèque ou facture."),
    ),
    Procedure(
        "banque",
        noop("La banque"),
        noop("compte en ligne, dettes, surendettement"),
        (
            noop("les courriers de votre banque"),
            noop("votre RIB, mais jamais le code de votre carte"),
        ),
        noop("Je voudrais de l’aide pour une démarche avec ma banque."),
        noop("Elle a besoin d’aide pour une démarche avec sa banque."),
    ),
    Procedure(
        "autre",
        noop("Une autre démarche"),
        noop("vous pourrez l’expliquer sur place"),
        (noop("les courriers que vous avez reçus"),),
        noop("Je voudrais de l’aide pour faire une démarche sur internet."),
        noop("Elle a besoin d’aide pour faire une démarche sur internet."),
    ),
)
PROCEDURES = {one.key: one for one in _ALL}

#: Useful everywhere.
TO_BRING = (
    noop("une pièce d’identité"),
    noop("votre téléphone, chargé"),
    noop("vos identifiants et mots de passe, si vous les avez"),
)


def to_bring(procedure: str = "") -> list[str]:
    """Return what to bring, for a procedure (key) or for anything."""
    own = PROCEDURES[procedure].bring if procedure in PROCEDURES else ()
    return [_(text) for text in (*TO_BRING, *own)]
