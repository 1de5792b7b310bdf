"""Emergency and listening numbers: public facts with their official source, and what calls them.

One entry a number, the most pressing first: when a sentence calls several, the first one wins.
`checked_on` is the ISO date on which a person called or read the source again: empty until then,
and pages say « non vérifié ». `says` are patterns: groups joined by « + » must all be there, « | »
parts the ways to say a group, « * » ends the start of a word; `unless` calls the alarm off.
"""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import noop


class EmergencyNumber(NamedTuple):
    """One number, in the words of the public, and the patterns that call it."""

    key: str
    label: str
    number: str
    sms: str
    hours: str
    source: str
    says: tuple[str, ...]
    unless: str = ""
    checked_on: str = ""


_ALWAYS = noop("Tous les jours, 24 h sur 24")
_NUMBERS = "https://www.service-public.fr/particuliers/vosdroits/F33954"
_PARTNER = (
    "mari|conjoint|conjointe|compagnon|compagne|copain|copine|mec|epoux|epouse|femme|ex|"
    "homme|il|elle|monsieur avec qui|pere de mes enfants|beau pere"
)
_HITS = (
    "frappe|frapper|frappee|frape|cogne|cogner|tape dessus|me tape|me bat|battue|bat sa femme|"
    "coups|violent avec|violente avec|violent|violences|violence|viole|violee|viol|etrangle|"
    "etrangler|brutalise|maltraite|gifle|gifler|leve la main|sequestre|enferme|"
    "m interdit de sortir|menace de me tuer|menace de mort|me fait peur|peur de lui|me menace|"
    "menacee|m a menacee|m a menace|me frapper|m a frappee|m a frappe|m a tapee|m a tape|"
    "m a giflee|m a poussee|m a bousculee|jetee par terre|tire les cheveux|m a cognee|m a battue|"
    "m a etranglee|me secoue|me tabasse|tabasse|tabassee|m insulte et me|m a enfermee|la bat|"
    "la frappe|la tape|la cogne|bat ma|frappe ma|tape ma|me force|m oblige a coucher"
)
_CHILD = (
    "enfant|enfants|fils|fille|bebe|gamin|gamine|petit|petite|ado|voisins|mineur|mineure|eleve|"
    "neveu|niece|gosse|gosses"
)
_VIRTUAL = (
    "jeu|jeux|film|films|serie|series|livre|roman|processus|programme|logiciel|windows|"
    "ordinateur|ordi|imprimante|telephone portable est mort|expose|exercice|dissertation"
)

