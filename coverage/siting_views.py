"""The pages of the siting bench: a question in the address; a name, an address or a file is posted.

What is posted is read in memory, answered and forgotten: an address becomes a commune in the
address of the next page, a file stays signed in the page itself.
"""

from __future__ import annotations

from math import ceil, isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from coverage.decays import DEFAULT, PRESETS
from coverage.siting.buildings import NAMED, Building, Buildings, Locate, read_buildings
from coverage.siting.ground import ground
from coverage.siting.scenario import MOST_CHOSEN, Scenario
from coverage.siting.scenario_csv import scenario_csv
from coverage.siting.targets import NO_BREAK, aimed, gained
from coverage.siting_form import LEVELS, SitingForm
from coverage.siting_page import Bench, address_of, bench, csv_address
from coverage.store import active_run
from coverage.territory_page import facts_of, names_of
from coverage.thirds import DEFAULT_RULE
from fragility.local.codes import code_book
from fragility.local.reading import UnreadableFile, read_local_file
from fragility.local.sharing import pack, unpack
from fragility.local.upload import PreviewThrottle, is_too_large, keep_in_memory
from ifn_site.cache import at_version, current_version
from ifn_site.clock import now, today
from ifn_site.conditional import known_by_version
from territories.listing import departements_by_region
from territories.search import search_places
from territories.views import SeeOther
from territories.whereabouts import resolve_place

_MAX_TEXT = 200
_FOUND = 12
_TOO_LARGE = "Ce fichier dépasse 2 Mo. Gardez seulement les noms et les coordonnées."
_NO_FILE = "Choisissez un fichier CSV ou Excel (.xlsx)."
_NO_TERRITORY = "Choisissez d’abord un territoire."
_FULL = f"{MOST_CHOSEN} communes au plus\u00a0: retirez-en une d’abord."


@csrf_exempt  # nothing is changed nor kept, and no cookie is read
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def siting(request: HttpRequest) -> HttpResponseBase:
    """Show the bench, and the answer to the question of the address."""
    if request.method != "POST":
        return _shown(request)
    if is_too_large(request):
        return _refused(request, _TOO_LARGE)
    keep_in_memory(request)
    return _posted(request)


@require_safe
@known_by_version(by_minute=False)
def siting_csv(request: HttpRequest) -> HttpResponse:
    """Answer a scenario as a CSV."""
    form = SitingForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    scenario = form.scenario()
    return _csv(scenario, bench(scenario))


