"""What the settings of a campaign may name."""

from engine.ports.storage import Stores


def names_there_are(stores: Stores) -> dict[str, list[str]]:
    """What settings may name: "schemes" (published), "forms", "trunks", "skills"."""
    skills = {skill for each in stores.operators.operators() for skill in each.skills}
    return {
        "schemes": sorted(s.name for s in stores.schemes.all() if s.published is not None),
        "forms": sorted(form.name for form in stores.forms.all()),
        "trunks": [trunk.name for trunk in stores.trunks.all()],
        "skills": sorted(skills),
    }
