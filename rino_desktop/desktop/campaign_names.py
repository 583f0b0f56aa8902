"""What the settings of a campaign may name."""

from engine.domain.presets import Presets
from engine.ports.storage import Stores
from rino_desktop.texts import language


def names_there_are(stores: Stores) -> dict[str, list[str]]:
    """What settings may name: "schemes" (published), "forms", "trunks", "skills"."""
    skills = {skill for each in stores.operators.operators() for skill in each.skills}
    return {
        "schemes": sorted(s.name for s in stores.schemes.all() if s.published is not None),
        "forms": sorted(form.name for form in stores.forms.all()),
        "trunks": [trunk.name for trunk in stores.trunks.all()],
        "skills": sorted(skills),
    }


def titles_there_are(stores: Stores, known: Presets) -> dict[str, dict[str, str]]:
    """What people call the schemes, forms and legal presets, in the user's language."""
    tongue = language()
    schemes = {s.name: s.title.get(tongue, "") for s in stores.schemes.all()}
    presets = {preset.name: preset.title(tongue) for preset in known.all()}
    return {"schemes": schemes, "presets": presets}
