"""The editor where a scheme is heard: calls that try it out or are looked at again, its dialogues,
its prompts."""

import asyncio

from PySide6.QtWidgets import QApplication, QWidget

from editor.prompts.record_dialog import RecordDialog
from editor.testcall.contacts import ContactChooser
from rino_desktop.texts import language
from tools.screenshots import screen
from tools.screenshots.desk import SampleContacts, sample
from tools.screenshots.editor import Shown, opened, until

#: Kept for as long as the pictures are taken: what is in it is read and written on the way.


@screen("editor-call")
async def editor_call() -> QWidget:
    """A test call that waits for a key in the main menu."""
    shown = await opened()
    panel = shown.editor.panels.call
    shown.editor.panels.show_call(True)
    panel.conductor.set_speed(0)
    contact = (await SampleContacts().contacts("", ""))[0]
    panel.set_contact(contact)
    panel.begin("step")
    await until(lambda: panel.showing is not None)
    for _ in range(12):
        panel.conductor.do("step")
        QApplication.processEvents()
    return shown.window


@screen("editor-operator")
async def editor_operator() -> QWidget:
    """The block "connect operator", and a test call in which somebody waits at it."""
    shown = await opened("interview")
    panel = shown.editor.panels.call
    shown.editor.panels.show_call(True)
    panel.begin("step")
    await until(lambda: panel.showing is not None)
    panel.keypad.operators.position.click()
    QApplication.processEvents()
    shown.editor.view.show_key(shown.block("operator"))
    shown.editor.view.set_zoom(0.8)
    return shown.window


@screen("editor-call-outside")
async def editor_call_outside() -> QWidget:
    """A test call asks the billing and waits for an answer by hand."""
    shown = await opened("debtor-billing")
    panel = shown.editor.panels.call
    shown.editor.panels.show_call(True)
    panel.conductor.set_speed(0)
    panel.set_contact((await SampleContacts().contacts("", ""))[0])
    panel.begin("step")
    await until(lambda: panel.showing is not None)
    for _ in range(20):
        if panel.tabs.currentWidget() is panel.outside:
            break
        panel.conductor.do("step")
        if panel.tabs.currentWidget() is not panel.outside:
            panel.conductor.press("1")
        QApplication.processEvents()
    return shown.window


@screen("editor-call-contact")
async def editor_call_contact() -> QWidget:
    shown = await opened()
    panel = shown.editor.panels.call
    shown.editor.panels.show_call(True)
    panel.set_contact((await SampleContacts().contacts("", ""))[0])
    return shown.window


@screen("editor-contacts")
async def editor_contacts() -> QWidget:
    shown = await opened()
    chooser = ContactChooser(SampleContacts(), shown.editor)
    chooser.open()
    await until(lambda: chooser.list.topLevelItemCount())
    return shown.window


@screen("editor-dialogues")
async def editor_dialogues() -> QWidget:
    shown = await opened("survey")
    shown.editor.panels.right.setCurrentWidget(shown.editor.panels.tests)
    shown.editor.panels.tests.run()
    await asyncio.sleep(0.3)
    await until(lambda: True)
    return shown.window


@screen("editor-prompts")
async def editor_prompts() -> QWidget:
    shown = await opened()
    shown.editor.bar.buttons["prompts"].click()
    await asyncio.sleep(0.1)
    prompts = shown.editor.panels.prompts
    assert prompts is not None
    await until(lambda: prompts.list.model.rowCount())
    prompts.show_prompt("ask_promise")
    for _ in range(30):
        await asyncio.sleep(0.01)
        QApplication.processEvents()
    return shown.window


@screen("editor-record")
async def editor_record() -> QWidget:
    shown = await opened()
    shown.editor.bar.buttons["prompts"].click()
    prompts = shown.editor.panels.prompts
    assert prompts is not None
    text = sample("debtor-reminder").prompts["ask_promise"][language()].text
    RecordDialog(prompts.takes, text, shown.editor).open()
    return shown.window


@screen("editor-replay")
async def editor_replay() -> QWidget:
    shown = await Shown().replay()
    panel = shown.editor.panels.call
    panel.conductor.set_speed(0)
    for _ in range(4):
        panel.conductor.do("step")
        QApplication.processEvents()
    return shown.window


@screen("editor-choose-call")
async def editor_choose_call() -> QWidget:
    shown = await opened()
    shown.editor.replaying.choose()
    dialog = shown.editor.replaying.dialog
    assert dialog is not None
    await until(lambda: dialog.list.topLevelItemCount())
    return shown.window
