"""What people say when it cannot wait: the patterns that call each emergency number.

Pure data. Groups joined by « + » must all be there, « | » parts the ways to say a group, « * »
ends the start of a word; `unless` calls the alarm off: machines die and games kill.
"""

from __future__ import annotations

from typing import NamedTuple


class DangerWords(NamedTuple):
    """The patterns that call a number, and the one that calls the alarm off."""

    says: tuple[str, ...]
    unless: str = ""


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
_VICTIM = (
    "me suis fait|me fais|s est fait|se fait|se font|on m a|on ma|ils m ont|il m a|elle m a|on l a|"
    "m a|ma|m ont|viens de me faire|vient de se faire|vient de me|sommes fait|ai ete"
)
_CHILD = (
    "enfant|enfants|fils|fille|bebe|gamin|gamine|petit|petite|ado|voisins|mineur|mineure|eleve|"
    "neveu|niece|gosse|gosses"
)
_VIRTUAL = (
    "jeu|jeux|film|films|serie|series|livre|roman|processus|programme|logiciel|windows|"
    "ordinateur|ordi|imprimante|telephone portable est mort|expose|exercice|dissertation"
)

#: By key of `orientation.data.emergencies`.
DANGER_WORDS: dict[str, DangerWords] = {
    "samu": DangerWords(
        (
            "il est|elle est|est|je suis|enfant|homme|ouvrier|mari|pere|mere+tombe du|tombee du|tombe d un|tombe de l|tombee de l|"
            "respire mal|respire tres mal|n arrive pas a respirer",
            "un mort|une morte|un cadavre|un corps|quelqu un est mort|il est mort sur|trouve mort|trouvee morte",
            "bebe|enfant|petit|petite|fils|fille|gamin|quelqu un|homme|femme+tombe dans la piscine|tombe dans l eau|tombe du balcon|tombe par la fenetre|tombe de l echelle|tombe dans l escalier|inanime|inanimee|du mal a respirer|respire pas|ne respire pas|saigne|est brule|s est brule|convulse",
            "du mal a parler|peut plus parler|arrive plus a parler|parle plus|bras paralyse|visage paralyse+bouche|bras|visage|tordue|paralyse|d un coup|tout a coup|mere|pere|mari|femme",
            "pris ses medicaments|pris tous les medicaments|pris des medicaments|avale des cachets|avale ses medicaments+tous|coup|plein|trop|reveille|dort|boite",
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
        _VIRTUAL
        + "|cours|formation|gestes|souris|curseur|ecran|clavier|petite fleche|la fleche|vitale|attestation|remboursement|facture",
    ),
    "pompiers": DangerWords(
        (
            "l eau monte|eau monte dans|inonde|inondee|coince|coincee|bloquee dans l ascenseur|bloque dans l ascenseur+"
            "ascenseur|maison|voiture|dans|cave|respire|toit",
            "blesse|blesses|blessee+voiture|fosse|route|accident|accidente|sang|beaucoup|grave|plusieurs|renverse",
            "cuisine brule|immeuble brule|voiture brule|grange brule|ca brule|sent le brule|flammes|fumee qui sort|fumee noire|fume ki sort|beaucoup de fumee|pleine de fumee|percute|renversee par une voiture|renverse par une voiture",
            "fume|fumee+sort de|chez le voisin|chez la voisine|immeuble|cage d escalier|toit",
            "au feu|il y a le feu|y a le feu|feu chez|feu dans|feu a la|prend feu|pris feu|"
            "en feu|incendie|ca brule|appartement brule|maison brule|sent le brule|de la fumee|"
            "pompier|pompiers",
            "odeur de gaz|sent le gaz|fuite de gaz|ca sent le gaz|monoxyde|electrocut*|"
            "inondation|se noie|noye|noyade|accident de voiture|accident de la route|accident grave",
        ),
        "feu d artifice|feu vert|attestation|assurance|declarer|" + _VIRTUAL,
    ),
    "suicide": DangerWords(
        (
            "que tout s arrete|tout s arrete pour de bon|plus me reveiller|ne plus me reveiller|ne jamais me reveiller|"
            "m endormir pour toujours|dormir pour toujours|ouvert les veines|ouverte les veines|rejoindre mon mari au ciel|"
            "rejoindre ma femme au ciel",
            "me tue|me tuer|me tue moi|se foutre en l air|foutre en l air|envie de sauter|vais sauter|allait sauter|plus de cette vie|vie n a plus de sens|vie n a plus aucun sens|plus de sens a ma vie|plus rien ne me retient|tentative de suicide|n en peux plus de vivre|peux plus de cette vie|en peux plus de la vie|supporte plus la vie|supporte plus de vivre|envie de disparaitre|tout s arrete pour moi|que ca s arrete pour toujours|vie est finie|ma vie est foutue",
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
        "en finir avec la paperasse|mourir de rire|processus|logiciel|imprimante|site me tue|jeu|film",
    ),
    "enfance": DangerWords(
        (
            "toucher|touchee|tripoter|attouch*|abuser|violer|caresser+soeur|frere|fille|fils|enfant|petite|niece|neveu|8 ans|10 ans|12 ans+"
            "oncle|cousin|voisin|grand pere|beau pere|entraineur|prof|par mon|par son",
            "laissent leur bebe|laisse leur bebe|laisse son bebe|laissent leurs enfants|bebe tout seul|bebe seul",
            "ecole|creche|nounou|assistante maternelle|centre aere|foyer|voisins|voisine|beau pere|belle mere+enfant maltraite|maltraite|frappe un enfant|tape les enfants|bleus|coups|touche",
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
        "photos|fichiers|dossier|jeu|jeux|applications|conversation|tablette|console|manette|ecran|ecrans|internet|absences",
    ),
    "violences-femmes": DangerWords(
        (
            _VICTIM
            + "+frappee|frapper|tapee|taper dessus|battre|battue|cogner|etrangl*|gifl*|violer|violee|molest*|bouscul*",
            "harcel*+ex|mari|conjoint|copain|compagnon|mec|jour et nuit",
            "me sequestre|casse le bras|casse la gueule|droguee en soiree|drogue en soiree|drogue ghb",
            "raclee|rouee de coups|roue de coups|casse tout a la maison|casse tout dans la maison|casse tout chez",
            "ma tape|ma frappe|ma frappee|ma tapee|ma battue|ma viole|ma violee|ma gifle|ma etrangle|me frapper|me taper dessus|m a mis une claque|mis une raclee",
            "enfermee|enferme|cachee|cache+il est derriere la porte|derriere la porte|salle de bain|toilettes|il va revenir|il arrive|il revient",
            "revenir me frapper|va revenir|il va me faire du mal|me faire du mal|va me faire la peau",
            "oncle|cousin|prof|entraineur|patron|chef|collegue|medecin|voisin|homme|frere|beau frere+m a touchee|m a toucher|m a touche|me touche|m a violee|m a viole|m a caressee|m a embrassee de force|me met la main",
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
    "police": DangerWords(
        (
            _VICTIM
            + "+agress*|tabass*|braqu*|racket*|arrache|arracher|poignard*|blesse par|attaqu*|drogue|droguee|"
            "sequestr*|enleve par|casse le bras|casse le nez|casse une dent|cracher dessus|pousse par terre",
            "un type|un homme|un monsieur|quelqu un|un inconnu|un individu+devant l ecole|suit les enfants|rode|guette|attend devant|"
            "menacant|menacante|arme|nu dans|s exhibe",
            "agresser|agresse|agressee|ma agresse|attaque|attaquee|attaquer|frapper+me suis fait|s est fait|on m a|il m a|ils m ont|vient de|viens de|dans la rue|dans le bus|dans le metro",
            "petite fille|un enfant|une femme|une dame|un homme|quelqu un|voisine+crie au secours|hurle au secours|appelle au secours|crie a l aide",
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
        _VIRTUAL + "|attestation|declaration|dossier|municipale|carriere|concours|devenir",
    ),
    "sans-abri": DangerWords(
        (
            "lit|chambre|place|foyer|abri|hebergement+pour la nuit|pour cette nuit|pour ce soir|ce soir|cette nuit",
            "sans abri|coupe mon logement|plus d hebergement|plus de foyer",
            "jetes du logement|jetee du logement|jete du logement|mis a la rue|met a la rue|mettent a la rue|a la ru|met dehors|mettent dehors|mettre dehors|jetes dehors|jetees dehors|nous a jetes|plus de place en foyer|quitter le foyer|hotel social|sortie de prison",
            "canape|voiture|tente|cave|hall|parking|gare|squat|ami|amie|gens+je dors|dormir|on dort|nous dormons|couche+ce soir|demain|plus|dehors|froid|cette nuit|enfants|bebe|depuis",
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
    "violences-numeriques": DangerWords(
        (
            _VICTIM
            + "|des eleves|sa classe|la classe|mon ex|mon copain|des jeunes|un garcon+harcel*|lynch*|filme ma|filme mon|filmee|"
            "filme dans|filmee dans|humili*",
            "se moquer|se moquent|moquer|moque|lynch*|insulte|insultes+classe|compte|groupe|college|lycee|snap|insta|tiktok|whatsapp",
            "a mes photos|a des photos|a une video|ont mes photos|mes photos+euros|argent|publier|contre|chantage|nue|nu|circulent|partout|tout le monde|sans mon accord",
            "publie|poste|diffuse|partage|envoye|circule|circulent+photo de moi|photos de moi|video de moi|mes photos|ma photo+nue|nues|intime|intimes|sans mon accord|snap|insta|whatsapp|partout|deshabillee",
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
        "expose|comprendre ce qu est|empecher|parler du|comment parler|prevenir le|a tout le monde|parametres|regler",
    ),
    "maltraitance": DangerWords(
        (
            "maison de retraite|ehpad|aide a domicile|auxiliaire|soignante|soignantes|infirmiere|hopital+urine|dans ses couches|laisse ma|laisse mon|frappe|tape|crie|vole|attache|pas a manger|sans manger|bleus|bouscule|insulte|maltraite",
            "fils|fille|gendre|belle fille|neveu|petit fils|aide a domicile|voisin+prend tout l argent|prend mon argent|me prend mon argent|prend ma pension|vide le compte de|me bouscule|bouscule ma|insulte ma mere|insulte mon pere|me vole",
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
    "arnaque-en-cours": DangerWords(
        (
            _VICTIM + "+escroq*|arnaq*|plumer|plumee|depouill*|extorq*|siphonn*",
            _VICTIM
            + "+preleve|preleves|debite|retire|pris|vole|volee+euro|euros|mille|argent|sous|economies|compte",
            "paye|payee|verse|donne|envoye+faux loueur|faux louer|faux proprietaire|faux vendeur|arnaqueur|escroc|"
            "faux banquier|faux conseiller|faux policier",
            "pris|prit|vole|volee|retire|retires|preleve|preleves|debite|parti|partis|disparu+euro|euros|argent|sous|mille|economies+mon compte|mes comptes|sur mon compte|sur mon livret|son compte|ma carte",
            "bitcoin|bitcoins|crypto|carte pcs|coupon|coupons|transcash+debloquer|deverrouiller|recuperer|rendre|payer|exige|demandent|demande",
            "paye|payee|regle|donne+fausse amende|faux site|faux colis|faux conseiller|fausse annonce|faux vendeur|faux proprietaire",
            "agent|conseiller|banquier|policier|technicien+au telephone|en ligne avec moi|m appelle en ce moment+faux|carte|code|codes|virement|argent|banque",
            "credit|pret|compte|abonnement+a mon nom|en mon nom+pris|ouvert|fait|souscrit",
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
        "peur de me faire|peur de donner|"
        "atelier|comment savoir|puis je|est ce que je peux|est ce prudent|dangereux de|absences|notes|ecole|college|pronote",
    ),
    "pirate": DangerWords(
        (
            _VICTIM + "+pirat*|hack*|usurp*|clone|clonee",
            "comptes|compte|ordinateur|telephone|mail|facebook|instagram|whatsapp+viennent d etre pirates|vient d etre pirate|"
            "piratage en cours|est en train de pirater|a ete pirate|ont ete pirates|s est fait pirater",
            "se fait passer pour moi|se font passer pour moi|utilise mon identite|utilise mon nom pour",
            "suis fait pirater|s est fait pirater|on m a pirate|m a pirate|compte a ete pirate|"
            "compte pirate|viens de me faire pirater|usurpation d identite|usurpe mon identite|"
            "usurpe son identite|vole mon identite|on a usurpe|17cyber",
        ),
        "comment eviter|pour eviter|eviter|me proteger|se proteger|peur de",
    ),
    "sms-spam": DangerWords(
        ("33700", "signaler+sms|spam|appel frauduleux|appel indesirable|demarchage"),
    ),
    "sourds": DangerWords(
        ("114", "sourd|sourde|peux pas parler|malentendant|malentendante+urgence|secours|danger"),
    ),
    "europe": DangerWords(
        (
            "112|numero d urgence|numeros d urgence|c est une urgence|urgence vitale|"
            "urgence medicale|en danger immediat|quelqu un est en train de mourir|va mourir|"
            "appelez les secours|appeler les secours|besoin des secours|envoyez les secours",
            "au secours|a l aide",
        ),
        _VIRTUAL + "|internet|mot de passe|caf|dossier|papiers|impots|mail|compte|telephone",
    ),
}
