"""Whether subscribers of a campaign come to talk with people, where it says that they do.

What laws say of calls "with no human in them" is judged by the campaign's mode: so the mode has to
be true.
"""

from typing import TYPE_CHECKING

from engine.domain.campaign import CampaignMode, CampaignSettings
from engine.errors import KnownError
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from engine.scheme.node_types import NodeTypes


def require_people(stores: "Stores", campaign: CampaignSettings, types: "NodeTypes") -> None:
    """KnownError for an automated campaign whose scheme connects nobody with anybody."""
    from engine.ivr.compile import compile_scheme, needs_operator, needs_transfer

    if campaign.mode is not CampaignMode.AUTOMATED:
        return
    library = PublishedLibrary(stores)
    scheme = library(campaign.scheme)
    if scheme is None:
        return  # told elsewhere
    compiled = compile_scheme(scheme, types, library)
    if not needs_operator(compiled) and not needs_transfer(compiled):
        raise KnownError(
            t("The campaign {name} is of mode automated, and its scheme {scheme} connects nobody "
              "with an operator.", name=campaign.name, scheme=campaign.scheme),
            mend=t("Put the block “Connect operator” into the scheme, or make the campaign "
                   "automatic."),
        )  # fmt: skip
