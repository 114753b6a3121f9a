"""Which form fits: the rules are data (`beslistabel/`), this reads and applies them.

A rule that fires says of forms that they fit or do not, in words for the employer and for the
employee, with points of attention per area of law, its source and how certain it is (A: read in the
source, B: reported by others, C: own reading or not settled). None of it is legal advice.
"""

from services.pool.vormwijzer.rules.tabel import (
    Anders,
    Antwoorden,
    Beslistabel,
    Oordeel,
    Rechtsgebied,
    Samenwerkingsvorm,
    Sector,
    Stap,
    Voorwaarde,
    Vormoordeel,
    Vormregel,
    Vormuitkomst,
    Vormwaarschuwing,
    Wijzervraag,
    Wijzing,
    Zekerheid,
    lees,
)
from services.pool.vormwijzer.rules.wijzen import (
    buiten_handreiking,
    fouten,
    geldt,
    geraakt,
    in_werking,
    termijn,
    waarschuwing,
    wijs,
)

__all__ = [
    "Anders",
    "Antwoorden",
    "Beslistabel",
    "Oordeel",
    "Rechtsgebied",
    "Samenwerkingsvorm",
    "Sector",
    "Stap",
    "Voorwaarde",
    "Vormoordeel",
    "Vormregel",
    "Vormuitkomst",
    "Vormwaarschuwing",
    "Wijzervraag",
    "Wijzing",
    "Zekerheid",
    "buiten_handreiking",
    "fouten",
    "geldt",
    "geraakt",
    "in_werking",
    "lees",
    "termijn",
    "waarschuwing",
    "wijs",
]
