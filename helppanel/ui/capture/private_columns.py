"""Reads what a host wrote into the properties that declare something private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractProxyModel,
    QIdentityProxyModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView

PRIVATE = "helppanel.private"  # True, or the columns of an item view: [2, 3], "2,3", names of the header
PRIVATE_ROLE = "helppanel.privateRole"  # the role by which items say, each for itself, that they are private


class AllError(Exception):
    """All of it is private: so it is declared, or what is declared cannot be told apart."""


def is_all(thing: QObject) -> bool:
    """Whether a widget is declared private with all that is in it."""
    value = thing.property(PRIVATE)
    if isinstance(thing, QAbstractItemView):  # anything else names columns
        return value is True or value == "true"
    if isinstance(value, str):
        return value.strip().lower() not in ("", "0", "false")
    return bool(value)


def columns(view: QAbstractItemView) -> set[int]:
    """The columns of `view` that are declared private, by the view or by a model it shows.

    A view inside another of the same model, such as frozen columns, takes over what the outer one declares.
    Raises AllError.
    """
    model = view.model()
    found = _read(view.property(PRIVATE), model)
    outer = view.parentWidget()
    while outer is not None:
        if isinstance(outer, QAbstractItemView) and outer.model() is model:
            found |= _read(outer.property(PRIVATE), model)
        outer = outer.parentWidget()
    return found | (of_model(model, view.rootIndex()) if model is not None else set())


def of_model(model: QAbstractItemModel, root: QModelIndex | None = None) -> set[int]:
    """The columns that the model, or one it stands before, declares private. Raises AllError."""
    root = root or QModelIndex()
    found = _read(model.property(PRIVATE), model)
    if isinstance(model, QAbstractProxyModel) and model.sourceModel() is not None:
        below = of_model(model.sourceModel(), model.mapToSource(root))
        if below and not isinstance(model, QSortFilterProxyModel | QIdentityProxyModel):
            raise AllError  # it may show a column as anything
        if below:
            shown = range(model.columnCount(root))
            found |= {c for c in shown if model.mapToSource(model.index(0, c, root)).column() in below}
    return found


def roles(view: QAbstractItemView) -> set[int]:
    """The roles by which items of `view` declare themselves private. Raises AllError."""
    return _role(view) | (roles_of_model(view.model()) if view.model() is not None else set())


def roles_of_model(model: QAbstractItemModel) -> set[int]:
    """The same for a model and those it stands before. Raises AllError."""
    found = _role(model)
    if isinstance(model, QAbstractProxyModel) and model.sourceModel() is not None:
        found |= roles_of_model(model.sourceModel())
    return found


def says_so(index: QModelIndex, of_roles: set[int]) -> bool:
    """Whether an item declares itself private; whatever the model raises leaves here."""
    return any(index.model().data(index, role) for role in of_roles)


def _role(thing: QObject) -> set[int]:
    value = thing.property(PRIVATE_ROLE)
    if value is None:
        return set()
    try:
        return {int(value)}
    except (TypeError, ValueError) as error:
        raise AllError from error


def _read(value: object, model: QAbstractItemModel | None) -> set[int]:
    if value is None or value is False or value == "":
        return set()
    if value is True or value == "true":
        raise AllError
    return {_column(each, model) for each in _each(value)}


def _each(value: object) -> Iterator[object]:
    if isinstance(value, str):
        yield from value.split(",")
    elif isinstance(value, Iterable):
        yield from value
    else:
        yield value


def _column(value: object, model: QAbstractItemModel | None) -> int:
    """A column by its number or its name in the header. Raises AllError where there is none of that name."""
    text = str(value).strip()
    if text.isascii() and text.isdigit() and not isinstance(value, bool):
        return int(text)
    if model is None:
        raise AllError
    for column in range(model.columnCount()):
        if str(model.headerData(column, Qt.Orientation.Horizontal)) == text:
            return column
    raise AllError
