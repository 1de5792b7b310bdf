"""The addresses of the orientation: its questions, its results, the counter."""

from __future__ import annotations

from django.urls import URLPattern, path

from orientation import counter_views, question_views, result_views

urlpatterns: list[URLPattern] = [
    path("orientation/", question_views.start, name="orientation-start"),
    path("orientation/besoin/", question_views.need, name="orientation-need"),
    path("orientation/mots/", question_views.words, name="orientation-words"),
    path("orientation/lieu/", question_views.place, name="orientation-place"),
    path("orientation/disponibilite/", question_views.when, name="orientation-when"),
    path("orientation/acces/", question_views.access, name="orientation-access"),
    path("orientation/resultats/", result_views.results, name="orientation-results"),
    path("orientation/accueil/", counter_views.counter, name="orientation-counter"),
]
