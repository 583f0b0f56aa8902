"""What the settings of a campaign may name."""

from engine.domain.presets import Presets
from engine.ports.storage import Stores
from rino_desktop import bootstrap
from rino_desktop.campaign_templates import Office
from rino_desktop.operator_skills import known_skills
from rino_desktop.settings import Settings
from rino_desktop.texts import language

Names = dict[str, list[str]]
Titles = dict[str, dict[str, str]]


def names_there_are(stores: Stores) -> Names:
    """What settings may name: "schemes" (published), "forms", "trunks", "skills"."""
    return {
        "schemes": sorted(s.name for s in stores.schemes.all() if s.published is not None),
        "forms": sorted(form.name for form in stores.forms.all()),
        "trunks": [trunk.name for trunk in stores.trunks.all()],
        "skills": list(known_skills(stores)),
    }


def titles_there_are(stores: Stores, known: Presets, settings: Settings) -> Titles:
    """What people call the schemes, legal presets and reports, in the user's language."""
    tongue = language()
    kinds = bootstrap.report_parts(settings).kinds()
    return {
        "schemes": {s.name: s.title.get(tongue, "") for s in stores.schemes.all()},
        "presets": {preset.name: preset.title(tongue) for preset in known.all()},
        "reports": {kind: kinds.get(kind).title(tongue) for kind in kinds.names()},
    }


def office_there_is(stores: Stores) -> Office:
    """What a new campaign can be fitted to."""
    return Office(
        schemes=tuple(s.name for s in stores.schemes.all() if s.published is not None),
        trunks=tuple(trunk.name for trunk in stores.trunks.all()),
        sources=tuple(source.name for source in stores.sources.all()),
        campaigns=tuple(campaign.name for campaign in stores.campaigns.all()),
        forms=tuple(form.name for form in stores.forms.all()),
    )
