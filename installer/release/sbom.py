"""The bill of materials: CycloneDX 1.6, JSON, of everything that is shipped.

The same for the same commit: moment and number are made of what is in it.
"""

import uuid
from datetime import UTC, datetime

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installer.release.licences import Inside, Licences
from installer.release.locks import Part

_OURS = "rino-desktop"


def bill(version: str, moment: datetime, licences: Licences) -> str:
    """JSON. ``moment``: of the commit. ValueError: it is not what CycloneDX 1.6 wants."""
    bom = Bom()
    program = Component(
        type=ComponentType.APPLICATION, name=_OURS, version=version, bom_ref=_OURS,
        licenses=[DisjunctiveLicense(name="Proprietary")],
        purl=PackageURL("pypi", None, _OURS, version),
    )  # fmt: skip
    bom.metadata.component = program
    bom.metadata.timestamp = moment.astimezone(UTC)
    bom.metadata.tools.components.clear()
    made = {part: _of_part(part, licences) for part in licences.parts}
    inner = [_of_inside(each) for each in licences.inside]
    for component in (*made.values(), *inner):
        bom.components.add(component)
    for part, component in made.items():
        wanted = {_plain(name) for name in part.wanted_by}
        users = [made[other] for other in made if other.name in wanted]
        for user in users or [program]:
            bom.register_dependency(user, [component])
        bom.register_dependency(component)
    for each, component in zip(licences.inside, inner, strict=True):
        user = next((made[part] for part in made if part.pinned == each.place), program)
        bom.register_dependency(user, [component])
    content = sorted(str(component.bom_ref) for component in bom.components)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, "\n".join((version, *content)))
    text = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    faults = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if faults is not None:
        raise ValueError(f"the bill of materials is not what CycloneDX 1.6 wants: {faults.data}")
    return text


def _plain(name: str) -> str:
    """``httpx[http2]`` → ``httpx``."""
    return name.partition("[")[0].lower()


def _of_part(part: Part, licences: Licences) -> Component:
    """Which of the locked files is installed differs from machine to machine: all their hashes are
    told; of one that is the only one it is the part's own."""
    only = [HashType(alg=HashAlgorithm.SHA_256, content=part.hashes[0])]
    return Component(
        type=ComponentType.LIBRARY, name=part.name, version=part.version, bom_ref=part.pinned,
        purl=PackageURL("pypi", None, part.name, part.version),
        licenses=[LicenseExpression(licences.known[part.name])],
        hashes=only if len(part.hashes) == 1 else [],
        properties=[Property(name="rino:locked:sha256", value=each) for each in part.hashes],
    )  # fmt: skip


def _of_inside(each: Inside) -> Component:
    return Component(
        type=ComponentType.LIBRARY, name=each.name, version=each.version,
        bom_ref=f"{each.name}=={each.version} in {each.place}", cpe=each.cpe or None,
        licenses=[LicenseExpression(each.licence)],
    )  # fmt: skip
