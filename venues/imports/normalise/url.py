"""Web addresses (`site_web`, `prise_rdv`, `fiche_acces_libre`).

Only `http` and `https` addresses with a public host name come out, percent-encoded, so that a
template can place them in an `href`. Nothing is fetched here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

MAX_LENGTH = 2_000
MAX_ADDRESSES = 10

_HOST = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
_PLAIN = re.compile(rf"https?://{_HOST}(?:/[A-Za-z0-9._~/-]*)?(?:\?[A-Za-z0-9._~/=&+-]*)?")
_PARTS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#:]+)(?P<port>:\d{1,5})?(?P<rest>[/?#].*)?", re.I | re.S
)
_VALID_HOST = re.compile(rf"(?=.{{4,253}}$){_HOST}")
_START = re.compile(r"https?://|www\.", re.IGNORECASE)
_BARE = re.compile(r"[^\s/@:?#]+(?:\.[^\s/@:?#.,]+)*\.[^\W\d_]{2,24}(?:[/?#]\S*)?")
_OTHER_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]{1,20})\s*:(?!\d)", re.IGNORECASE)
#: What a browser would run, or show as a page of its own, instead of visiting a site.
_ACTIVE = re.compile(r"(?:^|\s)(?:(?:javascript|vbscript)\s*:|data:[a-z]+/)", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)[^/?#@\s:|]*:[^/?#@\s|]*@")
#: Characters that may stay as they are after the host; the rest is percent-encoded.
_SAFE = "/?#%:@!$&()*+,;=~[]|-._"

TEXT_REPAIRS: tuple[Repair, ...] = (
    Repair(
        "url_schema_faute",
        "Début de l’adresse corrigé (« http:// » ou « https:// »).",
        lambda t: re.sub(
            r"\b(?:h{1,2}t{1,3}p{1,2}|htp|hhtp|ttps?|http)(s?)\s*(?::\s*[/\\]{1,4}|:?\s*[/\\]{2,4}|\s*:\s*[/\\]+)\s*(?=[\w])",
            _scheme,
            t,
            flags=re.IGNORECASE,
        ),
    ),
    Repair(
        "url_schema_double",
        "Début de l’adresse répété retiré.",
        lambda t: re.sub(r"(?:https?://)+(?=https?://)", "", t, flags=re.IGNORECASE),
    ),
    Repair(
        "url_www",
        "« www. » corrigé dans l’adresse.",
        lambda t: re.sub(
            r"(?<![\w.])(?:www\s*[:,;]\s*|www\s+|wwww\.|www\.\.+)(?=\w)", "www.", t, flags=re.I
        ),
    ),
    Repair("url_collees", "Adresses collées séparées.", lambda t: _unglue(t)),
    Repair("url_separateur", "Adresses séparées par « | ».", lambda t: _split_by_bar(t)),
)


def _scheme(match: re.Match[str]) -> str:
    """Write the scheme as it should be; a right one in capitals is left to its own repair."""
    if match.group().lower() in ("http://", "https://"):
        return match.group()
    return f"http{match.group(1).lower()}://"


def _unglue(text: str) -> str:
    """Part `https://a.frhttps://b.fr`; leave an address given as a parameter or in a
    web archive.
    """
    if len(_START.findall(text)) < 2 or "web.archive.org" in text:
        return text
    return re.sub(r"(?<![\s|=%&?;,])(https?://)", r"|\1", text, flags=re.IGNORECASE).removeprefix(
        "|"
    )


def _split_by_bar(text: str) -> str:
    """Write one separator, `|`, where a new address begins or a list clearly ends."""
    text = re.sub(
        r"\s*[;,]?\s*\n\s*|\s*[;,]\s+|[;,](?=https?://|www\.|$)", "|", text, flags=re.IGNORECASE
    )
    return re.sub(
        r"\s*\|[\s|]*",
        "|",
        re.sub(r"\s+(?:(?:[-–/]|et|ou)\s+)?(?=https?://|www\.)", "|", text, flags=re.I),
    )


def _drop_words(piece: str) -> str:
    """Remove a label before the address (« Site : ») and words after it."""
    start = _START.search(piece)
    if start:
        piece = piece[start.start() :]
    elif _OTHER_SCHEME.match(piece):
        return piece
    address, space, after = piece.partition(" ")
    is_file = re.fullmatch(r"[\w .()'-]+\.(?:pdf|html?|php|docx?|odt|aspx?)", after, re.IGNORECASE)
    if space and is_file and "/" in address.partition("://")[2]:
        return f"{address}%20{after.replace(' ', '%20')}"
    return address.rstrip(".,;:") if space else piece.rstrip(".,;: ")


def _add_scheme(piece: str) -> str:
    if re.match(r"www\.", piece, re.IGNORECASE):
        return f"http://{piece}"
    return f"https://{piece}" if _BARE.fullmatch(piece) else piece


def _lower_host(piece: str) -> str:
    match = _PARTS.fullmatch(piece)
    if not match:
        return piece
    start = f"{match['scheme'].lower()}://{match['host'].lower()}"
    return start + (match["port"] or "") + (match["rest"] or "")


def _on_host(piece: str, change: Any) -> str:
    match = _PARTS.fullmatch(piece)
    if not match:
        return piece
    return f"{match['scheme']}://{change(match['host'])}{match['port'] or ''}{match['rest'] or ''}"


def _ascii_host(host: str) -> str:
    """Encode an international name (« médiathèque.fr » → « xn--… »); unchanged when impossible."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _encode_rest(piece: str) -> str:
    match = _PARTS.fullmatch(piece)
    if not match or not match["rest"]:
        return piece
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", match["rest"])
    return piece[: match.start("rest")] + quote(rest, safe=_SAFE)


