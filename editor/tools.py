"""What the application gives an editor beside its schemes: sound, prompts, data, names."""

from dataclasses import dataclass, field

from editor.prompts.desk import PromptDesk
from editor.scheme_names import KnownNames, NoNames
from editor.testcall.contacts import Contacts
from editor.testcall.real_calls import RealCalls
from editor.testcall.sound import PromptFiles
from engine.scheme.dialogues import Outside


@dataclass(frozen=True, slots=True)
class EditorTools:
    """Each may be missing; what needs it says so."""

    #: Voices what a test call says.
    sound: PromptFiles | None = None
    #: Really asks data sources and functions; blocks.
    outside: Outside | None = None
    #: Lists of campaigns, whose data a test call may use.
    contacts: Contacts | None = None
    #: The prompts' recordings.
    prompts: PromptDesk | None = None
    #: Tries a scheme on a real telephone.
    phone: RealCalls | None = None
    #: Names beyond the scheme, offered in forms.
    names: KnownNames = field(default_factory=NoNames)
    #: What cannot be used here and why, a line each: plug-ins that cannot be loaded.
    faults: tuple[str, ...] = ()


NO_TOOLS = EditorTools()