@known_by_version(by_minute=False)
def _shown(request: HttpRequest) -> HttpResponse:
    if "territoire" not in request.GET:
        return _page(request, SitingForm())
    form = SitingForm(request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _page(request, form, found=bench(form.scenario()))


@never_cache
def _refused(request: HttpRequest, said: str) -> HttpResponse:
    return _page(request, _form_of(request.GET), said=said, status=413)


@never_cache
@sensitive_variables()
def _posted(request: HttpRequest) -> HttpResponseBase:
    """Answer a name of territory, an address to add, or a file of candidates."""
    with at_version(current_version()):
        action = request.POST.get("action", "")
        asked = request.POST if "territoire" in request.POST else request.GET
        if action == "territoire":
            return _territory(request, request.POST.get("ou", ""))
        form = SitingForm(asked)
        if not form.is_valid():
            kept = "candidats" in form.errors and "territoire" not in form.errors
            if action != "adresse" or not kept:
                return _page(request, form, said=_said_of(form), status=422)
        if action == "adresse":
            return _address(request, form, request.POST.get("adresse", ""))
        return _file(request, form, action)


def _said_of(form: SitingForm) -> str:
    return _NO_TERRITORY if not form.data.get("territoire") else ""


def _territory(request: HttpRequest, typed: str) -> HttpResponseBase:
    """Lead to the territory of a name, or to a choice of a few."""
    links: dict[str, tuple[str, str, str]] = {}
    places = search_places(typed.strip()[:_MAX_TEXT], _FOUND)
    for place in places:
        if place.kind in LEVELS:
            scenario = Scenario(place.kind, place.code)
            links[scenario.territory] = (place.label, place.detail, address_of(scenario))
            continue
        facts = facts_of(place.kind, place.code)
        for parent in facts.parents if facts and place.is_exact else ():
            if parent.level in ("epci", "departement"):
                scenario = Scenario(parent.level, parent.code)
                detail = f"autour de {place.label}"
                links.setdefault(scenario.territory, (parent.name, detail, address_of(scenario)))
    exact = [one for one in places if one.kind in LEVELS and one.is_exact]
    if len(exact) == 1 and len(places) == 1:
        return SeeOther(address_of(Scenario(exact[0].kind, exact[0].code)))
    said = "" if links else (
        "Nous ne trouvons pas ce territoire. Écrivez le nom d’un département, d’une "
        "intercommunalité, d’une région ou d’une commune."
    )  # fmt: skip
    return _page(
        request, _form_of(request.GET), said=said, links=list(links.values()),
        status=200 if links else 422,
    )  # fmt: skip


def _address(request: HttpRequest, form: SitingForm, typed: str) -> HttpResponseBase:
    """Add the commune of an address to the candidates; only its code leaves this answer."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    found = resolve_place(typed[:_MAX_TEXT])
    communes = [one for one in found.places if one.kind == "commune"]
    if len(form.chosen) >= MOST_CHOSEN:
        return _page(request, form, said=_FULL, status=422)
    if found.kind == "unknown" or not communes:
        said = found.said or "Écrivez une adresse ou le nom d’une commune."
        return _page(request, form, said=said, status=422)
    links = []
    for one in communes:
        data.setlist("commune", [*form.chosen, one.code])
        data["candidats"] = "choix"
        other = SitingForm(data)
        if not other.is_valid():
            return _page(request, other, status=422)
        links.append((one.label, one.detail, address_of(other.scenario())))
    if len(links) == 1:
        return SeeOther(links[0][2])
    return _page(request, form, links=links)


def _file(request: HttpRequest, form: SitingForm, action: str) -> HttpResponse:
    """Answer with the buildings of a file, or of the page itself, as candidates."""
    throttle = PreviewThrottle()
    if not throttle.allow_request(request, throttle):  # type: ignore[arg-type]
        minutes = ceil((throttle.wait() or 60.0) / 60)
        said = (
            "Beaucoup d’essais viennent de votre connexion, peut-être partagée. Réessayez dans "
            f"{minutes} minute{'s' if minutes > 1 else ''}."
        )
        return _page(request, form, said=said, status=429)
    try:
        buildings = _buildings(request)
    except UnreadableFile as error:
        return _page(request, form, said=str(error), status=422)
    if buildings is None:
        return _page(request, form, said=_NO_FILE, status=422)
    scenario = form.scenario()
    found = bench(scenario, buildings.found)
    if action == "csv":
        return _csv(scenario, found, source="fichier")
    return _page(request, form, found=found, buildings=buildings)


def _buildings(request: HttpRequest) -> Buildings | None:
    """Return what a new file says, else what the page carried; None without any."""
    file = request.FILES.get("fichier")
    if file is not None:
        return read_buildings(read_local_file(file.read()), _locator())
    carried = unpack(request.POST.get("contenu", ""))
    if not isinstance(carried, dict) or "lieux" not in carried:
        return None
    return Buildings([Building(*one) for one in carried["lieux"]], [], ())


def _locator() -> Locate:
    """Return what tells the commune of today of a written code, and its point."""
    book, world = code_book(), ground().world
    positions = world.positions

    def locate(written: str) -> tuple[str, float, float] | None:
        code = book.find(written, "commune").code
        rank = positions.get(code)
        if rank is None or not isfinite(world.latitudes[rank]):
            return None
        return code, float(world.latitudes[rank]), float(world.longitudes[rank])

    return locate


def _csv(scenario: Scenario, found: Bench, source: str = "") -> HttpResponse:
    run, release = active_run(), ground().release
    is_invented = bool(run.is_demonstration if run else release and release.is_demonstration)
    hypotheses = {
        "vises": aimed(scenario).replace(NO_BREAK, " "),
        "compte": gained(scenario).replace(NO_BREAK, " "),
        "territoire": scenario.territory, "service": scenario.service, "mode": scenario.mode,
        "minutes": scenario.minutes, "nombre": scenario.count, "pour": scenario.aim,
        "candidats": source or scenario.kind, "offre": scenario.supply, "date": today().isoformat(),
        "decroissance": PRESETS[DEFAULT].words(), "regle": DEFAULT_RULE.words(),
        "graine": run.seed if run else "", "calcul": run.version if run else "",
        "publication_fragilite": release.version if release else "",
        "demonstration": "true" if is_invented else "false",
    }  # fmt: skip
    text = scenario_csv(found.answer, found.every_option, found.reasons, hypotheses)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    invented = "demonstration_" if is_invented else ""
    name = f"{today():%Y-%m-%d}_{invented}et-si_{scenario.level}-{scenario.code}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form_of(data: QueryDict) -> SitingForm:
    return SitingForm(data) if "territoire" in data else SitingForm()


def _page(
    request: HttpRequest,
    form: SitingForm,
    *,
    found: Bench | None = None,
    said: str = "",
    links: list[tuple[str, str, str]] | None = None,
    buildings: Buildings | None = None,
    status: int = 200,
) -> HttpResponse:
    scenario = found.scenario if found else None
    address = address_of(scenario)
    context: dict[str, Any] = {
        "form": form,
        "bench": found,
        "said": said,
        "links": links or [],
        "places": departements_by_region(),
        "chosen": list(names_of("commune", form.chosen).items()) if form.chosen else [],
        "buildings": buildings,
        "refused": buildings.refused[:NAMED] if buildings else [],
        "carried": pack({"lieux": buildings.found}) if buildings else "",
        "csv_address": csv_address(scenario) if scenario and not buildings else "",
        "canonical_url": address,
        "printed_on": now().date(),
        "page_address": request.build_absolute_uri(address),
    }
    return render(request, "coverage/siting.html", context, status=status)
