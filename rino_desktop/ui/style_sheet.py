"""The style sheet. Distances are on a grid of 8 (and its halves) pixels.

Qt draws no arrows and ticks of its own once a rule touches a control, so these are small pictures
in ``resources/icons``, one set for each palette.
"""

from rino_desktop.ui.colours import Colours
from rino_desktop.ui.places import resources


def style_sheet(c: Colours) -> str:
    return "".join(
        part(c)
        for part in (_labels, _frames, _buttons, _fields, _marks, _lists, _tabs, _bars, _menus)
    )


def _picture(name: str, c: Colours) -> str:
    shade = "dark" if c.dark else "light"
    return f'url("{(resources() / "icons" / f"{name}-{shade}.svg").as_posix()}")'


def _labels(c: Colours) -> str:
    return f"""
    QLabel[kind="title"] {{ font-size: 15px; font-weight: 600; }}
    QLabel[kind="heading"] {{ font-size: 12px; font-weight: 600; color: {c.secondary}; }}
    QLabel[kind="secondary"] {{ color: {c.secondary}; font-size: 12px; }}
    QLabel[kind="number"] {{ font-size: 30px; font-weight: 600; }}
    QLabel[kind="good"] {{ color: {c.good}; }}
    QLabel[kind="warning"] {{ color: {c.warning}; }}
    QLabel[kind="bad"] {{ color: {c.bad}; }}
    QLabel[kind="badge"] {{ color: {c.accent}; background: {c.accent_soft}; font-size: 12px;
        border-radius: 8px; padding: 0 8px; min-height: 16px; max-height: 16px; }}
    QLabel[kind="good-badge"], QLabel[kind="warning-badge"], QLabel[kind="bad-badge"],
    QLabel[kind="plain-badge"] {{ color: {c.on_state}; font-weight: 600;
        border-radius: 10px; padding: 2px 10px; }}
    QLabel[kind="good-badge"] {{ background: {c.good}; }}
    QLabel[kind="warning-badge"] {{ background: {c.warning}; }}
    QLabel[kind="bad-badge"] {{ background: {c.bad}; }}
    QLabel[kind="plain-badge"] {{ background: {c.hover}; color: {c.text}; }}
    QLabel:disabled {{ color: {c.secondary}; }}
    """


def _frames(c: Colours) -> str:
    return f"""
    QFrame[kind="panel"] {{ background: {c.panel}; border: 1px solid {c.border};
        border-radius: 8px; }}
    QFrame[kind="bar"] {{ background: {c.panel}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[kind="rail"] {{ background: {c.panel}; border: none;
        border-right: 1px solid {c.border}; }}
    QFrame[kind="banner"] {{ background: {c.accent_soft}; border: 1px solid {c.border};
        border-radius: 8px; }}
    QFrame[kind="warning-banner"] {{ background: {c.panel}; border: 1px solid {c.warning};
        border-radius: 8px; }}
    QFrame[kind="bad-banner"] {{ background: {c.panel}; border: 1px solid {c.bad};
        border-radius: 8px; }}
    QFrame[kind="popup"] {{ background: {c.panel}; border: 1px solid {c.edge};
        border-radius: 8px; }}
    QGroupBox {{ border: 1px solid {c.border}; border-radius: 8px; margin-top: 8px;
        padding: 16px 12px 12px 12px; background: {c.panel}; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: 12px; padding: 0 4px;
        color: {c.secondary}; font-weight: 600; }}
    QSplitter::handle {{ background: {c.border}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QSplitter[kind="gap"]::handle {{ background: transparent; }}
    QSplitter::handle:hover {{ background: {c.accent}; }}
    QStatusBar {{ background: {c.panel}; border-top: 1px solid {c.border}; color: {c.secondary};
        font-size: 12px; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {c.secondary}; font-size: 12px; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea:focus {{ border: 1px solid {c.accent}; }}
    QDockWidget {{ color: {c.secondary}; }}
    """


