"""Pages: `page` and `pageSize` in; `next`, `previous`, `results` (and `count` on request) out."""

from collections.abc import Sequence
from json.encoder import encode_basestring_ascii
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import Response

Row = TypeVar("Row")
MAX_PAGE = 10_000
MAX_SIZE = 100

Int32: Any = {"format": "int32"}
Nummer = Annotated[int, Field(ge=1, le=MAX_PAGE, json_schema_extra=Int32)]
Grootte = Annotated[int, Field(ge=1, le=MAX_SIZE, json_schema_extra=Int32)]


class PageParams(BaseModel):
    """Query parameters of a list. Subclass it for filters; unknown parameters are refused."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    page: Nummer = Field(1, description="Nummer van de pagina, vanaf 1.")
    page_size: Grootte = Field(25, description="Aantal resultaten per pagina.")
    telling: bool = Field(False, description="Geef ook het totaal aantal (`count`).")

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size

    @property
    def limit(self) -> int:
        """One more than a page holds: whether it comes back tells if there is a next page."""
        return self.page_size + 1


class Pagina(BaseModel):
    """Base of every page answer; subclass with `results: list[…]` of at most MAX_SIZE."""

    next: str | None = Field(None, max_length=2000, description="Adres van de volgende pagina.")
    previous: str | None = Field(None, max_length=2000, description="Adres van de vorige pagina.")
    count: int | None = Field(
        None,
        ge=0,
        le=2_147_483_647,
        description="Totaal aantal; alleen met `telling=true`.",
        json_schema_extra=Int32,
        exclude_if=lambda count: count is None,
    )


def page(
    request: Request,
    response: Response,
    params: PageParams,
    rows: Sequence[Row],
    count: int | None = None,
) -> dict[str, Any]:
    """The body of a page, and its Link header (RFC 8288).

    `rows`: at most `params.limit` rows, from `params.offset`. `count` only if asked for.
    """
    more = len(rows) > params.page_size
    links = {
        "first": _address(request, 1),
        "prev": _address(request, params.page - 1) if params.page > 1 else None,
        "next": _address(request, params.page + 1) if more and params.page < MAX_PAGE else None,
    }
    given = [f'<{url}>; rel="{rel}"' for rel, url in links.items() if url]
    response.headers["Link"] = ", ".join(given)
    return {
        "next": links["next"],
        "previous": links["prev"],
        "results": list(rows[: params.page_size]),
        "count": count,
    }


def answer(
    request: Request,
    params: PageParams,
    results: bytes,
    more: bool,
    count: int | None = None,
    after: str | None = None,
    beside: str = "",
) -> Response:
    """The same page, of results that are JSON already.

    `after`: where this page ends; the next one begins there, whatever opened or closed meanwhile.
    `beside`: more fields of the answer, as JSON that begins with a comma.
    """
    page = params.page
    links = {
        "first": _address(request, 1),
        "prev": _address(request, page - 1) if page > 1 else None,
        "next": _address(request, page + 1, after) if more and page < MAX_PAGE else None,
    }
    given = "" if count is None else f',"count":{count}'
    ends = f'{{"next":{_encode(links["next"])},"previous":{_encode(links["prev"])}{given}{beside}'
    body = b'%b,"results":[%b]}' % (ends.encode(), results)
    link = ", ".join([f'<{url}>; rel="{rel}"' for rel, url in links.items() if url])
    response = Response()
    response.body = body
    # As they go over the line: Starlette would take them apart and put them together once more.
    response.raw_headers = [
        (b"link", link.encode("latin-1")),
        (b"content-length", b"%d" % len(body)),
        (b"content-type", b"application/json"),
    ]
    return response


def _encode(url: str | None) -> str:
    return "null" if url is None else encode_basestring_ascii(url)


def _address(request: Request, number: int, after: str | None = None) -> str:
    """The public address of another page: never the internal host."""
    base = request.app.state.settings.public_base_url.rstrip("/")
    if not request.scope["query_string"]:
        place = f"na={after}&" if after else ""
        return f"{base}{request.scope['path']}?{place}page={number}"
    given = request.query_params.multi_items()
    kept: list[tuple[str, object]] = [(k, v) for k, v in given if k not in ("page", "na")]
    kept += [("na", after)] if after else []
    return f"{base}{request.scope['path']}?{urlencode([*kept, ('page', number)])}"
