"""The editor of a prompt: which one, and beneath it what it says."""

from typing import Any

from PySide6.QtWidgets import QPushButton

from editor import texts
from editor.edits.headers import add_prompt, prompt_name_for, set_prompt_text
from editor.forms.named import NameEditor
from editor.forms.shapes import Shape
from editor.forms.text_widgets import Text
from editor.forms.value import NO_WORDS, FormContext
from engine.scheme.field_words import FieldWords


class PromptEditor(NameEditor):
    """A prompt; one that the scheme does not have can be made on the spot. Whoever writes a whole
    sentence means what is to be said: it becomes the text of a prompt with a shorter name."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.box.line().setPlaceholderText(self.tr("Choose a prompt or write what is to be said"))
        self.create_button = QPushButton(self.tr("Create"))
        self.create_button.hide()
        self.create_button.clicked.connect(self._create)
        self.row.addWidget(self.create_button)
        #: language → what the prompt says.
        self.texts: dict[str, Text] = {}
        document = context.document
        document.changed.connect(self._on_document)
        document.replaced.connect(self._on_document)

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self._look()

    def took(self, value: Any, *, typing: bool = False, path: tuple[Any, ...] = ()) -> None:
        super().took(value, typing=typing, path=path)
        self._look()

    def _on_document(self, *_: object) -> None:
        self._look()

    def _look(self) -> None:
        name = self._value if isinstance(self._value, str) else ""
        prompts = self.context.document.content.header["prompts"]
        self.create_button.setVisible(bool(name.strip()) and name not in prompts)
        self.create_button.setToolTip(
            self.tr("Add a prompt that says this") if _is_sentence(name)
            else self.tr("Add a prompt of this name to the scheme")
        )  # fmt: skip
        languages = self.context.languages if name in prompts else ()
        for language in [language for language in self.texts if language not in languages]:
            gone = self.texts.pop(language)
            self.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for language in languages:
            if language not in self.texts:
                self.texts[language] = self._made_text(language)
            recording = prompts[name].get(language)
            self.texts[language].show_text(recording.text if recording is not None else "")

    def _made_text(self, language: str) -> Text:
        text = Text(least=1, most=6)
        what = self.tr("What it says · {language}").format(language=texts.language_name(language))
        text.setPlaceholderText(what)
        text.setAccessibleName(what)
        text.setReadOnly(self.context.document.read_only)
        text.edited.connect(lambda: self._on_text(language))
        # Beneath the row, above the complaint.
        self.body.insertWidget(1 + len(self.texts), text)
        return text

    def _on_text(self, language: str) -> None:
        document, name = self.context.document, str(self._value)
        document.do(
            self.tr("Text of the prompt “{name}”").format(name=name),
            set_prompt_text(
                document.content, name, language, self.texts[language].toPlainText()
            ),
            merge=f"prompt/{name}/{language}/text",
        )  # fmt: skip

    def _create(self) -> None:
        document, written = self.context.document, str(self._value).strip()
        what, languages = self.tr("Add prompt"), self.context.languages
        self.create_button.hide()
        if not _is_sentence(written):
            document.do(what, add_prompt(document.content, str(self._value), languages))
        else:
            name = prompt_name_for(document.content, written)
            document.undo_stack.beginMacro(what)  # the prompt and its use are one edit
            try:
                document.do(what, add_prompt(document.content, name, languages, written))
                self.took(name)
            finally:
                document.undo_stack.endMacro()
            self.show_value(name)
        first = self.texts.get(languages[0])
        (first if first is not None and not first.toPlainText() else self.box).setFocus()


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 1
