"""The HTML pages of public vacancies: one, all of them, and one that is gone.

Every text is escaped where it enters; the description alone is HTML already, sanitised where it
was read (`opmaak`). No script runs: JSON-LD is data.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from services.vacatures.uitgifte.rules import adressen, feiten, woorden
from services.vacatures.uitgifte.rules.jobposting import als_script, jobposting
from services.vacatures.uitgifte.rules.uitgave import Uitgave, Uitgavekeuze, Uitgavewerkgever

PER_PAGINA = 50
_LANG = 155  # characters of a description that a search engine shows


def vacature(uitgave: Uitgave, basis: str) -> str:
    """The page of one vacancy, with everything that its JobPosting says."""
    u = uitgave
    adres = adressen.pagina(basis, u.id)
    kop = (
        f'<link rel="canonical" href="{escape(adres)}">'
        f'<link rel="alternate" type="application/xml" title="SETU"'
        f' href="{escape(adressen.enkel(basis, u.id, "setu"))}">'
        f'<link rel="alternate" type="application/json" title="VUM"'
        f' href="{escape(adressen.enkel(basis, u.id, "vum"))}">'
        f'<meta name="description" content="{escape(_kort(u))}">'
        f'<script type="application/ld+json">{als_script(jobposting(u, basis))}</script>'
    )
    return _document(f"{u.titel} – {feiten.werkgevers(u)}", kop, _vacature(u, basis), basis)


def _vacature(u: Uitgave, basis: str) -> str:
    knop = _knop(u, basis)
    return (
        f"<article>{_h1(u.titel)}"
        f'<p class="utrecht-paragraph utrecht-paragraph--lead">{escape(_waar(u))}</p>'
        f"{knop}{_feiten(u)}"
        f"{_h2('Over deze vacature')}"
        f'<div class="doorstroom-tekst">{_een_niveau_lager(u.omschrijving_html)}</div>'
        f"{_eisen(u)}{''.join(_werkgever(w) for w in u.werkgevers)}"
        f"{_h2('Solliciteren')}{_p(f'U kunt reageren tot en met {feiten.dag(u.sluitings_datum)}.')}"
        f"{knop}</article>"
    )


def _waar(u: Uitgave) -> str:
    return ", ".join(deel for deel in (feiten.werkgevers(u), u.plaats, woorden.uren(u)) if deel)


def _knop(u: Uitgave, basis: str) -> str:
    """The link to apply, which says where it leads when that is elsewhere."""
    adres = adressen.solliciteren(basis, u.id, u.sollicitatie_url)
    elders = urlsplit(u.sollicitatie_url).hostname if u.sollicitatie_url else None
    tekst = f"Solliciteer op {elders}" if elders else "Solliciteer"
    soort = "utrecht-button-link utrecht-button-link--primary-action"
    return _p_html(f'<a class="{soort}" href="{escape(adres)}">{escape(tekst)}</a>')


def _feiten(u: Uitgave) -> str:
    rijen = "".join(
        '<div class="utrecht-data-list__item">'
        f'<dt class="utrecht-data-list__item-key">{escape(naam)}</dt>'
        f'<dd class="utrecht-data-list__item-value">{escape(waarde)}</dd></div>'
        for naam, waarde in feiten.regels(u)
    )
    return f'<dl class="utrecht-data-list">{rijen}</dl>'


def _eisen(u: Uitgave) -> str:
    if not u.competenties:
        return ""
    lijst = "".join(f"<li>{escape(competentie)}</li>" for competentie in u.competenties)
    return f'{_h2("Wat u kunt")}<ul class="utrecht-unordered-list">{lijst}</ul>'


def _werkgever(wie: Uitgavewerkgever) -> str:
    if not (wie.tekst or wie.website):
        return ""
    alineas = "".join(_p(deel) for deel in (wie.tekst or "").split("\n") if deel.strip())
    naar = f"Website van {wie.merk or wie.naam}"
    site = _p_html(_a(wie.website, naar)) if wie.website else ""
    return f"{_h2(f'Over {wie.merk or wie.naam}')}{alineas}{site}"


def _een_niveau_lager(html: str) -> str:
    """Headings of the text come under the heading that the page gives it."""
    for van, naar in (("h4", "h5"), ("h3", "h4"), ("h2", "h3")):
        html = html.replace(f"<{van}>", f"<{naar}>").replace(f"</{van}>", f"</{naar}>")
    return html


def _kort(u: Uitgave) -> str:
    """One line for who searches: what, where, and until when."""
    tekst = f"{u.titel} bij {_waar(u)}. Reageren tot en met {feiten.dag(u.sluitings_datum)}."
    return tekst if len(tekst) <= _LANG else f"{tekst[: _LANG - 1]}…"


def lijst(
    uitgaven: Sequence[Uitgave], aantal: int, nummer: int, keuze: Uitgavekeuze, basis: str
) -> str:
    """A page of the list, `nummer` from 1, of `aantal` in all; never with a JobPosting."""
    titel = "Vacatures" if nummer == 1 else f"Vacatures, pagina {nummer}"
    hoeveel = "1 vacature" if aantal == 1 else f"{aantal} vacatures"
    rijen = "".join(_rij(u, basis) for u in uitgaven)
    inhoud = (
        f"{_h1(titel)}"
        f"{_p(f'{hoeveel} waarop iedereen nu kan reageren.' if aantal else _GEEN)}"
        + (f'<ul class="doorstroom-lijst">{rijen}</ul>' if rijen else "")
        + _bladeren(aantal, nummer, keuze, basis)
    )
    adres = adressen.lijst(basis, keuze, nummer)
    feed = adressen.feed(basis, adressen.Uitgavevorm.ATOM, keuze)
    kop = (
        f'<link rel="canonical" href="{escape(adres)}">'
        f'<link rel="alternate" type="application/atom+xml" title="Vacatures"'
        f' href="{escape(feed)}">'
        '<meta name="description" content="Openbare vacatures van publieke werkgevers.">'
    )
    return _document(titel, kop, inhoud, basis)


_GEEN = "Er zijn nu geen vacatures waarop iedereen kan reageren."


def _rij(u: Uitgave, basis: str) -> str:
    feit = ", ".join(
        deel for deel in (_waar(u), woorden.salaris(u)) if deel
    )  # what people choose by
    return (
        f'<li><h2 class="utrecht-heading-3">{_a(adressen.pagina(basis, u.id), u.titel)}</h2>'
        f"{_p(feit)}{_p(f'Reageren tot en met {feiten.dag(u.sluitings_datum)}.')}</li>"
    )


def _bladeren(aantal: int, nummer: int, keuze: Uitgavekeuze, basis: str) -> str:
    paginas = -(-aantal // PER_PAGINA)
    links = [
        _a(adressen.lijst(basis, keuze, ander), naam)
        for ander, naam in ((nummer - 1, "Vorige pagina"), (nummer + 1, "Volgende pagina"))
        if 1 <= ander <= paginas and nummer <= paginas
    ]
    if not links:
        return ""
    return f'<nav class="doorstroom-bladeren" aria-label="Bladeren">{"".join(links)}</nav>'


def gesloten(basis: str) -> str:
    """A vacancy that was public and is not any more; the same for all of them."""
    tekst = "U kunt niet meer op deze vacature reageren. Misschien past een andere vacature bij u."
    return _document("Deze vacature is gesloten", _VERBORGEN, _melding(_WEG, tekst, basis), basis)


def onbekend(basis: str) -> str:
    """There is nothing here for who asks; that may be all that may be known."""
    tekst = "Controleer het adres, of zoek verder in de lijst."
    inhoud = _melding("Deze pagina is er niet", tekst, basis)
    return _document("Deze pagina is er niet", _VERBORGEN, inhoud, basis)


_WEG = "Deze vacature is gesloten"
_VERBORGEN = '<meta name="robots" content="noindex">'


def _melding(kop: str, tekst: str, basis: str) -> str:
    naar = _p_html(_a(adressen.lijst(basis), "Bekijk alle vacatures"))
    return f'{_h1(kop)}<div class="utrecht-alert">{_p(tekst)}</div>{naar}'


def _document(titel: str, kop: str, inhoud: str, basis: str) -> str:
    return (
        '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(titel)} – Doorstroom</title>"
        f'<link rel="stylesheet" href="{escape(adressen.stijl(basis))}">{kop}</head>'
        '<body class="utrecht-document doorstroom-theme">'
        '<a class="utrecht-skip-link utrecht-link" href="#inhoud">Ga naar de inhoud</a>'
        '<header class="utrecht-page-header"><p class="doorstroom-naam">Doorstroom</p>'
        f'<nav aria-label="Hoofdmenu">{_a(adressen.lijst(basis), "Alle vacatures")}</nav></header>'
        f'<main class="utrecht-page-content" id="inhoud" tabindex="-1">{inhoud}</main>'
        f'<footer class="utrecht-page-footer">{_p(_VOET)}</footer></body></html>\n'
    )


_VOET = "Doorstroom is de gedeelde arbeidsmarkt van publieke werkgevers in de regio."


def _h1(tekst: str) -> str:
    return f'<h1 class="utrecht-heading-1">{escape(tekst)}</h1>'


def _h2(tekst: str) -> str:
    return f'<h2 class="utrecht-heading-2">{escape(tekst)}</h2>'


def _p(tekst: str) -> str:
    return _p_html(escape(tekst))


def _p_html(html: str) -> str:
    return f'<p class="utrecht-paragraph">{html}</p>'


def _a(adres: str, tekst: str) -> str:
    return f'<a class="utrecht-link" href="{escape(adres)}">{escape(tekst)}</a>'
