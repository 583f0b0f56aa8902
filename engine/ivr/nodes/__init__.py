"""The built-in node types, one file each."""

from engine.ivr.nodes.callback import CallbackNode
from engine.ivr.nodes.condition import ConditionNode
from engine.ivr.nodes.do_not_call import DoNotCallNode
from engine.ivr.nodes.draw_number import DrawNumberNode
from engine.ivr.nodes.give_back import ReturnNode
from engine.ivr.nodes.hang_up import HangUpNode
from engine.ivr.nodes.http_request import HttpRequestNode
from engine.ivr.nodes.input_digits import InputDigitsNode
from engine.ivr.nodes.jump import JumpNode
from engine.ivr.nodes.language_choice import LanguageChoiceNode
from engine.ivr.nodes.loop_counter import LoopCounterNode
from engine.ivr.nodes.menu import MenuNode
from engine.ivr.nodes.next_row import NextRowNode
from engine.ivr.nodes.operator import OperatorNode
from engine.ivr.nodes.outcome import OutcomeNode
from engine.ivr.nodes.play import PlayNode
from engine.ivr.nodes.query import QueryNode
from engine.ivr.nodes.question import QuestionNode
from engine.ivr.nodes.random_split import RandomSplitNode
from engine.ivr.nodes.record import RecordNode
from engine.ivr.nodes.row_menu import RowMenuNode
from engine.ivr.nodes.save_result import SaveResultNode
from engine.ivr.nodes.say import SayNode
from engine.ivr.nodes.script import ScriptNode
from engine.ivr.nodes.send_digits import SendDigitsNode
from engine.ivr.nodes.set_variables import SetVariablesNode
from engine.ivr.nodes.start import StartNode
from engine.ivr.nodes.subscheme import SubschemeNode
from engine.ivr.nodes.switch import SwitchNode
from engine.ivr.nodes.time_condition import TimeConditionNode
from engine.ivr.nodes.transfer import TransferNode
from engine.ivr.nodes.wait import WaitNode
from engine.ivr.nodes.write_external import WriteExternalNode
from engine.scheme.node_type import AnyNodeType


def built_in_node_types() -> tuple[AnyNodeType, ...]:
    """Fresh instances, in the order of the editor's palette."""
    return (
        StartNode(),
        PlayNode(),
        SayNode(),
        MenuNode(),
        InputDigitsNode(),
        QuestionNode(),
        RowMenuNode(),
        LanguageChoiceNode(),
        RecordNode(),
        ConditionNode(),
        SwitchNode(),
        TimeConditionNode(),
        RandomSplitNode(),
        LoopCounterNode(),
        SubschemeNode(),
        ReturnNode(),
        JumpNode(),
        SetVariablesNode(),
        SaveResultNode(),
        WriteExternalNode(),
        QueryNode(),
        NextRowNode(),
        HttpRequestNode(),
        ScriptNode(),
        DrawNumberNode(),
        OutcomeNode(),
        DoNotCallNode(),
        OperatorNode(),
        TransferNode(),
        CallbackNode(),
        SendDigitsNode(),
        WaitNode(),
        HangUpNode(),
    )
