"""Pages that find a place. The form posts without cookie or token, and only codes leave it.

What a person typed is shown again on the same answer, and never put in an address, a log or a key.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from ifn_site.wording import gettext as _
from territories.forms import chosen_services, kept_list, typed_place
from territories.links import choice_url, read_choices, venues_url
from territories.listing import departements_by_region
from territories.places import Place
from territories.search import group_with_code, places_with_codes
from territories.whereabouts import OFFERED, THERE_ARE_MORE, PlaceAnswer, resolve_place


class SeeOther(HttpResponseRedirect):
    """303: the answer to a form is another page, read with GET."""

    status_code = 303


@csrf_exempt
@never_cache
@sensitive_post_parameters("ou")
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Answer « Où êtes-vous ? »: the list of venues, a choice, or how to ask again."""
    if request.method != "POST":
        return redirect("home")
    typed, services = typed_place(request.POST), chosen_services(request.POST)
    kept = kept_list(request.POST)
    answer = resolve_place(typed)
    services = list(dict.fromkeys([*services, *answer.needs]))
    if answer.kind == "found":
        found = answer.places[0]
        url = venues_url(
            found.kind, found.code, services, precision=answer.precision,
            former_code=found.former_code, kept_list=kept,
        )  # fmt: skip
        return SeeOther(url)
    if answer.kind == "several":
        url = choice_url(
            answer.places, services, precision=answer.precision, is_guess=answer.is_guess,
            has_more=answer.has_more, kept_list=kept,
        )  # fmt: skip
        return SeeOther(url)
    return _unknown(request, typed, services, answer)


def _unknown(
    request: HttpRequest, typed: str, services: list[str], answer: PlaceAnswer
) -> HttpResponse:
    """Show the field again with what was typed, what to do, and the nearest names."""
    context = {
        "typed": "" if answer.needs else typed,
        "is_service": bool(answer.needs),
        "said": answer.said,
        "suggestions": _choices(answer.places, services, kept=kept_list(request.POST)),
        "kept_services": services,
        "kept_list": kept_list(request.POST),
    }
    return render(request, "territories/place_unknown.html", context, status=422)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Let the person choose between the places whose codes are in the address."""
    services = chosen_services(request.GET)
    asked = read_choices(request.GET.get("choix", ""), OFFERED)
    communes = places_with_codes(code for kind, code in asked if not kind)
    found = [group_with_code(kind, code) if kind else communes.get(code) for kind, code in asked]
    places = [one for one in found if one is not None]
    if not places:
        return redirect("home")
    precision = "commune" if request.GET.get("precision") == "commune" else ""
    context = {
        "query": "",
        "said": _(THERE_ARE_MORE) if request.GET.get("suite") == "1" else "",
        "choices": _choices(places, services, precision, kept_list(request.GET)),
        "services": [],
        "chosen": "",
        "kept_services": services,
        "kept_list": kept_list(request.GET),
    }
    return render(request, "territories/choose.html", context)


def _choices(
    places: list[Place], services: list[str], precision: str = "", kept: str = ""
) -> list[dict[str, str]]:
    """Return the links to the venues of each place."""
    return [
        {
            "label": one.label,
            "detail": one.detail,
            "url": venues_url(one.kind, one.code, services, precision=precision, kept_list=kept),
        }
        for one in places
    ]


@require_GET
def departements(request: HttpRequest) -> HttpResponse:
    """List every région, département and collectivity, for those who would rather not type."""
    groups = [
        {
            "label": group.label,
            "code": group.code,
            "url": venues_url("region", group.code) if group.code else "",
            "departements": [
                {
                    "label": name,
                    "code": code,
                    "url": venues_url("departement", code),
                    "venues_count": None,
                }
                for code, name in group.departements
            ],
        }
        for group in departements_by_region()
    ]
    return render(request, "territories/departements.html", {"groups": groups})
