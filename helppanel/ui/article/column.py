"""The scrolled column of an article: title, text, what follows it, its contents; and where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from helppanel.service import Article, Title
from helppanel.ui.article import pictures
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article.contents import Contents, FoldedContents
from helppanel.ui.article.pictures import Picture
from helppanel.ui.article.place import Place, come_back, here
from helppanel.ui.article.question import Question
from helppanel.ui.article.shelf import Shelf
from helppanel.ui.article.tail import Related, StillStuck
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import label

COLUMN = 528
_WITH_CONTENTS = 24 + 380 + 24 + 176 + 24  # the least width that has room for the contents beside the text
_READ = 40  # a heading this far down counts as the one being read


class ArticleColumn(QScrollArea):
    """One article at a time; the text comes in slices, so that what is wanted may not be here yet."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._narrow = False
        self._article: Article | None = None
        self._slices: Sequence[str] = ()
        self._anchor = ""  # the heading to scroll to once it is here
        self._place: Place | None = None  # the same for where the reader was
        self._shelf = Shelf(ctx.service, self.devicePixelRatioF, self)
        self.title = label("", "display", wrap=True)
        self.title.setObjectName("article_title")
        self.details = label("", "caption", "text3", wrap=True)
        self.text = ArticleBody(ctx.theme, ctx.texts.t("article.text"), self._shelf)
        self.question = Question(ctx.theme, ctx.texts)
        self.related = Related(ctx.theme, ctx.texts)
        self.stuck = StillStuck(ctx.theme, ctx.texts)
        self._fold = FoldedContents(ctx.theme, ctx.texts)
        self._contents = Contents(ctx.theme, ctx.texts)
        self._build()
        self.text.reached.connect(self.show_height)
        self.text.grown.connect(self._grown)
        self.verticalScrollBar().valueChanged.connect(self._mark)
        for contents in (self._contents, self._fold):
            contents.chosen.connect(self._show_heading)

    def _build(self) -> None:
        ground = self._theme.css("surface")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet(f"QScrollArea {{ background: {ground} }}")
        column = QWidget()
        column.setObjectName("article_column")
        column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column.setStyleSheet(f"QWidget#article_column {{ background: {ground} }}")
        self._fold_room = QWidget()
        room = QVBoxLayout(self._fold_room)
        room.setContentsMargins(0, 0, 0, 16)
        room.addWidget(self._fold)
        self._question_room = QWidget()
        self._question_rows = QVBoxLayout(self._question_room)
        self._question_rows.setContentsMargins(0, 0, 0, 20)
        self._rows = QVBoxLayout(column)
        self._rows.setSpacing(0)
        for widget, gap in (
            (self.title, 4),
            (self.details, 16),
            (self._fold_room, 0),
            (self.text, 16),
            (self._question_room, 0),
            (self.related, 20),
            (self.stuck, 0),
        ):
            self._rows.addWidget(widget)
            self._rows.addSpacing(gap)
        self._rows.addStretch(1)
        self.setWidget(column)
        self._contents.setParent(self.viewport())

    def show_article(
        self, article: Article, slices: Sequence[str], related: Sequence[Title], percent: int
    ) -> None:
        """Show `article` from its beginning, its text `percent` of the usual size."""
        self._article, self._slices = article, slices
        self._anchor, self._place = "", None
        self.title.setText(article.title)
        self._contents.show_headings(article)
        self._fold.show_headings(article)
        self._shelf.clear()
        self.question.ask()
        self._fill(percent)
        self.related.show_titles(related)
        self._order()
        self.verticalScrollBar().setValue(0)
        self.arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the contents fold out above the text, and the question has its place elsewhere."""
        self._narrow = narrow
        self.question.set_narrow(narrow)
        self._question_room.setVisible(not narrow)
        if not narrow:
            self._question_rows.addWidget(self.question)
        self.arrange()

    def resize_text(self, percent: int) -> None:
        """The same article in another size, where the reader is."""
        self._place = self.place()
        self._fill(percent)
        self._settle()

    def _fill(self, percent: int) -> None:
        scale = percent / 100
        self.title.setStyleSheet(f"font-size: {round(22 * scale)}px" if percent != 100 else "")
        self.text.show_text(self._slices, scale)

    def _order(self) -> None:
        """Tab goes down the page: text, contents, the question, related articles, the way on."""
        chain: list[QWidget] = [self.text]
        chain += [self._contents.list, *self._fold.findChildren(QPushButton), self._fold.list]
        chain += self.question.stops()
        for part in (self.related, self.stuck):
            chain += part.findChildren(QPushButton)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def pictures(self) -> Callable[[Picture], QPixmap | None]:
        """What gives the pictures of the text; those that are not here yet are fetched from now on."""
        for style in self.text.document().allFormats():
            picture = pictures.of(style)
            if picture is not None:
                self._shelf.pixmap(picture)
        return self._shelf.pixmap

    # where the reader is

    @property
    def top(self) -> int:
        """The first character of the text on screen."""
        return self.text.at(max(0, self.verticalScrollBar().value() - self.text.y()))

    def place(self) -> Place | None:
        """Where the reader is."""
        return here(self._article.id, self, self.text) if self._article is not None else None

    def come_back(self, place: Place) -> None:
        """Scroll there once the text is here so far down."""
        self._place, self._anchor = place, ""
        self._settle()

    def go_to(self, anchor: str) -> None:
        """Show the heading `anchor`, once it is here."""
        self._anchor, self._place = anchor, None
        self._settle()

    def show_height(self, y: int) -> None:
        """Scroll so far that `y` pixels down the text is on screen."""
        self.ensureVisible(0, self.text.y() + y, 0, 60)

    def _grown(self) -> None:
        self._settle()
        self._mark()

    def _settle(self) -> None:
        place = self._place
        if place is not None:
            self._lay_out()  # may give the text another width, and then come here first
            if self._place is place and come_back(place, self, self.text):
                self._place = None
        elif self._anchor and self._article is not None:
            for number, heading in enumerate(self._article.headings):
                if heading.anchor == self._anchor:
                    self._show_heading(number)
            if self.text.is_whole:  # before that, there may be too little below it to bring it to the top
                self._anchor = ""

    def _show_heading(self, place: int) -> None:
        if place < len(self.text.tops):
            self._lay_out()
            self.verticalScrollBar().setValue(self.text.y() + self.text.tops[place] - 12)
        elif self._article is not None:
            self._anchor = self._article.headings[place].anchor

    def _lay_out(self) -> None:
        """The column gets its new height before it is scrolled."""
        self._rows.activate()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _mark(self) -> None:
        """Mark the heading that is read, and the words around what is on screen.

        Read is the last one that has come to the top; at the end of the page the last one in sight, as
        nothing brings those below it to the top.
        """
        bar = self.verticalScrollBar()
        top, height = bar.value() - self.text.y(), self.viewport().height()
        at_end = self.text.is_whole and 0 < bar.maximum() == bar.value()
        read = top + height - _READ if at_end else top + _READ
        place = max(0, sum(1 for y in self.text.tops if y <= read) - 1)
        for contents in (self._contents, self._fold):
            contents.list.mark(place)
        self.text.marks.see(self.text.at(top - height), self.text.at(top + 2 * height))

    def arrange(self) -> None:
        """Text and contents side by side where both have room and there is something to choose."""
        width = self.width()  # the scroll bar lies in the padding
        several = self._article is not None and len(self._article.headings) > 1
        beside = several and not self._narrow and width >= _WITH_CONTENTS
        padding = self._theme.px("space.pagePaddingNarrow" if self._narrow else "space.pagePadding")
        room = width - 2 * padding - (self._contents.width() + 24 if beside else 0)
        text = room if self._narrow else min(COLUMN, room)
        scroll = self.verticalScrollBar()
        # not what the viewport leaves: while the page comes on screen that still has its old width
        bar = scroll.width() if scroll.isVisibleTo(self) else 0
        self._rows.setContentsMargins(padding, 20 if self._narrow else 24, width - padding - text - bar, 24)
        self._fold_room.setVisible(several and not beside)
        self._contents.setVisible(beside)
        self._contents.move(padding + text + 24, 28)
        self._contents.set_room(self.viewport().height() - 2 * 28)
        self._mark()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the way back are for the frame."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its width."""
        super().resizeEvent(event)
        self.arrange()
