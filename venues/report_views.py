"""Pages to point out an error and to get a venue listed: no account, no cookie, no address kept."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ifn_site.clock import today
from ifn_site.conditional import known_by_version
from ifn_site.throttling import CostThrottle
from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext, noop
from territories.listing import departements_by_region
from territories.views import SeeOther
from venues.cards import address_lines, phone_of
from venues.models import Venue
from venues.opening_hours import weekly_sentences
from venues.registering import STANDARD, TOOLS, departement_named, feeding_sources
from venues.report_forms import ReportForm
from venues.report_keeping import is_kept, keep_report
from venues.reports import MAX_BODY_BYTES, TokenState, new_token, read_token
from venues.views import venue_with_id, withdrawn_page

_SAID = {
    TokenState.TOO_SOON: noop(
        "Le formulaire est parti trop vite. Attendez trois secondes, puis envoyez-le de nouveau."
    ),
    TokenState.TOO_OLD: noop(
        "Cette page est restée ouverte trop longtemps. Relisez vos réponses, puis envoyez-les de "
        "nouveau."
    ),
    TokenState.WRONG: noop(
        "Cette page n’a pas été reconnue. Relisez vos réponses, puis envoyez-les de nouveau."
    ),
}
_TOO_LONG = noop("Votre message est trop long. Dites l’essentiel en quelques phrases.")


class ReportThrottle(CostThrottle):
    """Count the reports of one connection, under a hash that means nothing the next day."""

    throttle_cost = "signalement"

    def get_cache_key(self, request: object, view: object) -> str:
        """Return a key that holds a hash of the address and of the day, never the address."""
        hashed = salted_hmac(f"signalement {today()}", self.get_ident(request))  # type: ignore[arg-type]
        return f"throttle:{self.scope}:{hashed.hexdigest()[:20]}"


class SheetReportThrottle(ReportThrottle):
    """Count the reports of one connection about one sheet."""

    throttle_cost = "signalement-fiche"

    def __init__(self, public_id: str) -> None:
        super().__init__()
        self._public_id = public_id

    def get_cache_key(self, request: object, view: object) -> str:
        """Return the key of the connection, for this sheet."""
        return f"{super().get_cache_key(request, view)}:{self._public_id}"


@csrf_exempt  # the signed token of the form stands for the cookie: `venues/reports.py`
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask what is wrong on a sheet; keep the answer for the moderators, change nothing."""
    venue = venue_with_id(public_id)
    if venue.withdrawn_at is not None:
        return withdrawn_page(request, venue)
    if request.method == "POST":
        return _receive(request, venue, timezone.now())
    if public_id != venue.public_id:
        return HttpResponsePermanentRedirect(reverse("venue-report", args=[venue.public_id]))
    return _form_page(request, venue, ReportForm(), new_token(venue.public_id, timezone.now()))


def _receive(request: HttpRequest, venue: Venue, now: datetime) -> HttpResponse:
    fresh = new_token(venue.public_id, now)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
        return _form_page(request, venue, ReportForm(), fresh, said=_(_TOO_LONG), status=413)
    form = ReportForm(request.POST, departement=venue.departement_code)
    typed = request.POST.get("jeton", "")
    token = read_token(typed, venue.public_id, now)
    is_ours = token.state in (TokenState.GOOD, TokenState.TOO_SOON)
    if token.digest and is_kept(token.digest):
        return _done(venue)
    # What is to be mended in the form is told alone: the token that goes with it is good again.
    said = _(_SAID[token.state]) if token.state in _SAID and form.is_valid() else ""
    if said or not form.is_valid():
        kept = typed if is_ours else fresh
        return _form_page(request, venue, form, kept, said=said, status=422)
    for throttle in (SheetReportThrottle(venue.public_id), ReportThrottle()):
        if not throttle.allow_request(request, throttle):  # type: ignore[arg-type]
            return _too_many(request, venue, form, typed, throttle.wait() or 60.0)
    keep_report(venue, form.facts(), token.digest, now)
    return _done(venue)


def _done(venue: Venue) -> HttpResponse:
    return SeeOther(reverse("venue-report-done", args=[venue.public_id]))


def _too_many(
    request: HttpRequest, venue: Venue, form: ReportForm, token: str, wait: float
) -> HttpResponse:
    """Say when to try again, with everything that was typed (429)."""
    minutes = ceil(wait / 60)
    said = ngettext(
        "Beaucoup de signalements viennent de votre connexion, peut-être partagée. Réessayez dans "
        "%(minutes)s minute : vos réponses restent sur cette page.",
        "Beaucoup de signalements viennent de votre connexion, peut-être partagée. Réessayez dans "
        "%(minutes)s minutes : vos réponses restent sur cette page.",
        minutes,
    ) % {"minutes": minutes}
    response = _form_page(request, venue, form, token, said=said, status=429)
    response["Retry-After"] = str(ceil(wait))
    return response


def _form_page(
    request: HttpRequest,
    venue: Venue,
    form: ReportForm,
    token: str,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "venue": venue,
        "form": form,
        "token": token,
        "said": said,
        "status": status,
        "shown": _shown(venue),
    }
    response = render(request, "venues/report.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(venue: Venue) -> dict[str, Any]:
    """Return what the sheet says of what is most often wrong, to compare with."""
    sentences = list(weekly_sentences(venue.hours)) if venue.hours else []
    told = sentences or [text for text in (venue.hours, venue.hours_text) if text][:1]
    return {
        "address_lines": address_lines(venue),
        "phone": phone_of(venue.phone),
        "hours": told,
    }


@require_safe
@known_by_version(by_minute=False)
def report_done(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thank, and say what happens next without promising when."""
    venue = venue_with_id(public_id)
    if venue.withdrawn_at is not None:
        return withdrawn_page(request, venue)
    response = render(request, "venues/report_done.html", {"venue": venue})
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@known_by_version(by_minute=False)
def register(request: HttpRequest) -> HttpResponse:
    """Explain how a place gets on the map, and who feeds a département."""
    code = request.GET.get("departement", "").strip().upper()
    chosen = departement_named(code) if code else None
    context = {
        "tools": TOOLS,
        "standard": STANDARD,
        "regions": departements_by_region(),
        "asked": code,
        "departement": chosen,
        "sources": feeding_sources(chosen.code) if chosen else [],
        "canonical_url": request.path,
    }
    return render(request, "venues/register.html", context)
