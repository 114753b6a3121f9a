"""The one place that says in SQL what is public: everybody may see it and apply, now.

Visible alone is not enough: a phase in which outsiders may look but not apply is still a window of
priority. The texts have the parameters `:nu`, `:werkgever` and `:verband`.
"""

from datetime import datetime
from typing import Any

from services.vacatures.convenant.rules import Categorie
from services.vacatures.uitgifte.rules import Uitgavekeuze

# Per vacancy the windows of outsiders that have begun; an index holds just these columns.
VENSTERS = f"""
    SELECT z.vacature_id, min(z.van) AS gepubliceerd_op, max(z.tot) AS tot,
        bool_or(z.tot > CAST(:nu AS timestamptz)) AS nu_open
    FROM open_zicht z
    WHERE z.sleutel = '{Categorie.EXTERN}' AND z.solliciteren = 'ja'
        AND z.van <= CAST(:nu AS timestamptz)
    GROUP BY z.vacature_id
"""
OPENBAAR = f"SELECT b.vacature_id, b.gepubliceerd_op FROM ({VENSTERS}) b WHERE b.nu_open"
# `v` is a row of vacature.
WERKGEVERS = "CASE WHEN v.werkgevers = '{}' THEN ARRAY[v.werkgever] ELSE v.werkgevers END"
_VAN_WERKGEVER = "CAST(:werkgever AS text) IS NULL OR CAST(:werkgever AS text) = ANY (v.werkgevers)"
_MET_VERBAND = """
    AND (CAST(:verband AS uuid) IS NULL OR EXISTS (
        SELECT FROM openstelling_verband ov
        WHERE ov.vacature_id = v.{id} AND ov.verband = CAST(:verband AS uuid)))
"""
KEUZE = f"""
    ({_VAN_WERKGEVER} OR v.werkgever = CAST(:werkgever AS text)) {_MET_VERBAND.format(id="id")}
"""
KEUZE_OPEN = f"({_VAN_WERKGEVER}) {_MET_VERBAND.format(id='vacature_id')}"  # of open_vacature
ZONDER_KEUZE = "(CAST(:werkgever AS text) IS NULL AND CAST(:verband AS uuid) IS NULL)"
# When a vacancy that is open no more ended being public; only windows that were really open.
VERDWENEN = f"""
    SELECT d.vacature_id, d.tot FROM verdwenen_zicht d
    JOIN zichtperiode p ON p.id = d.zichtperiode AND p.solliciteren = 'ja'
    WHERE d.sleutel = '{Categorie.EXTERN}' AND d.tot <= CAST(:nu AS timestamptz)
"""
# Who was public once and is not now.
GEWEEST = f"""
    SELECT b.vacature_id FROM ({VENSTERS}) b WHERE NOT b.nu_open
    UNION ALL SELECT w.vacature_id FROM ({VERDWENEN}) w
"""


def waarden(keuze: Uitgavekeuze, nu: datetime) -> dict[str, Any]:
    """The parameters of the texts above."""
    return {"nu": nu, "werkgever": keuze.werkgever, "verband": keuze.verband}
