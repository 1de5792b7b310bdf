"""What became of a commune that people still name: one sentence, from its former code.

The code is all that travels in an address; a code that means nothing says nothing.
"""

from __future__ import annotations

import re

from ifn_site.wording import gettext as _
from ifn_site.wording import in_french
from territories.models import Commune, FormerCommune
from territories.names import of_place

_CODE = re.compile(r"^(\d{5}|2[AB]\d{3})$", re.ASCII)


def former_sentence(code: str) -> str:
    """Return « Hellemmes fait partie de Lille. » for the code INSEE of a former commune, or « Évry
    s’appelle aujourd’hui Évry-Courcouronnes. » for a commune renamed; "" when there is none."""
    if not _CODE.match(code):
        return ""
    former = (
        FormerCommune.objects.of_code(code).exclude(name="").order_by("pk").first()
        or FormerCommune.objects.filter(code=code, kind=FormerCommune.Kind.RENAMED)
        .exclude(name="")
        .order_by("-valid_until", "pk")
        .first()
    )
    if former is None:
        return ""
    today = Commune.objects.filter(code=former.current_code).first()
    if today is None or today.name == former.name:
        return ""
    if former.kind == FormerCommune.Kind.RENAMED:
        told = {"former": former.name, "today": today.name}
        return _("%(former)s s’appelle aujourd’hui %(today)s.") % told
    of_today = of_place(today.name) if in_french() else today.name
    told = {"former": former.name, "of_place": of_today}
    return _("%(former)s fait partie %(of_place)s.") % told
