"""From what people type to plain tokens: case, accents, apostrophes, repeated letters, SMS.

Pure: it knows how French is typed, not what the words mean. Nothing is kept.
"""

from __future__ import annotations

import re
import unicodedata

#: What is read of a text; the rest is left out.
MAX_LENGTH = 500
_APOSTROPHES = re.compile(r"[’‘ʼ`´′']")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_ACRONYM = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
_TOKEN = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "€": " euro ", "@": " arobase "})

#: Spellings of messages and of speech, and what they stand for.
SHORTHAND: dict[str, str] = {}
for _line in """
g=j ai|jai=j ai|jé=j ai|ge=je|jsui=je suis|jsuis=je suis|chui=je suis|chuis=je suis|jss=je suis
jpe=je peux|jpeu=je peux|jpeux=je peux|jveu=je veux|jveux=je veux|jvoudrai=je voudrais
jvoudrais=je voudrais|jvoudré=je voudrais|vourdai=voudrais|jariv=j arrive|jarive=j arrive
jarriv=j arrive|jarrive=j arrive|jarivpa=j arrive pas|jarrivepas=j arrive pas|ariv=arrive
jsé=je sais|jsai=je sais|jsais=je sais|jsp=je sais pas|chai=je sais|chépa=je sais pas|sé=c est
jcomprend=je comprends|jcomprends=je comprends|jconnai=je connais|jcherche=je cherche
jcherch=je cherche|jme=je me|jm=je m|jte=je te|jfais=je fais|jfé=je fais|jfai=je fais
jutilise=j utilise|jaimerai=j aimerais|jaimerais=j aimerais|jaimeré=j aimerais|jdois=je dois
jdoi=je dois|jperds=je perds|jpense=je pense|jrecois=je recois|jregarde=je regarde|jarete=j arrete
pa=pas|pô=pas|po=pas|koi=quoi|kwa=quoi|ki=qui|ke=que|kil=qu il|kan=quand|kand=quand|qd=quand
pk=pourquoi|pkoi=pourquoi|pourkoi=pourquoi|pcq=parce que|pske=parce que|parske=parce que
bcp=beaucoup|bocou=beaucoup|boku=beaucoup|pr=pour|ds=dans|dc=donc|ac=avec|avk=avec
avek=avec|mdp=mot de passe|mdpass=mot de passe|cmt=comment|coment=comment|koman=comment
komen=comment|kom=comme|tt=tout|tte=toute|tjr=toujours|tjrs=toujours|tjs=toujours
qqn=quelqu un|qq1=quelqu un|kelkun=quelqu un|kelquun=quelqu un|qqch=quelque chose
qqs=quelques|rdv=rendez vous|fo=faut|fau=faut|ya=il y a|mtn=maintenant|msg=message
msgs=messages|bsoin=besoin|bezoin=besoin|slt=salut|bjr=bonjour|svp=s il vous plait
stp=s il te plait|pb=probleme|pbs=problemes|nb=nombre|qq=quelque|vs=vous|ns=nous|ms=mais
mé=mais|ct=c etait|cété=c etait|cest=c est|cé=c est|keske=qu est ce que
kesk=qu est ce que|keskon=qu est ce qu on|esk=est ce que|eske=est ce que|osi=aussi|ossi=aussi
jms=jamais|jamé=jamais|auj=aujourd hui|ojourdui=aujourd hui|tel=telephone|tél=telephone
tèl=telephone|telefone=telephone|fone=telephone|pnone=phone|plu=plus|2=de|info=information
infos=information|appli=application|applis=application|app=application|apps=application
lol=|mdr=|ptdr=|euh=|heu=|ben=|bah=|bin=|hein=|quoa=quoi|jveut=je veux|vx=veux|peu=peux
pe=peux|fer=faire|fere=faire|fair=faire|ojd=aujourd hui|dsl=desole|mr=monsieur|mme=madame
msieur=monsieur|ki=qui|kelle=quelle|kel=quel|lordi=l ordi|linternet=l internet|dinternet=d internet
pq=pourquoi|vou=vous|pouvé=pouvez|aidé=aider|édé=aider|aidez=aider|aidr=aider|komprend=comprend
sui=suis|fé=fais|tro=trop|otre=autre|dabor=d abord|papié=papiers
""".strip().splitlines():
    for _pair in _line.split("|"):
        _short, _, _long = _pair.partition("=")
        SHORTHAND[_short] = _long


def plain(text: str) -> str:
    """Return a text in lower case, with simple apostrophes, without control or hidden characters.

    At most `MAX_LENGTH` characters are read; other scripts stay as they are.
    """
    kept = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char
        for char in text[:MAX_LENGTH]
        if unicodedata.category(char) not in ("Cf", "Cs", "Co")
    )
    return _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", kept).lower())


def unaccented(text: str) -> str:
    """Return a text without accents or ligatures, lower case kept."""
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in apart if not unicodedata.combining(char))


def tokens(text: str) -> list[str]:
    """Return the tokens of a text: folded, elisions apart, shorthand written out in full.

    Deterministic and quick (10 µs a word). Characters of other scripts give nothing.
    """
    spelled = plain(text)
    spelled = _ACRONYM.sub(lambda found: found.group().replace(".", "") + " ", spelled)
    words: list[str] = []
    for raw in re.split(r"[^\w]+|_", spelled):
        words.extend(_written_out(raw))
    return words


def _written_out(raw: str) -> list[str]:
    if raw in SHORTHAND:
        return SHORTHAND[raw].split()
    folded = _REPEATED.sub(r"\1", unaccented(raw))
    if folded in SHORTHAND:
        return SHORTHAND[folded].split()
    return _TOKEN.findall(folded)


def singular(token: str) -> str:
    """Return a token without the mark of its plural: one key for « photo » and « photos »."""
    return token[:-1] if len(token) > 3 and token[-1] in "sx" else token
