"""The standards themselves, when they are here: setting DOORSTROOM_SHARED (default ../shared)."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, isoschematron
from openapi_schema_validator import OAS30Validator, oas30_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT4

NORMEN = Path(os.environ.get("DOORSTROOM_SHARED", "../shared")) / "normen"


def _eis(naam: str) -> Path:
    pad = (Path(__file__).parents[3] / NORMEN / naam).resolve()
    if not pad.is_dir():
        pytest.skip(f"the standard {naam} is not here (DOORSTROOM_SHARED)")
    return pad


@cache
def _setu() -> tuple[Any, Any]:
    pad = _eis("setu")
    xsd = etree.XMLSchema(etree.parse(pad / "hr-xml/SEP/PositionOpeningNL1p1.xsd"))
    regels = etree.parse(pad / "setu/validator/Vacancies-v1.1-PositionOpeningNL.xml")
    return xsd, isoschematron.Schematron(regels, store_report=True)


def setu(bericht: bytes) -> list[str]:
    """What the XSD and the business rules of SETU say against a message."""
    xsd, regels = _setu()
    document = etree.fromstring(bericht)
    fouten = [] if xsd.validate(document) else [f"xsd: {fout.message}" for fout in xsd.error_log]
    if regels.validate(document):
        return fouten
    gezegd = regels.validation_report.iterfind("{*}failed-assert/{*}text")
    return [*fouten, *(f"regel: {' '.join(zin.text.split())}" for zin in gezegd)]


@cache
def _vum() -> OAS30Validator:
    contract = yaml.safe_load((_eis("vum") / "VUM-Bron-Vacatures.yaml").read_text())
    bron = "urn:vum"
    registry: Registry[Any] = Registry().with_resource(bron, DRAFT4.create_resource(contract))
    schema = {"$ref": f"{bron}#/components/schemas/Vacature"}
    return OAS30Validator(schema, registry=registry, format_checker=oas30_format_checker)


def vum(vacature: object) -> list[str]:
    """What the contract of VUM says against a vacancy."""
    return [f"{fout.json_path}: {fout.message}" for fout in _vum().iter_errors(vacature)]
