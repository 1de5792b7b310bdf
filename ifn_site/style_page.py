"""What the `/style/` page shows: one invented example of each component, in each of its states.

For developers only. It knows the shapes that templates expect, and nothing of real data.
"""

from __future__ import annotations

from typing import Any

from django import forms

#: (token, French name) of each colour of the design, in the order shown.
COLOURS = [
    ("paper", "papier"),
    ("surface", "surface"),
    ("sunken", "creux"),
    ("ink", "encre"),
    ("soft", "encre douce"),
    ("line", "trait"),
    ("brand", "sapin"),
    ("accent", "phare"),
    ("accent-soft", "phare pâle"),
    ("good", "bon"),
    ("warn", "attention"),
    ("bad", "erreur"),
]
#: Every symbol of `icons.svg`, in its order.
ICONS = [
    "phone",
    "pin",
    "clock",
    "moon",
    "check",
    "cross",
    "search",
    "arrow",
    "back",
    "route",
    "calendar",
    "filter",
    "info",
    "warning",
    "paper",
    "learn",
    "laptop",
    "people",
    "euro",
    "mail",
    "link",
    "access",
    "download",
    "plus",
    "volume",
    "map",
    "locate",
    "globe",
    "person",
    "work",
    "shield",
    "family",
    "camera",
    "tool",
    "hand",
    "print",
    "wifi",
    "walk",
    "bus",
    "car",
    "sunrise",
    "sun",
    "wheel",
    "ear",
    "eye",
    "heart",
    "speech",
]
SERVICES = [
    ("exemple-1", "Faire mes papiers sur internet"),
    ("exemple-2", "Apprendre l’ordinateur, le téléphone, les mails"),
]


class ExampleFilterForm(forms.Form):
    """The fields of the filters, with a wrong value to show what an error looks like."""

    ouvert = forms.MultipleChoiceField(label="Quand ?", required=False)
    ouvert_le = forms.ChoiceField(label="Quel jour ?", required=False)
    moment = forms.ChoiceField(label="À quel moment ?", required=False)
    frais_a_charge = forms.MultipleChoiceField(
        label="À quel prix ?",
        required=False,
        choices=[("gratuit", "Gratuit"), ("payant", "Payant")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "« %(value)s » n’est pas un prix connu."},
    )
    services = forms.MultipleChoiceField(
        label="Pour quoi faire ?",
        required=False,
        choices=SERVICES,
        widget=forms.CheckboxSelectMultiple,
    )
    q = forms.CharField(label="Le nom du lieu", required=False, max_length=200)


def example_cards() -> list[dict[str, Any]]:
    """Return one card for each state: open, closed for an hour or for days, not known."""
    states = [
        ("open", "Ouvert, ferme à 18 h", "à 650 m"),
        ("soon", "Fermé, ouvre à 14 h", "à 1,2 km"),
        ("closed", "Fermé, ouvre lundi à 9 h", "dans la commune"),
        ("unknown", "Horaires non communiqués", ""),
    ]
    return [
        {
            "venue": {"name": f"Lieu d’exemple numéro {rank}", "public_id": f"exemple-{rank}"},
            "point": "",
            "url": "#cartes",
            "kinds": ["Médiathèque"] if rank < 4 else [],
            "address_lines": [f"{rank} rue de l’Exemple", "00000 Exempleville"],
            "distance_text": distance,
            "status": {"state": state, "sentence": sentence},
            "phone": {"href": "tel:+33000000000", "display": "00 00 00 00 00"}
            if rank % 2
            else None,
            "services": [plain for _, plain in SERVICES] if rank < 4 else [],
            "costs": ["Gratuit"] if rank == 1 else [],
            "for_whom": "jeunes" if rank == 2 else "",
            "appointment": "Sur rendez-vous" if rank == 3 else "",
            "freshness": {
                "code": "a_jour",
                "label": "À jour",
                "sentence": "Fiche mise à jour il y a 2 mois." if rank < 4 else "",
            },
            "is_demo": rank == 2,
        }
        for rank, (state, sentence, distance) in enumerate(states, start=1)
    ]


def _question(name: str, legend: str, labels: list[str], mistake: str = "") -> dict[str, Any]:
    """Return a question whose first value is chosen and whose last one gives nothing."""
    last = len(labels) - 1
    return {
        "name": name,
        "legend": legend,
        "choices": [
            {
                "value": f"exemple-{rank}",
                "label": label,
                "count": 0 if rank == last else 1_240 // (rank + 1),
                "is_chosen": rank == 0,
            }
            for rank, label in enumerate(labels)
        ],
        "menu": [],
        "menu_label": "",
        "hint": "",
        "mistake": mistake,
        "is_single": False,
    }


def example_choices() -> dict[str, Any]:
    """Return the choices of the list: one not understood, one that gives nothing, one theme."""
    publics = ["Jeunes", "Personnes âgées"]
    theme = {"key": "pour-qui", "title": "Pour qui", "chosen": 1, "is_open": True}
    services = [plain for _, plain in SERVICES]
    return {
        "now_choice": {"value": "maintenant", "label": "Ouvert maintenant", "is_chosen": False},
        "open_now": 12,
        "first_questions": [
            _question(
                "frais_a_charge",
                "À quel prix ?",
                ["Gratuit", "Payant"],
                "« cher » n’est pas un prix connu.",
            ),
            _question("services", "Pour quoi faire ?", services),
        ],
        "themes": [
            {**theme, "questions": [_question("publics_specifiquement_adresses", "", publics)]}
        ],
        "counts_note": "À côté de chaque choix, le nombre de lieux.",
    }


def example_sheet() -> dict[str, Any]:
    """Return the parts of a venue's sheet that are components of their own: contact and hours."""
    days = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
    return {
        "phone": {"href": "tel:+33000000000", "display": "00 00 00 00 00"},
        "other_phones": [],
        "booking_url": "https://rendez-vous.example/",
        "address_lines": ["1 rue de l’Exemple", "00000 Exempleville"],
        "location_note": "",
        "geo_href": "",
        "map_url": "",
        "routes": [{"label": "À pied", "url": "https://itineraire.example/"}],
        "route_hosts": "itineraire.example",
        "emails": ["lieu@exemple.example"],
        "websites": ["https://www.exemple.example/", "javascript:alert(1)"],
        "hours": {
            "week": [
                {
                    "label": label,
                    "text": "9\u00a0h–12\u00a0h, 14\u00a0h–18\u00a0h" if rank < 5 else "Fermé",
                    "is_today": rank == 1,
                    "note": "Jour férié (Toussaint)" if rank == 3 else "",
                }
                for rank, label in enumerate(days)
            ],
            "usual": ["Du lundi au vendredi, de 9 h à 12 h et de 14 h à 18 h."],
            "text": "",
            "caution": "Horaires à vérifier : appelez avant de venir.",
            "caution_reason": "Cette fiche a été mise à jour il y a 5 ans.",
            "zone_note": "",
        },
    }


def style_context() -> dict[str, Any]:
    """Return the whole context of `ifn_site/style.html`."""
    return {
        "colours": COLOURS,
        "icons": ICONS,
        "cards": example_cards(),
        "sheet": example_sheet(),
        "states": [card["status"] for card in example_cards()],
        "filter_form": ExampleFilterForm({"frais_a_charge": ["cher"], "services": ["exemple-1"]}),
        **example_choices(),
        "services": [{"code": code, "plain": plain} for code, plain in SERVICES],
    }
