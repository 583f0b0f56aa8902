"""The main window: what stands in its way (no database, nobody signed in), then the pages."""

from functools import partial

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from engine.domain.rights import NO_POWERS, Powers
from engine.ports.forms import FormInfo
from engine.ports.schemes import SchemeInfo
from rino_desktop.campaign_board import Board
from rino_desktop.console.campaigns_page import CampaignsPage
from rino_desktop.console.clients.page import ClientsPage
from rino_desktop.console.contacts.page import ContactsPage
from rino_desktop.console.first_start_page import FirstStartPage
from rino_desktop.console.forms_page import FormsPage
from rino_desktop.console.monitor.page import MonitorPage
from rino_desktop.console.rail import Rail
from rino_desktop.console.reports.page import ReportsPage
from rino_desktop.console.roles import role_word
from rino_desktop.console.schemes_page import SchemesPage
from rino_desktop.console.search import Found, Search
from rino_desktop.console.settings_page import SettingsPage
from rino_desktop.console.sign_in_page import SignInPage
from rino_desktop.console.status_line import State, StatusLine
from rino_desktop.console.user_menu import UserMenu
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.reading_order import ReadingOrder
from rino_desktop.ui.room import room_for
from rino_desktop.ui.roomy import Pages, Roomy
from rino_desktop.ui.without_mouse import move_splitters
from rmt.workstation import Workstation


