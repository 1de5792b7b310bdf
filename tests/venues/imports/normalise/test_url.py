"""Web addresses: every repair, and what must never become a link."""

import pytest

from venues.imports.normalise.url import normalise_url, normalise_urls


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    ("text", "url", "code"),
    [
        ("exemple.fr/page", "https://exemple.fr/page", "url_schema_absent"),
        ("www.exemple.fr", "http://www.exemple.fr", "url_schema_absent"),
        ("HTTPS://Exemple.FR/Page", "https://exemple.fr/Page", "url_minuscules"),
        ("http//exemple.fr", "http://exemple.fr", "url_schema_faute"),
        ("http:/exemple.fr", "http://exemple.fr", "url_schema_faute"),
        ("http ://exemple.fr", "http://exemple.fr", "url_schema_faute"),
        ("htps://exemple.fr", "https://exemple.fr", "url_schema_faute"),
        ("https:\\\\exemple.fr", "https://exemple.fr", "url_schema_faute"),
        ("http://https://exemple.fr", "https://exemple.fr", "url_schema_double"),
        ("www,exemple.fr", "http://www.exemple.fr", "url_www"),
        ("www:exemple.fr", "http://www.exemple.fr", "url_www"),
        ("http://exemple,fr", "http://exemple.fr", "url_virgule"),
        ("http://médiathèque.fr", "http://xn--mdiathque-53af.fr", "url_nom_international"),
        ("http://exemple.fr/été", "http://exemple.fr/%C3%A9t%C3%A9", "url_caracteres"),
        ("http://exemple.fr/mon plan.pdf", "http://exemple.fr/mon%20plan.pdf", "url_precision"),
        ("http://exemple.fr%20", "http://exemple.fr", "url_espace_code"),
        ("Site : http://exemple.fr", "http://exemple.fr", "url_precision"),
        ("http://exemple.fr (ville)", "http://exemple.fr", "url_precision"),
    ],
)
def test_each_fault_is_repaired_and_named(text, url, code):
    result = normalise_urls(text)
    assert result.value == (url,)
    assert code in codes(result)


@pytest.mark.parametrize(
    "text",
    [
        "https://un.fr|https://deux.fr",
        "https://un.fr;https://deux.fr",
        "https://un.fr ; https://deux.fr",
        "https://un.fr, https://deux.fr",
        "https://un.fr https://deux.fr",
        "https://un.fr\nhttps://deux.fr",
        "https://un.fr - https://deux.fr",
        "https://un.frhttps://deux.fr",
    ],
)
def test_addresses_of_a_list_are_parted(text):
    assert normalise_urls(text).value == ("https://un.fr", "https://deux.fr")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("javascript:alert(1)", "url_schema_refuse"),
        ("  JavaScript:alert(1)", "url_schema_refuse"),
        ("java\x00script:alert(1)", "url_schema_refuse"),
        ("data:text/html,<script>", "url_schema_refuse"),
        ("vbscript:x", "url_schema_refuse"),
        ("file:///etc/passwd", "url_schema_refuse"),
        ("mailto:a@exemple.fr", "url_schema_refuse"),
        ("a@exemple.fr", "url_courriel"),
        ("http://user:secret@exemple.fr/", "url_mot_de_passe"),
        ("http://contact@exemple.fr/", "url_courriel"),
        ("@compte", "url_reseau_social"),
        ("http://localhost/", "url_invalide"),
        ("http://127.0.0.1/", "url_invalide"),
        ("http://[::1]/", "url_invalide"),
        ("rendez-vous au guichet", "url_invalide"),
        ("x" * 20_000, "url_trop_longue"),
    ],
)
def test_only_public_http_addresses_become_links(text, code):
    result = normalise_urls(text)
    assert result.value == ()
    assert code in codes(result)


def test_an_address_is_safe_inside_an_attribute():
    (url,) = normalise_urls('http://exemple.fr/"onmouseover="x<y>\'').value
    assert not set(url) & set("\"<>'` ")


@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.fr",
        "https://exemple.fr:8443/a/b?c=d&e=f#g",
        "https://exemple.fr/#!/carte",
        "https://exemple.fr/?retour=https://autre.fr/",
        "https://web.archive.org/web/2020/https://exemple.fr/",
    ],
)
def test_a_right_address_is_kept_without_a_note(url):
    assert normalise_urls(url) == ((url,), ())


def test_of_several_addresses_one_is_kept_with_a_warning():
    result = normalise_url("https://un.fr|https://deux.fr")
    assert result.value == "https://un.fr"
    assert codes(result) == ["url_plusieurs"]


@pytest.mark.parametrize("value", [None, "", "-", "null"])
def test_a_blank_cell_says_nothing(value):
    assert normalise_url(value) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)|https://un.fr",
        "https://un.fr | JavaScript:alert(1)",
        "https://un.fr|data:text/html,<script>",
        "https://un.fr|vbscript:x",
    ],
)
def test_a_link_that_runs_is_refused_aloud_beside_a_good_one(text):
    result = normalise_urls(text)
    (note,) = [note for note in result.notes if note.code == "url_schema_refuse"]
    assert result.value == ("https://un.fr",)
    assert note.level == "avertissement"
    assert note.message.startswith("Lien refusé")


def test_an_address_inside_a_program_does_not_become_a_link():
    assert normalise_urls("javascript:location='https://un.fr'").value == ()


def test_a_password_is_refused_in_its_own_words_and_not_shown():
    (note,) = normalise_urls("https://user:secret@exemple.fr/page").notes
    assert "mot de passe" in note.message
    assert note.before == "https://…@exemple.fr/page"
