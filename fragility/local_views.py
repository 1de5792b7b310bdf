"""Pages of local indicators: anybody tries one without leaving it; a hub saves, shares, publishes.

The page to try a file needs no account and no cookie: its signed token stands for it. What
changes something is asked of an account, with Django's own protection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fragility.levels import cog_year
from fragility.local import files
from fragility.local.codes import LEVELS
from fragility.local.preview import holder_name, local_preview
from fragility.local.reading import LocalTable, UnreadableFile
from fragility.local.rights import account_of, may_save, may_see, owns, within_reach
from fragility.local.sharing import (
    SHARE_DAYS,
    FormState,
    new_form_token,
    pack,
    read_form_token,
    share_key,
    unpack,
)
from fragility.local.upload import PreviewThrottle, is_too_large, keep_in_memory
from fragility.local_forms import PreviewForm, SaveForm
from fragility.local_models import LocalIndicator
from fragility.local_page import (
    Trial,
    carried_text,
    preview_context,
    table_of,
    trial_context,
    try_out,
)
from ifn_site.api_formats import file_answer
from ifn_site.cache import at_version, current_version
from ifn_site.clock import today
from territories.views import SeeOther

_SAID = {
    FormState.TOO_OLD: "Cette page est restée ouverte trop longtemps. Relisez vos réponses, puis "
    "envoyez-les de nouveau.",
    FormState.WRONG: "Cette page n’a pas été reconnue. Relisez vos réponses, puis envoyez-les de "
    "nouveau.",
}
_TOO_LARGE = (
    "Ce fichier dépasse 2 Mo. Gardez seulement la colonne des codes et celle des valeurs, puis "
    "choisissez-le de nouveau."
)
_NO_FILE = "Choisissez un fichier CSV ou Excel (.xlsx)."
State = LocalIndicator.State


def at_one_version(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view so that the data version is asked of the database once."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with at_version(current_version()):
            return view(request, *args, **kwargs)

    return answer


@csrf_exempt  # the signed token of the form stands for the cookie: `local/sharing.py`
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_one_version
def local_home(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and show what it would look like; nothing is kept."""
    if request.method != "POST":
        return _home(request, PreviewForm())
    if is_too_large(request):
        return _home(request, PreviewForm(), said=_TOO_LARGE, status=413)
    keep_in_memory(request)
    return _try(request)


@sensitive_variables()
def _try(request: HttpRequest) -> HttpResponse:
    """Read, match and show what was sent."""
    state = read_form_token(request.POST.get("jeton", ""), timezone.now())
    said, status, table = _SAID.get(state, ""), 422, None
    throttle = PreviewThrottle()
    if not said and not throttle.allow_request(request, throttle):  # type: ignore[arg-type]
        said, status = _too_many(throttle.wait() or 60.0), 429
    if status != 429:
        try:
            table = table_of(request.FILES.get("fichier"), request.POST.get("contenu", ""))
        except UnreadableFile as error:
            said = said or str(error)
    form = PreviewForm(request.POST, table=table)
    if table is None:
        return _home(request, form, said=said or _NO_FILE, status=status)
    if said or not form.is_valid():
        context = trial_context(Trial())
        return _home(request, form, table=table, said=said, status=status, **context)
    trial = try_out(table, form)
    wanted = request.POST.get("action", "")
    if trial.matched and wanted == "constats":
        return _sheet(files.findings_csv(trial.matched), "constats")
    if trial.preview and wanted == "valeurs":
        return _sheet(files.values_csv(trial.preview), "valeurs-classees")
    context = trial_context(trial)
    if trial.preview and trial.matched and may_save(account_of(request)):
        values = {"level": trial.matched.level, "within": form.cleaned_data["dans"],
                  "values": trial.matched.values}  # fmt: skip
        context |= {"save_form": SaveForm(initial=form.cleaned_data), "save_values": pack(values)}
    return _home(request, form, table=table, status=422 if trial.said else 200, **context)


def _too_many(wait: float) -> str:
    minutes = ceil(wait / 60)
    return (
        "Beaucoup d’essais viennent de votre connexion, peut-être partagée. Réessayez dans "
        f"{minutes} minute{'s' if minutes > 1 else ''}."
    )