class MainWindow(Translated, ReadingOrder, QMainWindow):
    """Shows what it is given and says what is wanted; it knows neither database nor engine."""

    #: Somebody wants to close it, and ``asks_before_close`` is set: its owner decides.
    close_wanted = Signal()
    closed = Signal()
    #: The database that cannot be opened is to be tried again, or another one chosen.
    other_database_wanted = Signal()
    #: (Search, words): contacts that fit the words are to be shown there.
    contacts_wanted = Signal(object, str)
    #: Contact: his card is to be opened.
    card_wanted = Signal(object)
    #: (contact, attempt): his card, at that call.
    call_wanted = Signal(object, object)
    #: Attempt: its way through the scheme is to be looked at.
    replay_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asks_before_close = False
        self._user: tuple[str, str] | None = None
        self._role_name = ""
        state.begin_with(self, 1440, 900)
        self.setMinimumSize(QSize(760, 520).boundedTo(room_for(self)))
        # From the outside inwards: with a style sheet a widget that changes its parent is dressed
        # anew with everything in it, and a window made from the inside outwards takes ten times as
        # long.
        self.gate = QStackedWidget(self)
        self.console = QWidget(self.gate)
        self._roomy = Roomy(self.console)
        self.pages = Pages(self._roomy)
        self._roomy.hold(self.pages)
        self.notice = EmptyState("database", self.gate)
        self.notice.wanted.connect(self.other_database_wanted)
        self.first_start = FirstStartPage(self.gate)
        self.sign_in = SignInPage(self.gate)
        self.campaigns = CampaignsPage(self.pages)
        self.clients = ClientsPage(self.pages)
        self.contacts = ContactsPage(self.pages)
        self.schemes = SchemesPage(self.pages)
        self.forms = FormsPage(self.pages)
        self.monitor = MonitorPage(self.pages)
        self.reports = ReportsPage(self.pages)
        self.settings = SettingsPage(self.pages)
        self.workstation = Workstation(self.pages)
        self.rail = Rail(self.console)
        self._pages = {
            "campaigns": self.campaigns,
            "clients": self.clients,
            "contacts": self.contacts,
            "ivr-kit": self.schemes,
            "forms": self.forms,
            "monitor": self.monitor,
            "reports": self.reports,
            "workstation": self.workstation,
            "settings": self.settings,
        }
        for page in self._pages.values():
            self.pages.addWidget(page)
        self.rail.chosen.connect(self._go_page)
        self.campaigns.schemes_wanted.connect(lambda: self.rail.go("ivr-kit"))
        row = QHBoxLayout(self.console)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._roomy, 1)
        for widget in (self.notice, self.first_start, self.sign_in, self.console):
            self.gate.addWidget(widget)
        self.setCentralWidget(self.gate)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        # Its key works where the button is not seen.
        self.addAction(self.status.help.page_action)
        self.user_menu = UserMenu(self)
        self.status.user.setMenu(self.user_menu)
        move_splitters(self)
        self.searching = QShortcut(QKeySequence("Ctrl+K"), self)
        self.searching.activated.connect(self.open_search)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("RINO Desktop"))
        self._name_user()

    # --- what it shows ----------------------------------------------------------------------------

    def say_notice(self, title: str, text: str, action: str = "") -> None:
        """Instead of everything else: what is the matter, and what to do next."""
        self.notice.show_text(title, text, action)
        self.gate.setCurrentWidget(self.notice)

    def show_first_start(self, place: str) -> None:
        self.first_start.show_place(place)
        self.gate.setCurrentWidget(self.first_start)

    def ask_sign_in(self, name: str, *, first: bool) -> None:
        self._user = None
        self._name_user()
        self.rail.forget()
        self.sign_in.ask(name, first=first)
        self.gate.setCurrentWidget(self.sign_in)

    def close_dialogs(self) -> None:
        """Who opened them has gone: nothing is shown or done there any more, and nothing asked."""
        for dialog in self.findChildren(QDialog):
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.reject()
                if shiboken6.isValid(dialog) and dialog.isVisible():
                    dialog.done(QDialog.DialogCode.Rejected)

    def show_console(
        self, name: str, role: str, powers: Powers = NO_POWERS, role_name: str = ""
    ) -> None:
        """``powers``, ``role_name``: of somebody with a role of the office's own."""
        self._user = (name, role)
        self._role_name = role_name
        self._name_user()
        self.rail.show_for(role, powers)
        self.settings.show_for(role, powers)
        if self.gate.currentWidget() is not self.console:
            self.gate.setCurrentWidget(self.console)
            page = self.pages.currentWidget()
            if page is not None:
                page.setFocus()

    def _go_page(self, name: str) -> None:
        """The keyboard goes to the page, unless it is what walks along the rail."""
        self.pages.setCurrentWidget(self._pages[name])
        focus = self.focusWidget()
        if focus is None or not self.rail.isAncestorOf(focus):
            self._pages[name].setFocus()

    def show_whole(self, whole: bool) -> None:
        """The monitor on a whole screen, without rail and status line."""
        if whole == self.isFullScreen() and whole == self.rail.isHidden():
            return
        self.rail.setVisible(not whole)
        self.status.setVisible(not whole)
        self.monitor.show_full(whole)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @property
    def signed_in(self) -> bool:
        return self._user is not None

    def topic(self) -> str:
        """What is looked at: a topic of rino_desktop.manual."""
        gate = self.gate.currentWidget()
        if gate is not self.console:
            if gate is self.notice:
                return "no-database"
            return "first-start" if gate is self.first_start else "sign-in"
        page = next(name for name, it in self._pages.items() if it is self.pages.currentWidget())
        if page == "settings":
            return f"{page}/{self.settings.chosen}"
        if page == "workstation":
            return f"{page}/{self.workstation.side.key}"
        if page == "ivr-kit" and self.schemes.tabs.currentIndex() > 0:
            return f"{page}/editor"
        if page == "forms" and self.forms.tabs.currentIndex() > 0:
            return f"{page}/designer"
        return page

    def show_board(self, board: Board) -> None:
        self.campaigns.show_board(board)

    def show_schemes(self, schemes: tuple[SchemeInfo, ...]) -> None:
        self.schemes.show_schemes(schemes)

    def show_forms(self, forms: tuple[FormInfo, ...]) -> None:
        self.forms.show_forms(forms)

    def show_states(
        self, database: State | None, engine: State | None, lines: State | None
    ) -> None:
        self.status.database.show_state(database)
        self.status.engine.show_state(engine)
        self.status.lines.show_state(lines)

    def say_trouble(self, line: str) -> None:
        """What is shown stays as it was; the line says that it is no longer fresh."""
        self.status.say(line)

    def _name_user(self) -> None:
        if self._user is None:
            self.status.user.setText(self.tr("Language and theme"))
            icons.set_on(self.status.user, "settings", "secondary")
            return
        name, role = self._user
        word = role_word(role, self._role_name)
        self.status.user.setText(f"{word[:1].upper()}{word[1:]}: {name}")
        icons.set_on(self.status.user, "user", "secondary")

    # --- search -----------------------------------------------------------------------------------

    def open_search(self) -> None:
        if self._user is None:
            return
        search = Search(self, self._findable())
        if "campaigns" in self.rail.pages:
            search.more_wanted.connect(lambda words: self.contacts_wanted.emit(search, words))
        search.open()

    def _findable(self) -> list[Found]:
        pages = self.rail.pages
        found = []
        if "campaigns" in pages:
            kind = self.tr("campaign")
            for name in self.campaigns.table.names():
                found.append(Found("campaigns", kind, name, partial(self.go_campaign, name)))
        if "clients" in pages:
            kind = self.tr("client")
            for name in self.clients.table.names()[1:]:
                found.append(Found("clients", kind, name, partial(self._go_client, name)))
        if "ivr-kit" in pages:
            kind = self.tr("scheme")
            for name in self.schemes.table.names():
                found.append(Found("scheme", kind, name, partial(self._go_scheme, name)))
        if "forms" in pages:
            kind = self.tr("form")
            for name in self.forms.table.names():
                found.append(Found("forms", kind, name, partial(self._go_form, name)))
        if "settings" in pages:
            kind = self.tr("settings")
            titles = self.settings.titles()
            for section in self.settings.shown:
                title = titles[section]
                found.append(Found("settings", kind, title, partial(self.go_settings, section)))
        return found

    def go_campaign(self, name: str) -> None:
        self.rail.go("campaigns")
        self.campaigns.choose(name)

    def _go_client(self, name: str) -> None:
        self.rail.go("clients")
        self.clients.choose(name)

    def _go_scheme(self, name: str) -> None:
        self.rail.go("ivr-kit")
        self.schemes.choose(name)

    def _go_form(self, name: str) -> None:
        self.rail.go("forms")
        self.forms.choose(name)

    def go_settings(self, section: str) -> None:
        self.rail.go("settings")
        self.settings.go(section)

    # --- closing ----------------------------------------------------------------------------------

    def close_now(self) -> None:
        self.asks_before_close = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self.asks_before_close:
            event.ignore()
            self.close_wanted.emit()
            return
        super().closeEvent(event)
        self.closed.emit()
