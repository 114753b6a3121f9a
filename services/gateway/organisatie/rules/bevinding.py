"""Wat er over een geleverde registerregel te melden is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Bevindingcode(StrEnum):
    """Why a row was refused, or what was noticed about it. Public API: add, never rename."""

    TOOI_ONTBREEKT = "tooi-ontbreekt"
    TOOI_ONGELDIG = "tooi-ongeldig"
    OIN_ONTBREEKT = "oin-ontbreekt"
    OIN_ONGELDIG = "oin-ongeldig"
    OIN_BEZET = "oin-bezet"
    OIN_WIJZIGT = "oin-wijzigt"
    NAAM_ONTBREEKT = "naam-ontbreekt"
    NAAM_TE_LANG = "naam-te-lang"
    SOORT_ONBEKEND = "soort-onbekend"
    SOORT_TEGENSTRIJDIG = "soort-tegenstrijdig"
    DATUM_ONGELDIG = "datum-ongeldig"
    PERIODE_OMGEKEERD = "periode-omgekeerd"
    OPVOLGER_ONGELDIG = "opvolger-ongeldig"
    DUBBEL_IN_LEVERING = "dubbel-in-levering"
    EINDDATUM_ZONDER_OPVOLGER = "einddatum-zonder-opvolger"
    EINDDATUM_IN_TOEKOMST = "einddatum-in-toekomst"
    OPVOLGER_ZONDER_EINDDATUM = "opvolger-zonder-einddatum"
    CAO_ONBEKEND = "cao-onbekend"
    WEBSITE_ONGELDIG = "website-ongeldig"
    PLAATS_ONGELDIG = "plaats-ongeldig"
    POSTCODE_ONGELDIG = "postcode-ongeldig"
    INWONERS_ONGELDIG = "inwoners-ongeldig"


C = Bevindingcode
TEKST: Mapping[Bevindingcode, str] = {
    C.TOOI_ONTBREEKT: "De TOOI-identificatie ontbreekt.",
    C.TOOI_ONGELDIG: "Dit is geen TOOI-identificatie van een organisatie.",
    C.OIN_ONTBREEKT: "Het OIN ontbreekt; zonder OIN kan een organisatie niet meedoen.",
    C.OIN_ONGELDIG: "Dit is geen OIN.",
    C.OIN_BEZET: "Dit OIN hoort bij een andere organisatie.",
    C.OIN_WIJZIGT: "Deze organisatie staat in het register met een ander OIN.",
    C.NAAM_ONTBREEKT: "De naam ontbreekt.",
    C.NAAM_TE_LANG: "De naam is langer dan 200 tekens.",
    C.SOORT_ONBEKEND: "De soort organisatie is niet bekend.",
    C.SOORT_TEGENSTRIJDIG: "De soort past niet bij de TOOI-identificatie.",
    C.DATUM_ONGELDIG: "Dit is geen datum.",
    C.PERIODE_OMGEKEERD: "De einddatum ligt voor de begindatum.",
    C.OPVOLGER_ONGELDIG: "De opvolger is geen TOOI-identificatie van een andere organisatie.",
    C.DUBBEL_IN_LEVERING: "Deze organisatie staat eerder in dezelfde levering.",
    C.EINDDATUM_ZONDER_OPVOLGER: "De einddatum is voorbij zonder opvolger: blijft actief.",
    C.EINDDATUM_IN_TOEKOMST: "De einddatum is nog niet bereikt, zonder opvolger: blijft actief.",
    C.OPVOLGER_ZONDER_EINDDATUM: "De opvolger is niet overgenomen, want er is geen einddatum.",
    C.CAO_ONBEKEND: "Deze cao is niet bekend en niet overgenomen.",
    C.WEBSITE_ONGELDIG: "Het webadres is niet overgenomen.",
    C.PLAATS_ONGELDIG: "De plaats is niet overgenomen.",
    C.POSTCODE_ONGELDIG: "De postcode is niet overgenomen.",
    C.INWONERS_ONGELDIG: "Het aantal inwoners is niet overgenomen.",
}


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One reason or remark about one column of a row."""

    code: Bevindingcode
    veld: str

    @property
    def toelichting(self) -> str:
        """The finding in words for the one who delivered the row."""
        return TEKST[self.code]
