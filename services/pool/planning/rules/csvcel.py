"""Een cel die geen rekenblad voor een formule houdt, en terug. Pure rules."""

FORMULE = ("=", "+", "-", "@", "\t", "\r")


def veilig(tekst: str) -> str:
    """A text with a quote before it when a spreadsheet would calculate it; numbers stay numbers."""
    if not tekst.lstrip("'").startswith(FORMULE) or _is_getal(tekst):
        return tekst
    return "'" + tekst


def gelezen(cel: str) -> str:
    """The text that `veilig` made safe."""
    kaal = cel.lstrip("'")
    return cel[1:] if len(kaal) < len(cel) and kaal.startswith(FORMULE) else cel


def _is_getal(tekst: str) -> bool:
    kaal = tekst.removeprefix("-").replace(".", "", 1)
    return kaal.isascii() and kaal.isdigit()
