"""The pages of the questionnaire: questions by GET, the place and free words by POST.

A form leads back to its own page, which answers with the address of the next question. What is
posted — a place, a position, words — is used for that answer and kept nowhere: no cookie, no token.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ifn_site.conditional import known_by_version
from orientation.answers import address
from orientation.place_page import answer_form, place_context
from orientation.question_page import FROM, TOWARDS, answered, question_context, read_page
from orientation.start_page import start_context
from orientation.steps import DETAIL, next_url, step_asked
from orientation.word_page import hear, heard_context, need_context
from territories.views import SeeOther


@require_safe
@known_by_version()
def start(request: HttpRequest) -> HttpResponse:
    """Ask whom the help is for; show who comes with answers what they are."""
    return _question(request, "orientation-start")


@require_safe
@known_by_version()
def need(request: HttpRequest) -> HttpResponse:
    """Ask what the person needs, then what makes it precise."""
    return _question(request, "orientation-need")


@require_safe
@known_by_version()
def when(request: HttpRequest) -> HttpResponse:
    """Ask when the person can come, or be helped from home."""
    return _question(request, "orientation-when")


@require_safe
@known_by_version()
def access(request: HttpRequest) -> HttpResponse:
    """Ask what counts: costs, welcome, languages."""
    return _question(request, "orientation-access")


@csrf_exempt
@sensitive_post_parameters("ou", "latitude", "longitude")
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponseBase:
    """Ask where; a posted place or position becomes a code in the next address."""
    if request.method == "POST":
        return _place_posted(request)
    return _place_asked(request)


@never_cache
def _place_posted(request: HttpRequest) -> HttpResponse:
    outcome = answer_form(request.POST)
    if outcome.url:
        return SeeOther(outcome.url)
    context = place_context(request.POST, outcome)
    return render(request, "orientation/place.html", context, status=422)


@known_by_version()
def _place_asked(request: HttpRequest) -> HttpResponse:
    if request.GET.get(DETAIL):
        return _question(request, "orientation-place")
    return render(request, "orientation/place.html", place_context(request.GET))


@csrf_exempt
@never_cache
@sensitive_post_parameters("mots")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Hear a need in a person's own words: the list ticked, or whom to call, or one question."""
    if request.method != "POST":
        return redirect(address(reverse("orientation-need"), read_page(request.GET)[0]))
    heard = hear(request.POST)
    if heard.url:
        return SeeOther(heard.url)
    return render(request, "orientation/words.html", heard_context(heard))


#: What each page adds to its question, and its template.
_PAGES = {
    "pour": ("orientation/start.html", start_context),
    "besoin": ("orientation/need.html", need_context),
}


def _question(request: HttpRequest, page: str) -> HttpResponse:
    """Show a question, or lead on from its form."""
    step = step_asked(page, request.GET.get(DETAIL, ""))
    answers, notices = read_page(request.GET)
    if request.GET.get(FROM) == step.key:
        answers = answered(step, answers, request.GET)
        return redirect(next_url(step, answers, request.GET.get(TOWARDS, "")))
    if not (step.applies(answers) or step.on_demand):
        return redirect(step_asked(page, "").url(answers))
    context = question_context(step, answers, notices)
    template, more = _PAGES.get(step.key, ("orientation/question.html", None))
    if more is not None:
        context |= more(answers, request.GET)
    return render(request, template, context)
