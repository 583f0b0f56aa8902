"""What the designer calls things."""

from PySide6.QtCore import QCoreApplication

from engine.forms.model import FieldType

translate = QCoreApplication.translate

#: Field type → icon.
ICONS = {
    FieldType.TEXT: "text-aa", FieldType.NUMBER: "hash", FieldType.MONEY: "coin",
    FieldType.DATE: "calendar", FieldType.TIME: "clock", FieldType.PHONE: "phone",
    FieldType.YES_NO: "check", FieldType.ONE_OF: "record", FieldType.SEVERAL_OF: "tests",
    FieldType.SCALE: "star", FieldType.SCRIPT: "chat-text",
}  # fmt: skip


def type_word(kind: str) -> str:
    words = {
        FieldType.TEXT: translate("form-words", "Text"),
        FieldType.NUMBER: translate("form-words", "Number"),
        FieldType.MONEY: translate("form-words", "Amount of money"),
        FieldType.DATE: translate("form-words", "Date"),
        FieldType.TIME: translate("form-words", "Time"),
        FieldType.PHONE: translate("form-words", "Telephone number"),
        FieldType.YES_NO: translate("form-words", "Yes or no"),
        FieldType.ONE_OF: translate("form-words", "One option"),
        FieldType.SEVERAL_OF: translate("form-words", "Several options"),
        FieldType.SCALE: translate("form-words", "Scale"),
        FieldType.SCRIPT: translate("form-words", "Words to read out"),
    }
    return words.get(FieldType(kind), kind) if kind in list(FieldType) else kind
