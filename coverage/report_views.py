"""The printed report of a territory."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coverage.report_page import allowed_bases, has_report, report_page
from coverage.territory_page import facts_of, successor, territory_url
from ifn_site.clock import today
from ifn_site.conditional import known_by_version


@require_safe
@known_by_version(by_minute=False)
def report(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Show the report; an old code of a commune leads to today's."""
    if code != code.upper():
        return redirect("territory-report", level, code.upper(), permanent=True)
    facts = facts_of(level, code) if has_report(level) else None
    if facts is None:
        now_code = successor(level, code)
        if now_code is None:
            raise Http404
        return redirect("territory-report", level, now_code, permanent=True)
    asked = request.GET.get("base", "")
    known = [key for key, _ in allowed_bases(level)]
    page = report_page(facts, asked if asked in known else known[0])
    sheet = territory_url(level, code)
    context = {
        "page": page,
        "territory": facts,
        "sheet_url": sheet,
        "sheet_address": request.build_absolute_uri(sheet),
        "wrong_base": bool(asked) and asked not in known,
        "today": today(),
        "canonical_url": reverse("territory-report", args=[level, code]),
    }
    return render(request, "coverage/report.html", context)
