"""A caller of the running system that sees whole answers, refusals too."""

import re
from typing import Any, Self
from uuid import uuid4

import httpx2

from tests.conform.region import Region


class Asked:
    """One caller; every path may hold `{param}`, filled with something known or made up."""

    def __init__(self, region: Region, token: str | None) -> None:
        self.region, self.base = region, region.url
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx2.Client(base_url=region.url, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        headers = {**self.headers, **options.pop("headers", {})}
        return self.http.request(method, self.fill(path), headers=headers, **options)

    def fill(self, path: str) -> str:
        api = path.split("/")[1]

        def known(match: re.Match[str]) -> str:
            ids = self.region.known.get(f"{api}/{match[1]}", [])
            return f"{match[1]}/{ids[0] if ids else uuid4()}"

        return re.sub(r"([a-z-]+)/\{\w+\}", known, path)
