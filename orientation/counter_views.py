"""The counter's screen: an empty form by GET, its answer by POST; nothing is kept anywhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ifn_site.cache import at_version
from ifn_site.conditional import data_state
from ifn_site.page_territory import about
from orientation.counter import read_form
from orientation.counter_page import answer_context, blank_context


@csrf_exempt
@never_cache
@sensitive_post_parameters("mots", "ou", "ou_connu")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Show the form; once sent, the best places beside it. The browser keeps no copy."""
    if request.method != "POST":
        return render(request, "orientation/counter.html", blank_context())
    with at_version(data_state(request).number):
        asked = read_form(request.POST)
        place = asked.answers.place
        about(request, **{"commune" if len(place) == 5 else "departement": place})
        context = answer_context(asked)
        status = 422 if asked.mistakes else 200
        return render(request, "orientation/counter.html", context, status=status)
