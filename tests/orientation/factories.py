"""Makers of what the team edits: numbers to call and links to learn alone."""

from __future__ import annotations

import factory

from orientation.models import Helpline, LearningLink


class HelplineFactory(factory.django.DjangoModelFactory):
    """A number of the whole country unless told."""

    class Meta:
        model = Helpline

    label = "Ligne d’exemple"
    number = "01 99 00 00 00"
    cost = "Appel gratuit"
    hours_text = "Du lundi au vendredi, de 9 h à 17 h"


class LearningLinkFactory(factory.django.DjangoModelFactory):
    """A course for beginners."""

    class Meta:
        model = LearningLink

    service = "outils"
    title = "Cours d’exemple"
    url = factory.Sequence(lambda number: f"https://cours{number}.example/")
    publisher = "Éditeur d’exemple"
