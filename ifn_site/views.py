"""Pages of the site itself: home, legal pages, open data, health, documentation, errors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ifn_site.conditional import known_by_version
from ifn_site.health import (
    data_lines,
    database_check,
    health_report,
    redis_check,
)
from ifn_site.open_data_page import open_data_context
from ifn_site.openapi_docs import operations
from ifn_site.style_page import style_context
from venues.provenance import venues_count
from venues.vocabulary import SERVICES

#: How long a published security contact may be trusted, in days.
_SECURITY_TXT_DAYS = 180


@require_safe
@known_by_version(by_minute=False)
def home(request: HttpRequest) -> HttpResponse:
    """Ask where the person is."""
    context = {
        "venues_count": venues_count(),
        "services": list(SERVICES),
        "canonical_url": request.path,
    }
    return render(request, "ifn_site/home.html", context)


@require_safe
@known_by_version(by_minute=False)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say, honestly, how accessible the site is."""
    return render(request, "ifn_site/accessibility.html")


@require_safe
@known_by_version(by_minute=False)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is never kept."""
    return render(request, "ifn_site/privacy.html")


@require_safe
@known_by_version(by_minute=False)
def about_data(request: HttpRequest) -> HttpResponse:
    """Show how to take the data away, their sources, their ages and what they are worth."""
    return render(request, "ifn_site/about_data.html", open_data_context(request))


@require_safe
@known_by_version(by_minute=False)
def api_docs(request: HttpRequest) -> HttpResponse:
    """Explain the API, drawn from its OpenAPI document."""
    context = {"operations": operations(), "base_url": request.build_absolute_uri("/")[:-1]}
    return render(request, "ifn_site/api_docs.html", context)


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the service runs and how old its data are; 503 when the database is down."""
    checks = [database_check(), redis_check()]
    lines = []
    if checks[0].ok:
        try:
            lines = data_lines()
        except DatabaseError:
            checks[0] = checks[0]._replace(ok=False, sentence="Les tables sont illisibles.")
    status = 200 if checks[0].ok else 503
    if _wants_json(request):
        return JsonResponse(
            health_report(checks, lines), status=status, json_dumps_params={"ensure_ascii": False}
        )
    return render(
        request, "ifn_site/health.html", {"checks": checks, "sources": lines}, status=status
    )


def _wants_json(request: HttpRequest) -> bool:
    if request.GET.get("format") == "json":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component to developers; this page does not exist in production."""
    if settings.PRODUCTION:
        raise Http404
    return render(request, "ifn_site/style.html", style_context())


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to write to about a flaw (RFC 9116), only when somebody reads that address."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    # Renewed each Monday: the file is stable, and its date is always ahead.
    monday = timezone.now() - timedelta(days=timezone.now().weekday())
    expires = (monday + timedelta(days=_SECURITY_TXT_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


#: Lists that search engines may read: one territory, nothing else chosen.
_OPEN_LISTS = ("region", "departement", "epci")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Let sheets and territories be found; keep robots out of endless lists and of the API."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /api/v1/", "Disallow: /lieux/?"]
    # Lists are followed in French only: the other languages show the same places.
    lines.append("Disallow: /*/lieux/?")
    # The longest rule wins.
    for name in _OPEN_LISTS:
        lines += [f"Allow: /lieux/?{name}=", f"Disallow: /lieux/?{name}=*&"]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


# --- Errors: in French, saying what to do; in JSON under /api/ ---------------------------------
_API_ERRORS = {
    400: ("demande", "La demande n’a pas pu être lue. Vérifiez l’adresse et ses paramètres."),
    403: ("acces", "Cette adresse est réservée."),
    404: ("chemin", "Cette adresse n’existe pas. La documentation est sur {docs}."),
    500: ("service", "Le service a un problème. Réessayez dans une minute."),
}


def _error(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        name, message = _API_ERRORS[status]
        text = message.format(docs=reverse("api-docs"))
        return JsonResponse(
            {"erreurs": {name: text}}, status=status, json_dumps_params={"ensure_ascii": False}
        )
    return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _error(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form of the administration that has grown too old."""
    return _error(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without context, since anything may be broken."""
    if request.path.startswith("/api/"):
        return _error(request, 500)
    context: dict[str, Any] = {}
    return HttpResponse(loader.get_template("500.html").render(context), status=500)
