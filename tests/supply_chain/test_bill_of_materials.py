"""The software bill of materials that a release carries."""

from __future__ import annotations

import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.supply_chain.locked_packages import UV, export_bill, read_lock


@pytest.mark.skipif(UV is None, reason="needs uv")
def test_bill_is_valid_and_has_a_hash_of_each_file() -> None:
    bill = export_bill()
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(bill) is None
    components = {component["name"]: component for component in json.loads(bill)["components"]}
    assert {"slack-bolt", "sqlalchemy", "psycopg-binary", "jinja2"} <= set(components)
    versions = {package["name"]: package.get("version") for package in read_lock()["package"]}
    for name, component in components.items():
        assert component["version"] == versions[name]
        assert component["purl"] == f"pkg:pypi/{name}@{versions[name]}"
        files = component["externalReferences"]
        assert files
        assert all(file["hashes"][0]["alg"] == "SHA-256" for file in files)
