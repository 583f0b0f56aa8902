"""Words of the prompts manager that several of its parts use."""

from PySide6.QtCore import QCoreApplication, QLocale

from editor.prompts.states import State


def state_word(state: State) -> str:
    match state:
        case State.RECORDED:
            return QCoreApplication.translate("Prompts", "recorded")
        case State.SPOKEN:
            return QCoreApplication.translate("Prompts", "synthesised")
        case State.LOST:
            return QCoreApplication.translate("Prompts", "no file")
        case State.MISSING:
            return QCoreApplication.translate("Prompts", "missing")
        case State.SILENT:
            return QCoreApplication.translate("Prompts", "empty")


def state_explained(state: State) -> str:
    match state:
        case State.RECORDED:
            return QCoreApplication.translate("Prompts", "The recording is played.")
        case State.SPOKEN:
            return QCoreApplication.translate(
                "Prompts", "There is no recording: calls speak the text by synthesis."
            )
        case State.LOST:
            return QCoreApplication.translate(
                "Prompts",
                "The voice store does not have the file. Calls speak the text by synthesis, if "
                "there is one. Record the prompt again or import it.",
            )
        case State.MISSING:
            return QCoreApplication.translate(
                "Prompts", "Nothing in this language: calls play the scheme's first language."
            )
        case State.SILENT:
            return QCoreApplication.translate(
                "Prompts", "Neither a recording nor a text: calls leave it out."
            )


#: The colour of a state; its word stands beside it.
COLOURS = {
    State.RECORDED: "good",
    State.SPOKEN: "secondary",
    State.LOST: "bad",
    State.MISSING: "warning",
    State.SILENT: "bad",
}


def length_text(seconds: float, digits: int = 1) -> str:
    """0:05,1 – by the locale's sign."""
    unit = 10**digits
    whole = int(seconds * unit + 0.5)
    minutes, rest = divmod(whole, 60 * unit)
    text = f"{minutes}:{rest / unit:0{3 + digits if digits else 2}.{digits}f}"
    return text.replace(".", QLocale().decimalPoint())
