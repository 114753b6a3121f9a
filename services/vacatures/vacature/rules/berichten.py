"""What a vacaturehouder is told; nobody else is named."""


def houder(titel: str) -> tuple[str, str]:
    """Subject and text for who becomes the vacaturehouder."""
    return (
        f"U bent vacaturehouder: {titel}",
        f"U bent aangewezen als vacaturehouder van '{titel}'. In Doorstroom leest u bij uw"
        " vacatures wie solliciteert, met motivatie en documenten, en u zegt per kandidaat of die"
        " past, met een reden. Aanbieden en afwijzen doet wie werft.",
    )
