"""People themselves: apply from outside, ask for a link, log in once, own data."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.gateway import worker
from services.gateway.main import create_app
from services.gateway.toegang.storage import inloglinks
from shared import db
from shared.settings import Settings
from shared.worker import Work
from tests.conftest import Headers, Start, settings_of

BASE = "/toegang/v1"
GRANT = "urn:doorstroom:grant-type:inloglink"
AA, BEE = "00000099000000001000", "00000099000000002000"
WIE = {"naam": "Noor Verzonnen", "email": "noor@example.org", "telefoon": "06-12345678"}


@pytest.fixture
def settings(database: dict[str, str], tmp_path: Path) -> Settings:
    return settings_of("gateway", database, mail_url=f"file://{tmp_path}/post")


@pytest.fixture
def gateway(start: Start, settings: Settings) -> Iterator[TestClient]:
    with start("gateway", create_app) as client:
        yield client


@pytest.fixture
def engine(gateway: TestClient, migrated: Callable[[str], Engine]) -> Engine:
    return migrated("gateway")


@pytest.fixture
def post(engine: Engine, settings: Settings, tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """Let the worker send what waits; the mails that this brought."""

    def send() -> list[dict[str, Any]]:
        worker.send_mail(Work(settings, db.sessions(engine)))
        mails = []
        for file in sorted((tmp_path / "post").glob("*.eml")):
            one = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            body = one.get_body()
            assert body is not None
            mails.append({"to": one["To"], "text": body.get_content()})
            file.unlink()
        return mails

    return send


def links(mail: dict[str, Any]) -> list[str]:
    return re.findall(r"/mijn#(\S+)", mail["text"])


def redeem(gateway: TestClient, link: str, **more: str) -> Any:
    form = {"grant_type": GRANT, "inloglink": link} | more
    return gateway.post(f"{BASE}/token", data=form)


def bearer(answer: Any) -> Headers:
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def record(engine: Engine, oin: str, extern_id: str, address: str | None) -> UUID:
    """An employer with an employee, straight into the register."""
    with engine.begin() as tx:
        tx.execute(
            text(
                "INSERT INTO organisatie (oin, id, tooi, naam, soort, versie) VALUES"
                " (:oin, gen_random_uuid(), :oin, 'Gemeente ' || :naam, 'gemeente', 1)"
                " ON CONFLICT DO NOTHING"
            ),
            {"oin": oin, "naam": "Aa" if oin == AA else "Bee"},
        )
        id = tx.scalar(
            text(
                "INSERT INTO medewerker (id, organisatie, extern_id, naam, email, synthetisch,"
                " versie) VALUES (gen_random_uuid(), :oin, :nr, 'Jan Verzonnen', :email, true, 1)"
                " RETURNING id"
            ),
            {"oin": oin, "nr": extern_id, "email": address},
        )
        assert isinstance(id, UUID)
        return id


def rest(engine: Engine) -> None:
    """As if the last link was made a while ago."""
    with engine.begin() as tx:
        tx.execute(text("UPDATE inloglink SET gemaakt_op = gemaakt_op - interval '2 minutes'"))


# ---- from outside -------------------------------------------------------------------------------
def test_an_outsider_gets_a_short_token_and_a_mail(gateway: TestClient, post: Any) -> None:
    answer = gateway.post(f"{BASE}/kandidaten", json=WIE)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert body["geldigSeconden"] == 1800
    assert body["scopes"] == ["sollicitaties:indienen", "vacatures:lezen"]
    short = {"Authorization": f"Bearer {body['toegangstoken']}"}
    refused = gateway.get(f"{BASE}/persoon", headers=short)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope-ontbreekt")
    [mail] = post()
    assert mail["to"] == WIE["email"]
    assert WIE["naam"] not in mail["text"]  # nothing that a visitor typed goes out in our name
    [link] = links(mail)
    own = bearer(redeem(gateway, link))
    shown = gateway.get(f"{BASE}/persoon", headers=own).json()
    assert shown["id"] == body["kandidaat"]
    assert {name: shown[name] for name in WIE} == WIE
    assert (shown["soort"], shown["organisatie"]) == ("kandidaat", None)


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(
    gateway: TestClient, engine: Engine, post: Any
) -> None:
    record(engine, AA, "1", WIE["email"])
    known = gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"].upper()})
    other = gateway.post(f"{BASE}/inloglinks", json={"email": "niemand@example.org"})
    assert (known.status_code, known.content) == (202, other.content)
    first = gateway.post(f"{BASE}/kandidaten", json=WIE).json()
    again = gateway.post(f"{BASE}/kandidaten", json=WIE).json()
    assert first["kandidaat"] != again["kandidaat"]
    assert {mail["to"] for mail in post()} == {WIE["email"]}


def test_an_unknown_address_leaves_nothing(gateway: TestClient, engine: Engine, post: Any) -> None:
    gateway.post(f"{BASE}/inloglinks", json={"email": "niemand@example.org"})
    assert post() == []
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht")) == 0


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"email": "a,b@example.org"}, "email-ongeldig"),
        ({"telefoon": "112"}, "telefoon-ongeldig"),
        ({"naam": "Noor 111222333"}, "lijkt-bsn"),
        ({"naam": "\x00"}, "value_error"),
    ],
)
def test_what_is_no_contact_is_refused(
    gateway: TestClient, anders: dict[str, str], code: str
) -> None:
    answer = gateway.post(f"{BASE}/kandidaten", json=WIE | anders)
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["invalidParams"]] == [code]


# ---- one-time links -----------------------------------------------------------------------------
def test_an_employee_logs_in_as_employee(gateway: TestClient, engine: Engine, post: Any) -> None:
    person = record(engine, AA, "1", "jan@example.org")
    gateway.post(f"{BASE}/inloglinks", json={"email": "jan@example.org"})
    [mail] = post()
    assert "Als medewerker van Gemeente Aa" in mail["text"]
    answer = redeem(gateway, links(mail)[0])
    assert "eigen:beheren" in answer.json()["scope"].split()
    shown = gateway.get(f"{BASE}/persoon", headers=bearer(answer)).json()
    assert (shown["id"], shown["soort"]) == (str(person), "medewerker")
    assert (shown["organisatie"], shown["werkgever"]) == (AA, "Gemeente Aa")
    changed = gateway.patch(f"{BASE}/persoon", headers=bearer(answer), json={"naam": "X"})
    assert (changed.status_code, changed.json()["code"]) == (403, "werkgever-beheert")


def test_one_link_per_employer_and_per_time_as_outsider(
    gateway: TestClient, engine: Engine, post: Any
) -> None:
    people = {record(engine, AA, "1", WIE["email"]), record(engine, BEE, "1", WIE["email"])}
    people.add(UUID(gateway.post(f"{BASE}/kandidaten", json=WIE).json()["kandidaat"]))
    post()
    rest(engine)
    gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"]})
    [mail] = post()
    heard = [
        gateway.get(f"{BASE}/persoon", headers=bearer(redeem(gateway, link))).json()["id"]
        for link in links(mail)
    ]
    assert set(heard) == {str(person) for person in people}


def test_a_shared_mailbox_is_nobodys_own(gateway: TestClient, engine: Engine, post: Any) -> None:
    for number in ("1", "2"):
        record(engine, AA, number, "balie@example.org")
    gateway.post(f"{BASE}/inloglinks", json={"email": "balie@example.org"})
    assert post() == []


def test_a_link_works_once_also_at_once(gateway: TestClient, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    [link] = links(post()[0])
    with ThreadPoolExecutor(8) as threads:
        codes = list(threads.map(lambda _: redeem(gateway, link).status_code, range(8)))
    assert sorted(codes) == [200] + [400] * 7


def test_a_new_link_kills_the_old_one(gateway: TestClient, engine: Engine, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    [old] = links(post()[0])
    gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"]})
    assert post() == []  # within a minute: the one that was just sent will do
    rest(engine)
    gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"]})
    [new] = links(post()[0])
    refused = redeem(gateway, old)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    bearer(redeem(gateway, new))


def test_nobody_is_flooded(gateway: TestClient, engine: Engine, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    mails = post()
    for _ in range(12):
        rest(engine)
        gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"]})
        mails += post()
    assert len(mails) == 10


def test_nobody_is_flooded_by_applications_in_the_own_name(gateway: TestClient, post: Any) -> None:
    """Each gives a new pseudonym; the mailbox is the same."""
    for _ in range(12):
        assert gateway.post(f"{BASE}/kandidaten", json=WIE).status_code == 201
    assert len(post()) == 10


def test_a_link_expires_after_its_hours(
    gateway: TestClient, engine: Engine, settings: Settings, post: Any
) -> None:
    assert (settings.inloglink_hours_applying, settings.inloglink_hours) == (72, 1)
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    [link] = links(post()[0])
    now = datetime.now(UTC)
    with db.sessions(engine).begin() as tx:
        assert inloglinks.use(tx, link, now + timedelta(hours=72)) is None
        assert inloglinks.use(tx, link, now + timedelta(hours=71, minutes=59)) is not None
    rest(engine)
    gateway.post(f"{BASE}/inloglinks", json={"email": WIE["email"]})
    [link] = links(post()[0])
    with db.sessions(engine).begin() as tx:
        assert inloglinks.use(tx, link, now + timedelta(hours=1, minutes=1)) is None


def test_the_secret_is_kept_nowhere(gateway: TestClient, engine: Engine, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    [link] = links(post()[0])
    assert len(link) >= 43  # 256 bits in base64url
    with engine.connect() as tx:
        for table in ("inloglink", "bericht", "procrastinate_jobs", "idempotentie"):
            rows = tx.scalars(text(f"SELECT t::text FROM {table} t")).all()
            assert not [row for row in rows if link in row]


def test_a_wrong_scope_does_not_use_the_link_up(gateway: TestClient, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    [link] = links(post()[0])
    assert redeem(gateway, link, scope="toegang:beheren").json()["error"] == "invalid_scope"
    assert redeem(gateway, link, scope="eigen:beheren").status_code == 200


def test_who_guesses_is_stopped(gateway: TestClient) -> None:
    codes = [redeem(gateway, f"gok-{n}").status_code for n in range(25)]
    assert codes == [400] * 20 + [429] * 5


def test_what_makes_us_mail_is_limited_per_address(gateway: TestClient) -> None:
    body = {"email": "niemand@example.org"}
    codes = [gateway.post(f"{BASE}/inloglinks", json=body).status_code for _ in range(31)]
    assert codes == [202] * 30 + [429]
    assert gateway.get(f"{BASE}/klok").status_code == 200


# ---- own data -----------------------------------------------------------------------------------
@pytest.fixture
def zelf(gateway: TestClient, post: Any) -> Headers:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    return bearer(redeem(gateway, links(post()[0])[0]))


def test_own_contact_can_be_corrected(gateway: TestClient, zelf: Headers) -> None:
    seen = gateway.get(f"{BASE}/persoon", headers=zelf)
    headers = zelf | {"If-Match": seen.headers["ETag"]}
    body = {"email": "nieuw@example.org", "telefoon": None}
    answer = gateway.patch(f"{BASE}/persoon", headers=headers, json=body)
    assert answer.status_code == 200
    assert answer.json() == seen.json() | body
    assert gateway.patch(f"{BASE}/persoon", headers=headers, json=body).status_code == 412
    for faulty, code in (
        ({"naam": None}, "niet-leeg"),
        ({"email": "x"}, "string_pattern_mismatch"),
    ):
        refused = gateway.patch(f"{BASE}/persoon", headers=zelf, json=faulty)
        assert refused.json()["invalidParams"][0]["code"] == code


def test_another_address_is_told_to_both(gateway: TestClient, engine: Engine, post: Any) -> None:
    gateway.post(f"{BASE}/kandidaten", json=WIE)
    own = bearer(redeem(gateway, links(post()[0])[0]))
    rest(engine)
    gateway.patch(f"{BASE}/persoon", headers=own, json={"email": "nieuw@example.org"})
    mails = {mail["to"]: mail for mail in post()}
    assert mails.keys() == {WIE["email"], "nieuw@example.org"}
    assert links(mails[WIE["email"]]) == []
    bearer(redeem(gateway, links(mails["nieuw@example.org"])[0]))
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM bericht WHERE email IS NOT NULL")) == 0


def test_who_leaves_is_gone(
    gateway: TestClient, zelf: Headers, als_dienst: Callable[[str, str], Headers]
) -> None:
    person = gateway.get(f"{BASE}/persoon", headers=zelf).json()["id"]
    peer = als_dienst("vacatures", "gateway")
    contact = gateway.get(f"/intern/medewerkers/{person}", headers=peer)
    assert contact.json() == WIE | {"organisatie": None}
    assert gateway.delete(f"{BASE}/persoon", headers=zelf).status_code == 204
    assert gateway.get(f"{BASE}/persoon", headers=zelf).status_code == 401
    assert gateway.get(f"/intern/medewerkers/{person}", headers=peer).status_code == 404


def test_an_employers_word_is_no_own_login(
    gateway: TestClient, als: Callable[[str], Callable[..., Headers]]
) -> None:
    from services.gateway.toegang import rules

    assert "eigen:beheren" not in rules.MEDEWERKER_SCOPES
    assert not any("eigen:beheren" in rules.scopes_of(frozenset({rol})) for rol in rules.Rol)


# ---- pages --------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["mijn", "solliciteren", "uren"])
def test_a_page_runs_nothing_from_elsewhere(gateway: TestClient, page: str) -> None:
    answer = gateway.get(f"/{page}", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|<style>|\sstyle=|\son[a-z]+=|https?://", answer.text)
    names = set(re.findall(r'(?:src|href)="(paginas/[^"]+)"', answer.text))
    seen = set[str]()
    while names - seen:  # and what those take in
        name = min(names - seen)
        part = gateway.get(f"/{name}")
        assert part.status_code == 200, name
        names |= {f"paginas/{one}" for one in re.findall(r'from "\./([^"]+)"', part.text)}
        seen.add(name)
    assert "mens" in answer.text  # it says that a person decides
    assert gateway.get("/paginas/anders.js").status_code == 404
