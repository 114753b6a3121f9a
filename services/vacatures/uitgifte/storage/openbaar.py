"""The one place that says in SQL what is public: everybody may see it and apply, now.

Visible alone is not enough: a phase in which outsiders may look but not apply is still a window of
priority. The texts have the parameters `:nu`, `:werkgever` and `:verband`.
"""

from datetime import datetime
from typing import Any

from services.vacatures.convenant.rules import Categorie
from services.vacatures.uitgifte.rules import Uitgavekeuze

# Windows of outsiders that have begun, of what is open by the clock too.
OPENBAAR = f"""
    SELECT z.vacature_id, min(z.van) AS gepubliceerd_op
    FROM open_zicht z
    WHERE z.sleutel = '{Categorie.EXTERN}' AND z.solliciteren = 'ja'
        AND z.van <= CAST(:nu AS timestamptz)
    GROUP BY z.vacature_id
    HAVING bool_or(z.tot > CAST(:nu AS timestamptz))
"""
# `v` is a row of vacature.
WERKGEVERS = "CASE WHEN v.werkgevers = '{}' THEN ARRAY[v.werkgever] ELSE v.werkgevers END"
KEUZE = """
    (CAST(:werkgever AS text) IS NULL OR v.werkgever = CAST(:werkgever AS text)
        OR CAST(:werkgever AS text) = ANY (v.werkgevers))
    AND (CAST(:verband AS uuid) IS NULL OR EXISTS (
        SELECT FROM openstelling_verband ov
        WHERE ov.vacature_id = v.id AND ov.verband = CAST(:verband AS uuid)))
"""
IS_OPEN = "v.status = 'opengesteld' AND v.sluit_op > CAST(:nu AS timestamptz)"
# When a vacancy that was public ended being so; only windows that were really open.
GEWEEST = f"""
    SELECT e.vacature_id, e.tot FROM (
        SELECT z.vacature_id, z.tot FROM open_zicht z
        WHERE z.sleutel = '{Categorie.EXTERN}' AND z.solliciteren = 'ja'
            AND z.tot <= CAST(:nu AS timestamptz)
        UNION ALL
        SELECT g.vacature_id, g.tot FROM verdwenen_zicht g
        JOIN zichtperiode p ON p.id = g.zichtperiode AND p.solliciteren = 'ja'
        WHERE g.sleutel = '{Categorie.EXTERN}' AND g.tot <= CAST(:nu AS timestamptz)
    ) e
"""


def waarden(keuze: Uitgavekeuze, nu: datetime) -> dict[str, Any]:
    """The parameters of the texts above."""
    return {"nu": nu, "werkgever": keuze.werkgever, "verband": keuze.verband}