def _buttons(c: Colours) -> str:
    return f"""
    QPushButton {{ border: 1px solid {c.edge}; border-radius: 8px; padding: 5px 14px;
        background: {c.panel}; color: {c.text}; min-height: 18px; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:pressed {{ background: {c.field}; }}
    QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:checked {{ background: {c.accent_soft}; color: {c.accent};
        border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.secondary}; background: {c.page};
        border-color: {c.border}; }}
    QPushButton:checked:focus {{ border: 2px solid {c.text}; padding: 4px 13px; }}
    QPushButton:checked:disabled {{ border-color: {c.secondary}; font-weight: 600; }}
    QPushButton[kind="primary"], QPushButton[kind="danger"] {{ font-weight: 600; }}
    QPushButton[kind="primary"]:enabled {{ background: {c.accent}; color: {c.on_accent};
        border-color: {c.accent}; }}
    QPushButton[kind="primary"]:enabled:focus {{ border-color: {c.text};
        outline: 1px solid {c.on_accent}; outline-radius: 4px; }}
    QPushButton[kind="danger"]:enabled {{ background: {c.bad}; color: {c.on_state};
        border-color: {c.bad}; }}
    QPushButton[kind="danger"]:enabled:focus {{ border-color: {c.text};
        outline: 1px solid {c.on_state}; outline-radius: 4px; }}
    QPushButton[kind="quiet"] {{ border-color: transparent; background: transparent; }}
    QPushButton[kind="quiet"]:hover {{ background: {c.hover}; }}
    QPushButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
    QPushButton[compact="true"] {{ padding: 5px 2px; }}
    QPushButton[lines="2"] {{ min-height: 32px; }}
    QPushButton::menu-indicator {{ image: {_picture("down", c)}; width: 12px; height: 12px;
        subcontrol-position: right center; right: 8px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 8px; padding: 4px;
        background: transparent; color: {c.text}; }}
    QToolButton:hover {{ background: {c.hover}; }}
    QToolButton:pressed {{ background: {c.field}; }}
    QToolButton:focus {{ border-color: {c.accent}; }}
    QToolButton:checked {{ background: {c.accent_soft}; color: {c.accent}; }}
    QToolButton:disabled {{ color: {c.secondary}; }}
    QToolButton[popupMode="1"] {{ padding-right: 18px; }}
    QToolButton[popupMode="2"] {{ padding-right: 18px; }}
    QToolButton::menu-button {{ border: none; width: 16px; }}
    QToolButton::menu-indicator {{ image: {_picture("down", c)}; width: 12px; height: 12px;
        subcontrol-position: right center; right: 4px; }}
    QFrame[kind="rail"] QToolButton {{ font-size: 11px; color: {c.secondary}; padding: 4px 0; }}
    QFrame[kind="rail"] QToolButton:checked {{ color: {c.accent}; }}
    """


def _fields(c: Colours) -> str:
    fields = "QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit"
    each = [name.strip() for name in fields.split(",")]
    focus = ", ".join(f"{name}:focus" for name in each)
    disabled = ", ".join(f"{name}:disabled" for name in each)
    return f"""
    {fields} {{ background: {c.field}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: 8px; padding: 5px 8px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; placeholder-text-color: {c.secondary}; }}
    QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: 18px; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit {{
        border: none; padding: 0; min-height: 0; background: transparent; }}
    QAbstractSpinBox {{ padding: 4px 0; }}
    QAbstractItemView QLineEdit {{ background: {c.panel}; }}
    {focus} {{ border-color: {c.accent}; }}
    {disabled} {{ color: {c.secondary}; background: {c.page}; border-color: {c.border}; }}
    QLineEdit[kind="bad"], QComboBox[kind="bad"], QAbstractSpinBox[kind="bad"],
    QPlainTextEdit[kind="bad"], QTextEdit[kind="bad"] {{ border-color: {c.bad}; }}
    QTextBrowser {{ background: {c.panel}; }}
    QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QDateTimeEdit::down-arrow {{
        image: {_picture("down", c)}; width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {c.edge}; background: {c.panel};
        padding: 4px; outline: none; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 20px;
        subcontrol-origin: border; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 3px 2px 0 0; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 2px 3px 0; }}
    QAbstractSpinBox::up-arrow {{ image: {_picture("up", c)}; width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: {_picture("down", c)}; width: 10px; height: 10px; }}
    """


