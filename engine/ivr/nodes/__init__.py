"""The built-in node types, one file each."""

from engine.ivr.nodes.condition import ConditionNode
from engine.ivr.nodes.do_not_call import DoNotCallNode
from engine.ivr.nodes.hang_up import HangUpNode
from engine.ivr.nodes.input_digits import InputDigitsNode
from engine.ivr.nodes.menu import MenuNode
from engine.ivr.nodes.outcome import OutcomeNode
from engine.ivr.nodes.play import PlayNode
from engine.ivr.nodes.save_result import SaveResultNode
from engine.ivr.nodes.say import SayNode
from engine.ivr.nodes.set_variables import SetVariablesNode
from engine.ivr.nodes.start import StartNode
from engine.ivr.nodes.transfer import TransferNode
from engine.ivr.nodes.wait import WaitNode
from engine.scheme.node_type import AnyNodeType


def built_in_node_types() -> tuple[AnyNodeType, ...]:
    """Fresh instances, in the order of the editor's palette."""
    return (
        StartNode(),
        PlayNode(),
        SayNode(),
        MenuNode(),
        InputDigitsNode(),
        ConditionNode(),
        SetVariablesNode(),
        SaveResultNode(),
        OutcomeNode(),
        DoNotCallNode(),
        TransferNode(),
        WaitNode(),
        HangUpNode(),
    )
