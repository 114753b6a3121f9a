"""Settings of a service: environment variables `<SERVICE>_…` and secret files of the same name.

A secret file is named as the setting in lower case (`vacatures_database_password`) and stands in
the folder `DOORSTROOM_SECRETS_DIR` (default `/run/secrets`, where Compose and Kubernetes put it).
"""

import os
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings
from sqlalchemy import URL, make_url


class Modus(StrEnum):
    """In demo and test the business clock can be set; in production it is the wall clock."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTIE = "productie"


DEMO_MARK = "demo-"


class Settings(BaseSettings, frozen=True, extra="ignore", hide_input_in_errors=True):
    """Everything that differs between installations; refused at the start when it does not fit."""

    service: str
    modus: Modus = Modus.PRODUCTIE
    database_url: str
    database_password: SecretStr | None = None
    database_pool_size: int = 20
    # Vacatures only: a CSV with the Dutch names of ESCO's occupations, for searching.
    esco_path: str | None = None
    # JSON Web Key Set with private Ed25519 keys: the first signs, all are published for checking.
    signing_keys: SecretStr
    public_base_url: str = "http://127.0.0.1:8000"
    gateway_url: str = "http://127.0.0.1:8000"
    vacatures_url: str = "http://127.0.0.1:8001"
    pool_url: str = "http://127.0.0.1:8002"
    # Browser origins that may read the API (CORS allowlist); open documents are open to all.
    origins: frozenset[str] = frozenset()
    contact_url: str = "https://example.org/doorstroom"
    contact_email: str = "team-doorstroom@example.org"
    # OIN of whoever runs this installation: the source of its events. Default: a test OIN.
    platform_oin: str = "00000099000000001000"
    # smtp://[user@]host:port, smtp+starttls://…, or file:///folder: each mail a file (the demo).
    mail_url: str = "file:.data/mail"
    mail_from: str = "doorstroom@example.org"
    mail_password: SecretStr | None = None
    log_level: str = "INFO"
    # Vacatures only: Fernet keys that documents are kept with, one per line: the first encrypts,
    # all decrypt. Without it no document can be received.
    document_keys: SecretStr | None = None
    # Gateway only: Fernet keys that the secrets of subscribers are kept with, in the same way.
    # Without it nobody can take a subscription.
    webhook_keys: SecretStr | None = None
    # Gateway only: networks (CIDR) that we may deliver to beside the public internet, hosts that
    # may do without TLS, and a file with more certificate authorities to trust.
    webhook_networks: frozenset[str] = frozenset()
    webhook_http_hosts: frozenset[str] = frozenset()
    webhook_ca_path: str | None = None
    # Gateway only: the same two for issuers (OpenID Connect) of organisations, and how long their
    # last keys count when they cannot be reached.
    uitgever_networks: frozenset[str] = frozenset()
    uitgever_http_hosts: frozenset[str] = frozenset()
    uitgever_keys_hours: int = Field(6, ge=1, le=72)
    # JSON Web Key Set with private keys (RSA, EC or Ed25519) with which we prove ourselves at such
    # an issuer when somebody logs in there: the first signs, all are published. Without it only a
    # client secret can.
    oidc_keys: SecretStr | None = None
    # Gateway only: an Open Notificaties that hears everything public, and what one organisation
    # may know if it is named (OIN).
    open_notificaties_url: str | None = None
    open_notificaties_client_id: str = "doorstroom"
    open_notificaties_secret: SecretStr | None = None
    open_notificaties_kanaal: str = "doorstroom"
    open_notificaties_organisatie: str | None = None
    # Vacatures only: what stands under a decision about somebody's own data. No legal advice.
    bezwaarclausule: str = (
        "Bent u het niet eens met dit besluit? Maak dan binnen zes weken bezwaar bij de organisatie"
        " die het nam. U kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens."
    )
    # Gateway only: secret of the first client, which registers all others.
    beheer_secret: SecretStr | None = None
    rate_limit: str = Field("600/minute", description="Per client, in the notation of `limits`.")
    rate_limit_anoniem: str = "300/minute"
    # Per address without a token, of what makes us send a mail.
    rate_limit_inlog: str = "30/minute"
    # Gateway only: hours that a one-time link lives, with an application and when asked for.
    inloglink_hours_applying: int = Field(72, ge=1, le=168)
    inloglink_hours: int = Field(1, ge=1, le=24)
    # Vacatures only: which municipalities are the G4, by the last part of their TOOI.
    g4: frozenset[str] = frozenset({"gm0344", "gm0363", "gm0518", "gm0599"})
    # Vacatures only: share of its living vacancies that a full snapshot may end, and how many it
    # always may (docs/adr/0047; our own proposal).
    snapshot_krimp: float = Field(0.2, ge=0, le=1)
    snapshot_krimp_altijd: int = Field(5, ge=0, le=1000)
    # Vacatures only: most vacancies in one feed; more is a 503, never a part of them (Jobiqo reads
    # 10,000; others name no limit).
    uitgifte_maximum: int = Field(10_000, ge=1, le=50_000)
    # Vacatures only: JobCategory of every vacancy in SETU messages; obligatory, and what its
    # numbers mean is not public (docs/adr/0086; certainty C).
    setu_vakgebied: int = Field(29, ge=1, le=29)
    # Vacatures only: how much a word must look like another to be its misspelling (trigrams), and
    # which share of the words of two titles makes vacancies alike. Certainty C: our own proposal.
    zoek_gelijkenis: float = Field(0.42, ge=0.3, le=1)
    schrijfhulp_gelijkenis: float = Field(0.6, gt=0, le=1)
    # Vacatures only: which share of the words of the shorter title makes two vacancies with one
    # address the same one. Certainty C: our own proposal.
    dubbel_gelijkenis: float = Field(0.5, gt=0, le=1)
    # Vacatures only: how much one person may keep of each. Certainty C: our own proposal.
    wensen_per_persoon: int = Field(5, ge=1, le=100)
    zoekopdrachten_per_persoon: int = Field(20, ge=1, le=100)
    verhalen_per_persoon: int = Field(20, ge=1, le=100)
    # Vacatures only: days that a story stays published when nobody does anything, and that it
    # stays after that for its person alone. Certainty C: our own proposal.
    verhaal_dagen: int = Field(365, ge=1, le=3650)
    verhaal_na_dagen: int = Field(28, ge=0, le=3650)
    # Vacatures only: days before the last day of an objection that the organisation is reminded
    # (C); that a referral, a consent or the address of an outsider stays after its end (B: as an
    # application); and that a handled event of a neighbour stays, to see why it did nothing (C).
    bezwaar_herinnering_dagen: int = Field(7, ge=0, le=28)
    afloop_dagen: int = Field(28, ge=0, le=3650)
    gebeurtenis_dagen: int = Field(7, ge=1, le=365)
    # Vacatures only: days that the answer to a request of a person stays, that somebody sees which
    # receiver never confirmed to have erased, and that the name of an official stays with what was
    # recorded. Certainty C: our own proposal; the law names no term.
    antwoord_dagen: int = Field(365, ge=28, le=3650)
    onbevestigd_dagen: int = Field(365, ge=28, le=3650)
    ambtelijk_dagen: int = Field(730, ge=28, le=3650)
    # Pool only: proposals that are computed side by side, each in a process of its own; empty: one
    # less than the processors, but at least two and at most four (docs/adr/0102).
    berekeningen_tegelijk: int | None = Field(None, ge=1, le=64)
    # Traces over OTLP (HTTP, as `http://collector:4318`); empty: none are made.
    otlp_endpoint: str | None = None
    # Figures for Prometheus on a port of their own, never a public one; empty: none are kept.
    metrics_port: int | None = Field(None, ge=1, le=65535)
    metrics_host: str = "127.0.0.1"
    # Gateway only: days that a record of who read or changed whose data is kept. Certainty C: our
    # own proposal; the law names no term (docs/adr/0075).
    verwerking_dagen: int = Field(365, ge=28, le=3650)
    # Gateway only: how long a service may be silent before its caller gets a 504.
    neighbour_seconds: float = Field(20, gt=0)

    @classmethod
    def for_service(cls, service: str) -> Self:
        """Read the settings of one service. Errors: pydantic's, naming every faulty setting."""
        folder = Path(os.environ.get("DOORSTROOM_SECRETS_DIR", "/run/secrets"))
        return cls(
            _env_prefix=f"{service}_",
            _secrets_dir=folder if folder.is_dir() else None,
            service=service,
        )

    @model_validator(mode="after")
    def _no_demo_secret_in_production(self) -> Self:
        secrets = (
            self.database_password,
            self.signing_keys,
            self.document_keys,
            self.webhook_keys,
            self.oidc_keys,
            self.beheer_secret,
            self.open_notificaties_secret,
            self.mail_password,
        )
        known = [s for s in secrets if s is not None and DEMO_MARK in s.get_secret_value()]
        if self.modus is Modus.PRODUCTIE and known:
            raise ValueError(
                "een geheim uit de demo werkt alleen in de modus demo of test:"
                " maak eigen geheimen met `doorstroom geheimen maak`"
            )
        return self

    @model_validator(mode="after")
    def _documents_are_encrypted(self) -> Self:
        if self.modus is Modus.PRODUCTIE and self.service == "vacatures" and not self.document_keys:
            raise ValueError(
                "document_keys ontbreekt: maak een sleutel met `doorstroom geheimen maak`"
            )
        return self

    @model_validator(mode="after")
    def _webhook_networks_are_networks(self) -> Self:
        for network in self.webhook_networks | self.uitgever_networks:
            ip_network(network)
        if self.open_notificaties_url and not self.open_notificaties_secret:
            raise ValueError("open_notificaties_secret ontbreekt")
        return self

    @property
    def database(self) -> URL:
        url = make_url(self.database_url).set(drivername="postgresql+psycopg")
        if self.database_password is not None:
            url = url.set(password=self.database_password.get_secret_value())
        return url

    def url_of(self, service: str) -> str:
        return {
            "gateway": self.gateway_url,
            "vacatures": self.vacatures_url,
            "pool": self.pool_url,
        }[service].rstrip("/")