def _sheet(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{today():%Y-%m-%d}_{name}.csv"'
    return response


def _home(
    request: HttpRequest,
    form: PreviewForm,
    *,
    table: LocalTable | None = None,
    said: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    user = account_of(request)
    saves = may_save(user)
    told: dict[str, Any] = {
        "form": form,
        "token": new_form_token(timezone.now()),
        "said": said,
        "carried": carried_text(table),
        "table": table,
        "matched": None,
        "preview": None,
        "map_state": None,
        "save_form": None,
        "trial_said": "",
        "may_save": saves,
        "mine": LocalIndicator.objects.filter(owner=user).defer("content") if saves else [],
        "published": LocalIndicator.objects.filter(state=State.PUBLISHED).defer("content")[:50],
    }
    return render(request, "fragility/local_home.html", told | context, status=status)


@never_cache
@csrf_protect
@sensitive_post_parameters()
@require_POST
@at_one_version
def local_save(request: HttpRequest) -> HttpResponse:
    """Keep an indicator as a draft, for the territories of the account only."""
    user = account_of(request)
    if not may_save(user):
        raise Http404
    carried = request.POST.get("valeurs", "")
    content = _carried_values(carried)
    form = SaveForm(request.POST)
    if content is None:
        said = "Cette page n’a pas été reconnue. Choisissez de nouveau votre fichier."
        return _home(request, PreviewForm(), said=said, status=422)
    values = within_reach(user, content["level"], content["values"])
    said = "" if values else (
        "Aucun de ces territoires n’est dans ceux de votre compte. Demandez à l’équipe du site de "
        "les ajouter."
    )  # fmt: skip
    left = len(content["values"]) - len(values)
    if said or not form.is_valid():
        context = {"form": form, "said": said, "save_values": carried, "count": len(values),
                   "left": left}  # fmt: skip
        return render(request, "fragility/local_save.html", context, status=422)
    indicator = form.fill(LocalIndicator(owner=user, level=content["level"]))
    indicator.within = content["within"] or "france"
    indicator.cog_year = cog_year()
    indicator.keep_values(values)
    indicator.save()
    query = f"?{urlencode({'ecartes': left})}" if left else ""
    return SeeOther(reverse("local-indicator", args=[indicator.public_id]) + query)


def _carried_values(carried: str) -> dict[str, Any] | None:
    """Return {level, within, values} as the page carried them, None for anything else."""
    content = unpack(carried)
    whole = (
        isinstance(content, dict)
        and content.get("level") in LEVELS
        and isinstance(content.get("values"), dict)
        and holder_name(content.get("within", "?")) is not None
    )
    return content if whole else None


@never_cache
@require_safe
@at_one_version
def local_indicator(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a saved indicator to its owner, to the bearer of a link, or to all once published."""
    indicator, user, key = _seen(request, public_id)
    mine = owns(indicator, user)
    context = {
        "indicator": indicator,
        "mine": mine,
        "share_days": SHARE_DAYS,
        "link": _link(request, indicator) if mine else "",
        "left": int(left) if (left := request.GET.get("ecartes", "")).isdigit() else 0,
        "confirm": request.GET.get("confirmer", "") == "1",
        "formats": [
            (label, reverse("local-indicator-file", args=[public_id, kind]) + _with(key))
            for kind, label in files.FORMATS.items()
        ],
        **preview_context(_preview(indicator)),
    }
    response = render(request, "fragility/local_indicator.html", context)
    if indicator.state != State.PUBLISHED:
        response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def local_indicator_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponseBase:
    """Answer a saved indicator as a file, with what it is and who gives it."""
    if kind not in files.FORMATS:
        raise Http404
    indicator, _, _ = _seen(request, public_id)
    address = request.build_absolute_uri(reverse("local-indicator", args=[public_id]))
    notice = files.about(indicator, today(), address)

    def content() -> Iterator[str | bytes]:
        return files.export_chunks(indicator, _preview(indicator), kind, notice)

    name = f"{today():%Y-%m-%d}_indicateur-local_{public_id}.{kind}"
    return file_answer(content, kind, name, headers_only=request.method == "HEAD")


@never_cache
@csrf_protect
@require_POST
def local_indicator_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Share, publish, take back or delete an indicator: its owner alone."""
    indicator = _found(public_id)
    if not owns(indicator, account_of(request)):
        raise Http404
    here = reverse("local-indicator", args=[public_id])
    action, sure = request.POST.get("action", ""), request.POST.get("certain") == "oui"
    if action in ("publier", "supprimer") and not sure:
        return SeeOther(f"{here}?confirmer=1#gerer")
    if action == "supprimer":
        indicator.delete()
        return SeeOther(reverse("local-home"))
    if action == "partager":
        days = request.POST.get("jours", "")
        if indicator.state == State.DRAFT:
            indicator.state = State.SHARED
            indicator.save(update_fields=["state", "changed_at"])
        return SeeOther(f"{here}?{urlencode({'jours': days})}#gerer")
    if action == "publier":
        indicator.state = State.PUBLISHED
    elif action == "fermer":
        # Links given before must not open again when it is shared anew.
        indicator.state, indicator.share_serial = State.DRAFT, indicator.share_serial + 1
    indicator.save(update_fields=["state", "share_serial", "changed_at"])
    return SeeOther(f"{here}#gerer")


def _found(public_id: str) -> LocalIndicator:
    return get_object_or_404(LocalIndicator.objects.order_by("pk"), public_id=public_id)


def _seen(request: HttpRequest, public_id: str) -> tuple[LocalIndicator, Any, str]:
    """Return an indicator that the request may see, the account and the key. Raises Http404."""
    indicator, user = _found(public_id), account_of(request)
    key = request.GET.get("cle", "")
    if not may_see(indicator, user, key, timezone.now()):
        raise Http404
    return indicator, user, key


def _preview(indicator: LocalIndicator) -> Any:
    return local_preview(
        indicator.level,
        indicator.values_by_code(),
        within="" if indicator.within == "france" else indicator.within,
        unit=indicator.unit,
        direction=indicator.direction,
    )


def _link(request: HttpRequest, indicator: LocalIndicator) -> str:
    """Return the link to give, for the days asked in the address, "" when none is asked."""
    days = request.GET.get("jours", "")
    if indicator.state != State.SHARED or days not in {str(one) for one in SHARE_DAYS}:
        return ""
    until = timezone.now() + timedelta(days=int(days))
    key = share_key(indicator.public_id, indicator.share_serial, until)
    address = reverse("local-indicator", args=[indicator.public_id])
    return request.build_absolute_uri(f"{address}{_with(key)}")


def _with(key: str) -> str:
    return f"?{urlencode({'cle': key})}" if key else ""