EMERGENCIES: tuple[EmergencyNumber, ...] = (
    EmergencyNumber(
        "samu",
        noop("Samu : une vie est en danger"),
        "15",
        "114",
        _ALWAYS,
        _NUMBERS,
        (
            "respire plus|ne respire plus|n arrive plus a respirer|arrive plus a respirer|"
            "plus de pouls|inconscient|inconsciente|perdu connaissance|perd connaissance|infarctus",
            "crise cardiaque|arret cardiaque|avc|mal a la poitrine|douleur a la poitrine|malaise|"
            "convuls*|hemorrag*|perd beaucoup de sang|perd du sang|saigne beaucoup|overdose|"
            "accouche|accoucher maintenant|s etouffe|etouffe|intoxication|samu|ambulance|"
            "bouche tordue|bouche de travers|bouche toute tordue|paralyse d un cote|paralysee d un|"
            "parle bizarrement d un coup|arrive plus a parler d un coup|bras engourdi|"
            "mal au coeur et au bras|coma|evanoui|evanouie|s est evanoui|tout bleu|devient bleu|"
            "gonfle et arrive plus|brule gravement|brulee gravement|grave brulure|accident vasculaire",
            "avale|bu+javel|medicaments|produit|pile|poison|tous les cachets|trop de cachets",
            "tombe|tombee|chute+bouge plus|ne repond plus|se reveille plus|se releve plus|"
            "peut plus se relever|sang",
            "bouge plus|se reveille plus|reveille plus|repond plus|parle plus|respire mal|respire tres mal|"
            "fait un malaise|est tombee et|est tombe et|est par terre+"
            + _CHILD
            + "|mari|femme|mere|pere|mamie|papi|"
            "voisin|voisine|elle|monsieur|dame",
        ),
        _VIRTUAL + "|cours|formation|gestes|souris|curseur|ecran|clavier",
    ),
    EmergencyNumber(
        "pompiers",
        noop("Pompiers : un incendie, un accident, une fuite de gaz"),
        "18",
        "114",
        _ALWAYS,
        _NUMBERS,
        (
            "au feu|il y a le feu|y a le feu|feu chez|feu dans|feu a la|prend feu|pris feu|"
            "en feu|incendie|ca brule|appartement brule|maison brule|sent le brule|de la fumee|"
            "pompier|pompiers",
            "odeur de gaz|sent le gaz|fuite de gaz|ca sent le gaz|monoxyde|electrocut*|"
            "inondation|se noie|noye|noyade|accident de voiture|accident de la route|accident grave",
        ),
        "feu d artifice|feu vert|attestation|assurance|declarer|" + _VIRTUAL,
    ),
    EmergencyNumber(
        "suicide",
        noop("Prévention du suicide : parler, tout de suite, à quelqu’un"),
        "3114",
        "",
        _ALWAYS,
        "https://3114.fr/",
        (
            "suicid*|suicide|suicider|me tuer|me pendre|me foutre en l air|me jeter sous|"
            "sauter par la fenetre|m ouvrir les veines|tailler les veines|me faire du mal|"
            "me fais du mal|se faire du mal|se scarifie|scarifie",
            "veux mourir|voudrais mourir|envie de mourir|veut mourir|vouloir mourir|prefere mourir|"
            "aimerais mourir|plus envie de vivre|plus envie de rien|plus gout a la vie|"
            "plus le gout de vivre|plus de raison de vivre|en finir|mettre fin a mes jours|"
            "mettre fin a ses jours|mettre fin a tout|finir avec la vie|disparaitre pour toujours|"
            "mieux sans moi|serait mieux si j etais mort|vie vaut plus|vivre ne sert a rien|"
            "sert plus a rien de vivre|je veux plus vivre|veux plus vivre|veut plus vivre|"
            "peux plus vivre|idees noires|pensees noires|idees suicidaires|veux pas vivre",
        ),
        "en finir avec les|en finir avec mon|en finir avec ma|en finir avec cette|en finir avec ce|"
        "en finir avec la paperasse|mourir de rire|processus|jeu|film",
    ),
    EmergencyNumber(
        "enfance",
        noop("Enfance en danger : un enfant est frappé, négligé ou menacé"),
        "119",
        "",
        _ALWAYS,
        "https://www.allo119.gouv.fr/",
        (
            _CHILD + "+battu|battus|bat ses|bat son|bat sa fille|frappe ses|frappe son|frappe sa|"
            "frapper son|tape ses|tape son|tape sa|maltrait*|est frappe|est tape|coups|bleus|abuse|"
            "attouchement|attouchements|touche le|inceste|viole|violee|viol|pedophile|"
            "laisse seul|laisses seuls|laisse tout seul|pas nourri|hurle|crie toute la nuit|"
            "cris d enfant|cogne",
            "mon pere|ma mere|mes parents|beau pere|belle mere|mon papa|ma maman+me frappe|me tape|"
            "me frappent|me tapent|me bat|me battent|me touche|me fait du mal|m enferme|"
            "me frappe tous",
            "pedophile|pedocriminel*|enfant en danger|enfance en danger|enfant maltraite",
            "fugue|fugue de chez|a disparu|enleve+fils|fille|enfant|enfants|ado|petit|petite",
        ),
        "photos|fichiers|dossier|jeu|jeux|applications|conversation",
    ),
    EmergencyNumber(
        "violences-femmes",
        noop("Violences Femmes Info : violences dans le couple, sexuelles ou sexistes"),
        "3919",
        "114",
        _ALWAYS,
        "https://arretonslesviolences.gouv.fr/",
        (
            _PARTNER + "+" + _HITS,
            "je suis battue|je suis frappee|me fais frapper|me fais battre|me fais taper|on me frappe|"
            "on me bat|on me tape|suis une femme battue|peur de rentrer|peur de mon mari|"
            "peur de mon conjoint|peur de mon ex|peur de mon copain|j ai peur de lui|violences a la "
            "maison|violence a la maison|violent a la maison|coups a la maison",
            "voisine|voisins|soeur|copine|amie|mere|fille|femme+hurle|bleus|la bat|se fait battre|"
            "se fait frapper|se fait taper|prend des coups|battue par|frappee par|tapee par",
            "femme battue|violences conjugales|violence conjugale|violence domestique|viol|violee|"
            "agression sexuelle|agressee sexuellement|mariage force|excision|on m a violee",
            "mari|conjoint|compagnon|copain|mec|ex+me surveille|surveille mon telephone|m espionne|"
            "me suit partout|me traque|lit mes messages|fouille mon telephone|fouille dans mon|"
            "me harcele|harcele|controle mon telephone|controle tout ce que|a mis un mouchard",
            "il|elle+lit tous mes messages|lit mes messages|fouille mon telephone|controle tout|"
            "m interdit de sortir|m interdit de voir|m empeche de sortir|garde mes papiers|"
            "a pris mes papiers|me prend mon argent|me suit partout|me surveille tout le temps|"
            "me harcele|me traque",
        ),
        "jeu|jeux|jeu video|film|serie|processus",
    ),
    EmergencyNumber(
        "police",
        noop("Police et gendarmerie : un danger en ce moment"),
        "17",
        "114",
        _ALWAYS,
        _NUMBERS,
        (
            "agresse|agressee|agresser|agression|on m attaque|m a attaque|m attaque|"
            "braque|couteau|arme a feu|pistolet|fusil|menace avec|cambriol*|voleur chez|"
            "voleurs chez|quelqu un est entre chez|entrer chez moi|force ma porte|forcer ma porte|"
            "attentat|terroriste|coups de feu|on me suit dans|je suis suivie|me suit dans la rue|"
            "un homme me suit|quelqu un me suit|un type me suit|m a suivie|me suit depuis|rode autour|"
            "appeler la police|appelez la police|police vite|police secours|me sequestre|kidnapp*",
            "menace de me tuer|menace de mort|menaces de mort|veut me tuer|va me tuer|"
            "ils vont me tuer|peur pour ma vie|en danger de mort|je suis en danger|"
            "au secours+menace|tuer|danger|police|frappe|vite|secours",
        ),
        _VIRTUAL + "|attestation|declaration|dossier",
    ),
    EmergencyNumber(
        "sans-abri",
        noop("Samu social : dormir à l’abri ce soir"),
        "115",
        "",
        _ALWAYS,
        "https://www.service-public.fr/particuliers/vosdroits/F33954",
        (
            "a la rue|dors dehors|dort dehors|dormir dehors|dormons dehors|dormir ce soir|"
            "ou dormir|nulle part ou dormir|nulle part ou aller|pas d endroit ou dormir|"
            "pas de toit|sans toit|sans abri|sdf|sans domicile|dors dans ma voiture|"
            "dort dans sa voiture|dors dans la voiture|dormir dans ma voiture|dormons dans|"
            "dans la rue ce soir|plus de logement ce soir|hebergement d urgence|"
            "hebergement urgence|logement d urgence|mise dehors|mis dehors|mis a la porte|"
            "mise a la porte|jetee dehors|jete dehors|foutu dehors|expulse ce soir|"
            "expulse aujourd hui|dormir sous|dort dans la rue|dors dans la rue|plus de maison|"
            "plus de chez moi|ou passer la nuit|passer la nuit dehors|nuit dehors|vis dehors|"
            "vivons dehors|vit dehors|vis dans la rue|vit dans la rue|vis dans ma voiture|"
            "vit dans sa voiture|vivons dans la voiture|dors a la gare|dort a la gare|"
            "perdu mon logement|plus de toit|n ai plus de toit|vire de chez moi|viree de chez moi|"
            "sans logement|nulle part pour dormir|pas ou dormir|sais pas ou dormir|dehors ce soir|"
            "dehors cette nuit|dehors avec mes enfants|dehors avec mon bebe|se retrouve dehors|"
            "retrouve dehors|dormi dehors|couche dehors|lit pour ce soir|place en foyer ce soir|"
            "chambre pour cette nuit|squat",
            "expulse|expulses|expulsee|expulsent|expulsion|huissier+ce matin|demain|aujourd hui|"
            "ce soir|cette nuit|maintenant|enfants|dehors",
        ),
        "domiciliation",
    ),
    EmergencyNumber(
        "violences-numeriques",
        noop("3018 : harcèlement et violences numériques, chez les jeunes surtout"),
        "3018",
        "",
        noop("Tous les jours, de 9 h à 23 h"),
        "https://3018.fr/",
        (
            "cyberharcel*|cyber harcelement",
            "harcele|harcelee|harceles|se fait harceler|fait harceler|me harcelent|harcelent|"
            "harceler|harcellement|harcelement+" + _CHILD + "|college|lycee|ecole|snap|snapchat|"
            "insta|instagram|tiktok|facebook|whatsapp|internet|reseaux|en ligne|classe|messages|"
            "telephone",
            "photo nue|photos nues|photo de moi nue|photos intimes|photo intime|video intime|"
            "videos intimes|photos de moi nue|nudes|nude|sextape|revenge porn|sextorsion|"
            "photos denudees|photo denudee",
            "chantage+photo|photos|video|videos|webcam|snap|instagram|facebook|messages|internet|"
            "publier|diffuser|nue|nu",
            "demande|reclame|exige|veut|argent|payer+photos de moi|mes photos|photos nues|ma video|"
            "video de moi|videos de moi|images de moi+argent|payer|euros|sinon|contre|publier|"
            "diffuser|menace",
            "menace|menacent+publier|diffuser|mettre sur internet|envoyer mes photos|"
            "envoyer a mes contacts|montrer mes photos",
            _CHILD + "+inconnu|adulte|homme|monsieur|type+rencontrer|photos|donne rendez vous|"
            "demande des photos|lui parle",
            "insulte|insultent|insultes|menaces|menace+snap|snapchat|insta|instagram|tiktok|"
            "facebook|whatsapp|groupe de classe|reseaux sociaux",
        ),
        "expose|comprendre ce qu est",
    ),
    EmergencyNumber(
        "maltraitance",
        noop("3977 : personnes âgées ou handicapées maltraitées"),
        "3977",
        "",
        noop("Tous les jours, de 9 h à 19 h"),
        "https://solidarites.gouv.fr/",
        (
            "mere|pere|grand mere|grand pere|mamie|papi|papy|voisine|voisin|tante|oncle|"
            "personne agee|personnes agees|vieille dame|handicape|handicapee|ehpad|residents|"
            "maison de retraite|tutrice|curatrice+maltrait*|battue|frappee|frappe|attachee|attache|"
            "abus de faiblesse|profite d elle|lui vole son argent|vole son argent|"
            "prive de nourriture|laisse sans soins|"
            "bouscule|secoue|vole de l argent|vole son|vole ma grand mere|vole ma mere|mal traite*|"
            "tapee|tape|enfermee|drogue|pas change|pas changee|pas lavee|crie dessus|insultee par|brutalisee",
            "abus de faiblesse|maltraitance",
        ),
    ),
    EmergencyNumber(
        "arnaque-en-cours",
        noop("Votre banque d’abord, puis Info Escroqueries, pour une arnaque en cours"),
        "0 805 805 817",
        "",
        noop("Du lundi au vendredi, de 9 h à 18 h 30"),
        "https://www.interieur.gouv.fr/",
        (
            "vide mon compte|vider mon compte|vident mon compte|vide son compte|vide ses comptes|"
            "vide le compte|vider son compte|compte a ete vide|compte vide d un coup|vide le livret|"
            "vider mes comptes|vider le compte|vide mes comptes|vider mon livret|pompe mon compte|"
            "siphonne*|vide mon livret|compte est vide alors",
            "donne|donner|donnee|donne mes|communique|rentre|tape|saisi|envoye+code de carte|"
            "numero de carte|numeros de carte|carte bleue|carte bancaire|code de carte|mon code|"
            "mes codes|ma carte|mon rib|code secret|coordonnees bancaires|codes de la banque|"
            "mes identifiants bancaires+telephone|faux|arnaque|escroc|appele|appelle|lien|sms|"
            "mail|conseiller|banquier|site|inconnu|colis",
            "viens|vient|vien|suis en train|est en train|en ce moment|la maintenant|tout de suite|"
            "a l instant|ce matin|aujourd hui+arnaque|arnaquer|arnaquee|escroquer|escroque|"
            "escroquee|pirater|virement|plumer",
            "fait arnaquer|faire arnaquer|me suis fait arnaquer|s est fait arnaquer|"
            "s est fait escroquer|suis fait escroquer|suis fait avoir|me suis fait avoir|arnaque+"
            "argent|euros|euro|virement|carte|banque|compte|mille|sous|economies|mandat|pcs|"
            "livret|vole|paye|debite|coupons",
            "vole|volee|volees|perdu|piratee|pirate|debite|debitee|utilise+ma carte bleue|"
            "carte bleue|carte bancaire|carte de credit|carte de paiement|ma cb",
            "prelevement|retrait|retraits|debit|paiement|paiements|achats|virement|virements+"
            "pas fait|pas moi|inconnu|inconnus|frauduleux|sans autorisation|pas autorise|"
            "connais pas",
            "pris la main|prend la main|prit la main|a pris le controle|prend le controle|"
            "prise de controle|a distance+ordinateur|ordi|pc|ecran|microsoft|technicien|teamviewer|"
            "anydesk",
            "ordinateur|ordi|pc|ecran|telephone+bloque|verrouille|alarme|alerte|sirene+payer|"
            "appeler un numero|appeler ce numero|appeler le numero|numero a appeler|rappeler|"
            "microsoft|rancon|euros",
            "faux site|faux mail|faux sms|arnaque|escroc|inconnu+paye|donne|rentre|tape|mis|envoye|"
            "saisi|commande+carte|code|codes|rib|argent|euros|coordonnees|identite|virement",
            "donne mes codes|donne mon code|donne tous mes codes|donne ma carte|donne mon numero de "
            "carte|donne mes coordonnees bancaires|donne mon rib",
            "pris tout mon argent|prit tout mon argent|vole tout mon argent|vole mon argent|"
            "vole mes economies|pris mes economies|plus un sou sur mon compte|plus rien sur mon "
            "compte|compte a zero|argent a disparu|disparu de mon compte|argent de mon compte|"
            "retires de mon compte|retire de mon compte|preleves sur mon compte|"
            "preleve sur mon compte sans",
            "rancon|ransomware|rancongiciel|tous mes fichiers sont cryptes|fichiers cryptes|"
            "demande de payer en bitcoin|payer en bitcoins",
            "faux conseiller|faux banquier+appelle|appele|telephone|ligne|virement|carte|code|argent",
        ),
        "comment eviter|pour eviter|eviter les|reconnaitre|me proteger|se proteger|apprendre|"
        "j ai peur de|peur de me faire|peur de donner|atelier|comment savoir",
    ),
    EmergencyNumber(
        "pirate",
        noop("17Cyber : police et gendarmerie en ligne, pour un piratage"),
        "",
        "",
        _ALWAYS,
        "https://17cyber.gouv.fr/",
        (
            "suis fait pirater|s est fait pirater|on m a pirate|m a pirate|compte a ete pirate|"
            "compte pirate|viens de me faire pirater|usurpation d identite|usurpe mon identite|"
            "usurpe son identite|vole mon identite|on a usurpe|17cyber",
        ),
        "comment eviter|pour eviter|eviter|me proteger|se proteger|peur de",
    ),
    EmergencyNumber(
        "sms-spam",
        noop("33700 : signaler un SMS ou un appel frauduleux"),
        "33700",
        "33700",
        noop("Par SMS, 24 h sur 24"),
        "https://www.33700.fr/",
        ("33700", "signaler+sms|spam|appel frauduleux|appel indesirable|demarchage"),
    ),
    EmergencyNumber(
        "sourds",
        noop("114 : urgence par SMS, visio ou tchat, pour qui ne peut pas parler"),
        "",
        "114",
        _ALWAYS,
        "https://www.info.urgence114.fr/",
        ("114", "sourd|sourde|peux pas parler|malentendant|malentendante+urgence|secours|danger"),
    ),
    EmergencyNumber(
        "europe",
        noop("112 : le numéro d’urgence de toute l’Europe"),
        "112",
        "114",
        _ALWAYS,
        _NUMBERS,
        (
            "112|numero d urgence|numeros d urgence|c est une urgence|urgence vitale|"
            "urgence medicale|en danger immediat|quelqu un est en train de mourir|va mourir|"
            "appelez les secours|appeler les secours|besoin des secours|envoyez les secours",
            "au secours|a l aide",
        ),
        _VIRTUAL + "|internet|mot de passe|caf|dossier|papiers|impots|mail|compte|telephone",
    ),
)
