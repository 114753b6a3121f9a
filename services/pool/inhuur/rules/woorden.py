"""De woorden van het register van inhuur."""

from enum import StrEnum


class LeverancierSoort(StrEnum):
    """Who supplied the person; only the first is externe inhuur by definition (BBV)."""

    PRIVAAT_MET_WINST = "privaat_met_winst"
    OVERHEID = "overheid"
    OVERIG = "overig"


class Inhuurvorm(StrEnum):
    """In which form somebody works here without being employed here; as in the form guide."""

    UITZENDEN = "uitzenden"
    PAYROLL = "payroll"
    ZZP = "zzp"
    COMMERCIELE_DETACHERING = "commerciele_detachering"
    OPDRACHT = "opdracht"
    COLLEGIALE_INLEEN = "collegiale_inleen"
    ANDERS = "anders"


# Who hires out for a living has a profit motive; who helps a colleague has not.
ALTIJD_PRIVAAT = frozenset(
    {
        Inhuurvorm.UITZENDEN,
        Inhuurvorm.PAYROLL,
        Inhuurvorm.ZZP,
        Inhuurvorm.COMMERCIELE_DETACHERING,
    }
)


class Inhuurcategorie(StrEnum):
    """The closed list of eight of the Rijk (rbv.minfin.nl 2017, model 3.60)."""

    INTERIM_MANAGEMENT = "interim_management"
    ORGANISATIE_EN_FORMATIEADVIES = "organisatie_en_formatieadvies"
    BELEIDSADVIES = "beleidsadvies"
    COMMUNICATIEADVIES = "communicatieadvies"
    JURIDISCH_ADVIES = "juridisch_advies"
    ADVIES_AUTOMATISERING = "advies_automatisering"
    ACCOUNTANCY_FINANCIEN = "accountancy_financien"
    UITZENDKRACHTEN = "uitzendkrachten"


class Inhuurreden(StrEnum):
    """Why somebody was hired."""

    VACATURE = "vacature"
    ZIEKTE_OF_VERLOF = "ziekte_of_verlof"
    PIEK = "piek"
    DESKUNDIGHEID = "deskundigheid"
    PROJECT = "project"
    ONAFHANKELIJKHEID = "onafhankelijkheid"
    ANDERS = "anders"