def _marks(c: Colours) -> str:
    return f"""
    QCheckBox, QRadioButton {{ spacing: 8px; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.secondary}; }}
    QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator,
    QGroupBox::indicator, QMenu::indicator {{
        width: 14px; height: 14px; border: 1px solid {c.secondary}; background: {c.panel}; }}
    QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator,
    QMenu::indicator:non-exclusive {{ border-radius: 4px; }}
    QRadioButton::indicator, QMenu::indicator:exclusive {{ border-radius: 8px; }}
    QCheckBox:focus, QRadioButton:focus {{ outline: 2px solid {c.accent}; outline-radius: 4px; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked,
    QGroupBox::indicator:checked, QMenu::indicator:non-exclusive:checked {{
        background: {c.accent}; border-color: {c.accent}; image: {_picture("tick", c)}; }}
    QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {{
        background: {c.accent}; border-color: {c.accent}; image: {_picture("dash", c)}; }}
    QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked {{
        background: {c.accent}; border-color: {c.accent}; image: {_picture("dot", c)}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        background: {c.page}; border-color: {c.border}; }}
    QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{
        background: {c.secondary}; border-color: {c.secondary}; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {c.border}; }}
    QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
        background: {c.accent}; border: 1px solid {c.accent}; }}
    QSlider::handle:horizontal:focus {{ background: {c.panel}; border: 4px solid {c.accent};
        width: 8px; height: 8px; }}
    QProgressBar {{ border: none; border-radius: 4px; background: {c.border}; max-height: 8px;
        min-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {c.accent}; }}
    """


def _lists(c: Colours) -> str:
    return f"""
    QTableView, QTreeView, QListView {{ border: 1px solid {c.border}; border-radius: 8px;
        background: {c.panel}; alternate-background-color: {c.page}; gridline-color: {c.border};
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; outline: none; }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border-color: {c.accent}; }}
    QTableView[kind="flat"], QTreeView[kind="flat"], QListView[kind="flat"] {{
        border-color: transparent; border-radius: 0; background: transparent; }}
    QTableView[kind="flat"]:focus, QTreeView[kind="flat"]:focus, QListView[kind="flat"]:focus {{
        border-color: {c.accent}; }}
    QTableView::item {{ padding: 4px 8px; }}
    QTreeView::item, QListView::item {{ padding: 4px; }}
    QTableView::item:hover, QTreeView::item:hover, QListView::item:hover {{
        background: {c.hover}; }}
    QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{
        background: {c.accent_soft}; color: {c.text}; }}
    QTreeView::branch {{ background: transparent; }}
    QTreeView::branch:has-children:closed {{ image: {_picture("right", c)}; }}
    QTreeView::branch:has-children:open {{ image: {_picture("down", c)}; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: transparent; color: {c.secondary}; font-size: 12px;
        border: none; border-bottom: 1px solid {c.border}; padding: 8px 10px; }}
    QHeaderView::down-arrow {{ image: {_picture("down", c)}; width: 12px; height: 12px; }}
    QHeaderView::up-arrow {{ image: {_picture("up", c)}; width: 12px; height: 12px; }}
    QTableCornerButton::section {{ background: {c.panel}; border: none; }}
    """


def _tabs(c: Colours) -> str:
    return f"""
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.border}; }}
    QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
    QTabBar::tab {{ padding: 7px 8px 8px 8px; color: {c.secondary}; background: transparent;
        border: 1px solid transparent; border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:selected:focus {{ color: {c.accent}; border-color: {c.accent}; }}
    QTabBar::close-button {{ image: {_picture("cross", c)}; width: 14px; height: 14px;
        subcontrol-position: right; }}
    QTabBar::close-button:hover {{ background: {c.hover}; border-radius: 4px; }}
    """


def _bars(c: Colours) -> str:
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 10px; }}
    QScrollBar:horizontal {{ height: 10px; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {c.secondary}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; }}
    QToolBar {{ background: {c.panel}; border: none; border-bottom: 1px solid {c.border};
        spacing: 4px; padding: 4px 8px; }}
    QToolBar::separator {{ background: {c.border}; width: 1px; margin: 4px; }}
    """


def _menus(c: Colours) -> str:
    return f"""
    QMenu {{ background: {c.panel}; border: 1px solid {c.edge}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.secondary}; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::indicator {{ margin-left: 8px; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
    QMenu::right-arrow {{ image: {_picture("right", c)}; width: 12px; height: 12px; }}
    QMenuBar {{ background: {c.panel}; }}
    QMenuBar::item:selected {{ background: {c.hover}; }}
    QToolTip {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.edge};
        padding: 4px 8px; }}
    """
