"""ETag on details, If-None-Match (304), If-Match (412).

The tag is `"<version>-<hash of the bytes>"`: reading compares all of it, so that a caller whose
view differs never gets a wrong 304; changing compares the version only, so that a view that
changed by the clock alone does not stop a change.
"""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from shared.problem import Problem


def stamp(request: Request, versie: int) -> None:
    """Say which version of the thing this answer shows; the answer then gets its ETag."""
    request.scope.setdefault("state", {})["versie"] = versie


def require_match(request: Request, versie: int) -> None:
    """Refuse a change (412) when If-Match names another version than the present one."""
    given = request.headers.get("if-match")
    if not given or given.strip() == "*":
        return
    versions = {tag.strip().removeprefix("W/").strip('"').split("-")[0] for tag in given.split(",")}
    if str(versie) not in versions:
        raise Problem(412, "Intussen is dit gewijzigd; lees het opnieuw.", code="gewijzigd")


def finish(request: Request, response: Response) -> Response:
    """Add the ETag to a stamped answer; a GET whose If-None-Match fits becomes a 304."""
    versie = request.scope.get("state", _NOTHING).get("versie")
    if versie is None or not 200 <= response.status_code < 300:
        return response
    digest = hashlib.sha256(response.body).hexdigest()[:16]
    tag = f'"{versie}-{digest}"'
    response.raw_headers.append((b"etag", tag.encode()))
    if request.method != "GET":
        return response
    for name, known in request.scope["headers"]:
        if name == b"if-none-match":
            tags = {one.strip().removeprefix("W/") for one in known.decode("latin-1").split(",")}
            return _unchanged(response) if tag in tags else response
    return response


def _unchanged(response: Response) -> Response:
    """The 304 of this answer, with what a browser replaces by it in the answer that it kept.

    Without the policy of a page ours for data would come in its place: a page without its style.
    """
    unchanged = Response(status_code=304)
    unchanged.raw_headers = [pair for pair in response.raw_headers if pair[0] in _OF_A_304]
    return unchanged


_OF_A_304 = frozenset(
    {
        # RFC 9110 15.4.5
        *(b"cache-control", b"content-location", b"date", b"etag", b"expires", b"vary"),
        b"content-security-policy",
    }
)
_NOTHING: dict[str, object] = {}
