"""A neighbour that is slow: while it answers, something else happens."""

from collections.abc import Callable, Mapping
from typing import Any


class Onderweg(dict[str, Any]):
    """The answers of a neighbour; the first time that `pad` is asked, `doe` is done meanwhile."""

    def __init__(self, antwoorden: Mapping[str, Any], pad: str, doe: Callable[[], object]) -> None:
        super().__init__(antwoorden)
        self.wacht = {pad: doe}

    def get(self, key: str, default: Any = None) -> Any:
        if (doe := self.wacht.pop(key, None)) is not None:
            doe()
        return super().get(key, default)