PIECE_REPAIRS: tuple[Repair, ...] = (
    Repair("url_precision", "Texte autour de l’adresse retiré.", _drop_words),
    Repair(
        "url_espace_code",
        "Espace codé retiré de la fin de l’adresse.",
        lambda t: re.sub(r"(?:%20|%0[ad]|%c2%a0)+$", "", t, flags=re.IGNORECASE),
    ),
    Repair(
        "url_schema_absent",
        "Début de l’adresse ajouté (« http:// » devant « www. », « https:// » sinon).",
        _add_scheme,
    ),
    Repair(
        "url_virgule",
        "Virgule remplacée par un point dans le nom du site.",
        lambda t: _on_host(t, lambda host: re.sub(r"(?<=\w),(?=\w)", ".", host)),
    ),
    Repair("url_minuscules", "Nom du site écrit en minuscules.", _lower_host),
    Repair(
        "url_nom_international", "Nom de site accentué encodé.", lambda t: _on_host(t, _ascii_host)
    ),
    Repair("url_caracteres", "Espaces, accents ou signes encodés dans l’adresse.", _encode_rest),
)


def _refusal(piece: str) -> tuple[str, str]:
    """Return the code and French message that say why `piece` cannot be a link."""
    other = _OTHER_SCHEME.match(piece)
    if _ACTIVE.search(piece):
        return (
            "url_schema_refuse",
            "Lien refusé : il lance un programme. Seules les adresses http et https sont "
            "acceptées.",
        )
    if _PASSWORD.search(piece):
        return (
            "url_mot_de_passe",
            "Lien refusé : il contient un mot de passe, que tout le monde verrait. Retirez ce qui "
            "précède « @ » et changez ce mot de passe.",
        )
    if other and not other.group(1).lower().startswith("http") and "." not in other.group(1):
        return (
            "url_schema_refuse",
            "Lien refusé : seules les adresses http et https sont acceptées.",
        )
    if piece.startswith("@"):
        return (
            "url_reseau_social",
            "Un nom de compte n’est pas une adresse : indiquez l’adresse complète de la page.",
        )
    if "@" in piece.partition("://")[2].split("/")[0] or ("@" in piece and "://" not in piece):
        return (
            "url_courriel",
            "Ce n’est pas l’adresse d’un site : placez les courriels dans « courriels ».",
        )
    return (
        "url_invalide",
        "Adresse de site incomplète ou invalide : indiquez-la en entier, par exemple https://exemple.fr.",
    )


def _is_usable(piece: str) -> bool:
    match = _PARTS.fullmatch(piece)
    return bool(
        match
        and piece.isascii()
        and len(piece) <= MAX_LENGTH
        and _VALID_HOST.fullmatch(match["host"])
    )


@lru_cache(maxsize=32768)
def _normalise(text: str) -> Normalised:
    if len(text) > 5 * MAX_LENGTH:
        message = "Texte trop long pour une adresse de site."
        return Normalised((), (warning("url_trop_longue", message, text),))
    lines = re.sub(r"[\r\n]+", "\n", text.strip())
    cleaned = "\n".join(clean_text(line).value for line in lines.split("\n")).strip()
    listed, repairs = apply_repairs(cleaned, TEXT_REPAIRS)
    notes: list[Note] = list(repairs)
    if cleaned != text and not repairs:
        notes.append(fix("espaces", "Espaces superflus retirés.", text, cleaned))
    kept: dict[str, None] = {}
    refused: list[tuple[str, str]] = []
    for piece in filter(str.strip, listed.split("|")):
        if _ACTIVE.search(piece):
            refused.append((piece, piece))
            continue
        url, piece_notes = apply_repairs(piece.strip(), PIECE_REPAIRS)
        if _is_usable(url):
            notes.extend(piece_notes)
            kept[url] = None
        else:
            refused.append((piece, url))
    for piece, url in refused:
        if kept and "." not in piece and "@" not in piece and not _ACTIVE.search(piece):
            notes.append(fix("url_precision", "Texte autour de l’adresse retiré.", piece, ""))
        else:
            notes.append(warning(*_refusal(url), _PASSWORD.sub("…@", piece)))
    return Normalised(tuple(kept)[:MAX_ADDRESSES], tuple(notes))


def normalise_urls(value: Any) -> Normalised:
    """Return a tuple of absolute http(s) addresses without repeats; () when none is left."""
    if isinstance(value, str) and len(value) <= MAX_LENGTH and _PLAIN.fullmatch(value):
        return Normalised((value,))
    return Normalised(()) if is_blank(value) else _normalise(as_text(value))


def normalise_url(value: Any) -> Normalised:
    """Return one absolute http(s) address or None; of a list, the first is kept with a warning."""
    urls, notes = normalise_urls(value)
    if len(urls) > 1:
        message = "Plusieurs adresses : seule la première est gardée."
        notes = (*notes, warning("url_plusieurs", message, "|".join(urls), urls[0]))
    return Normalised(urls[0] if urls else None, notes)
