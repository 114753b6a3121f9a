"""The value statement in words, for a document that a council can read: sums, no persons."""

from collections.abc import Sequence

from services.pool.inzet.rules.overeenkomst import Artikel
from services.pool.uren.rules import in_woorden
from services.pool.verrekening import rules

TITEL = "Wat de pool ons gaf en kostte"
SJABLOON = "waarde-2026.1"
NAMEN = {
    rules.Noemersoort.LOONSOM: "van de loonsom",
    rules.Noemersoort.LOONSOM_EN_INHUUR: "van loonsom en externe inhuur samen",
}
HERKOMST = (
    "Alleen uren die zijn goedgekeurd en verrekend in een gesloten maand. Elk bedrag is zonder btw"
    " en de som van regels die uw organisatie kan nalezen.",
    "Percentages met een andere noemer zijn niet met elkaar te vergelijken.",
    "Dit overzicht is een hulpmiddel en geen juridisch of fiscaal advies.",
)


def artikelen(wat: rules.Waarde) -> list[Artikel]:
    """The statement, each figure with what it is made of."""
    return [
        Artikel("gegeven", "Gegeven en ontvangen", _kanten(wat)),
        Artikel("vermeden", "Vermeden externe inhuur", _vermeden(wat)),
        Artikel("aandelen", "Percentages met hun definitie", _aandelen(wat.aandelen)),
        Artikel("herkomst", "Waar de cijfers vandaan komen", HERKOMST),
    ]


def _kanten(wat: rules.Waarde) -> tuple[str, ...]:
    return (
        f"Gegeven: {_uren(wat.gegeven)}, waarvoor {rules.in_euro(wat.gegeven.cent)} is ontvangen.",
        f"Ontvangen: {_uren(wat.ontvangen)}, waarvoor {rules.in_euro(wat.ontvangen.cent)}"
        " verschuldigd is.",
        f"Leegloop: {rules.in_euro(wat.leegloop_ontvangen_cent)} ontvangen,"
        f" {rules.in_euro(wat.leegloop_betaald_cent)} verschuldigd.",
        f"Uren voor de samenwerking, per saldo: {rules.in_euro(wat.samenwerking_saldo_cent)}.",
    )


def _vermeden(wat: rules.Waarde) -> tuple[str, ...]:
    regels = [
        f"{een.functie}, {een.jaar}: {in_woorden(een.kwartieren)} uur maal"
        f" {rules.in_euro(een.referentie_cent)} ({een.bron}), min {rules.in_euro(een.betaald_cent)}"
        f" is {rules.in_euro(een.cent)}."
        for een in wat.vermeden
    ]
    samen = f"Samen: {rules.in_euro(wat.vermeden_cent)}."
    zonder = (
        f"Zonder referentietarief, en dus niet meegeteld: {_uren(wat.zonder_tarief)} voor"
        f" {rules.in_euro(wat.zonder_tarief.cent)}."
    )
    return (*regels, samen, zonder, rules.VERMEDEN, rules.INHUURDEFINITIE)


def _aandelen(aandelen: Sequence[rules.Waardeaandeel]) -> tuple[str, ...]:
    if not aandelen:
        return ("Uw organisatie vulde van deze jaren nog geen loonsom in.",)
    return tuple(f"{_aandeel(een)} {een.definitie}" for een in aandelen)


def _aandeel(een: rules.Waardeaandeel) -> str:
    if een.percentage is None or een.noemer_cent is None:
        return f"{een.jaar}, {NAMEN[een.soort]}: niet te zeggen, een cijfer ontbreekt."
    return (
        f"{een.jaar}: {in_procent(een.percentage)} {NAMEN[een.soort]}"
        f" ({rules.in_euro(een.teller_cent)} van {rules.in_euro(een.noemer_cent)})."
    )


def in_procent(honderdsten: int) -> str:
    """As one writes it: 14,53 %."""
    heel, rest = divmod(abs(honderdsten), 100)
    return f"{'-' if honderdsten < 0 else ''}{heel},{rest:02d} %"


def _uren(kant: rules.Waardekant) -> str:
    return f"{in_woorden(kant.kwartieren)} uur"
