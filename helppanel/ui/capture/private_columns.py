"""Reads what a host wrote into the properties that declare something private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractProxyModel,
    QConcatenateTablesProxyModel,
    QIdentityProxyModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QComboBox

PRIVATE = "helppanel.private"  # True, or the columns of an item view: [2, 3], "2,3", names of the header
PRIVATE_ROLE = "helppanel.privateRole"  # the role by which items say, each for itself, that they are private


class AllError(Exception):
    """All of it is private: so it is declared, or what is declared cannot be told apart."""


def is_all(thing: QObject) -> bool:
    """Whether a widget, or an item of a scene, is declared private with all that is in it."""
    value = thing.property(PRIVATE)
    if isinstance(thing, QAbstractItemView):  # anything else names columns
        return value is True or value == "true"
    if isinstance(value, str):
        return value.strip().lower() not in ("", "0", "false")
    return bool(value)


def columns(view: QAbstractItemView) -> set[int]:
    """The columns of `view` that are declared private, by the view or by a model it shows.

    A view inside another of the same model, such as frozen columns, takes over what the outer one declares.
    Raises AllError; also where one of the two models stands before the other and nothing can be told apart.
    """
    model = view.model()
    found = _read(view.property(PRIVATE), model)
    for outer in _outer(view):
        if isinstance(outer, QAbstractItemView):
            columns = _read(outer.property(PRIVATE), outer.model())
            if columns and outer.model() is not model:
                raise AllError
            found |= columns
    return found | (of_model(model, view.rootIndex()) if model is not None else set())


def of_model(model: QAbstractItemModel, root: QModelIndex | None = None) -> set[int]:
    """The columns that the model, or one it stands before, declares private. Raises AllError."""
    root = root or QModelIndex()
    found = _read(model.property(PRIVATE), model)
    for source in _below(model):
        below = of_model(source, model.mapToSource(root) if isinstance(model, QAbstractProxyModel) else None)
        if not below:
            continue
        if isinstance(model, QConcatenateTablesProxyModel):
            found |= below
        elif isinstance(model, QSortFilterProxyModel | QIdentityProxyModel):
            shown = range(model.columnCount(root))
            found |= {c for c in shown if model.mapToSource(model.index(0, c, root)).column() in below}
        else:
            raise AllError  # it may show a column as anything
    return found


def roles(view: QAbstractItemView) -> set[int]:
    """The roles by which items of `view` declare themselves private; as `columns`. Raises AllError."""
    found = role(view)
    for outer in _outer(view):
        found |= role(outer)
    return found | (roles_of_model(view.model()) if view.model() is not None else set())


def roles_of_model(model: QAbstractItemModel) -> set[int]:
    """The same for a model and those it stands before. Raises AllError."""
    found = role(model)
    for source in _below(model):
        below = roles_of_model(source)
        if below and not isinstance(model, QAbstractProxyModel | QConcatenateTablesProxyModel):
            raise AllError  # it may not pass on what items say of themselves
        found |= below
    return found


def role(thing: QObject) -> set[int]:
    """The role that a view, a combo box or a model names itself. Raises AllError."""
    value = thing.property(PRIVATE_ROLE)
    if value is None:
        return set()
    try:
        return {int(value)}
    except (TypeError, ValueError) as error:
        raise AllError from error


def says_so(index: QModelIndex, of_roles: set[int]) -> bool:
    """Whether an item declares itself private, here or in the model it comes from; a model may raise."""
    model = index.model()
    if any(model.data(index, role) for role in of_roles):
        return True
    if not isinstance(model, QAbstractProxyModel | QConcatenateTablesProxyModel):
        return False
    source = model.mapToSource(index)
    return source.isValid() and says_so(source, of_roles)


def _outer(view: QAbstractItemView) -> Iterator[QAbstractItemView | QComboBox]:
    """The views and combo boxes of the same data in which `view` lies, or for which it opens."""
    outer = view.parentWidget()
    data = _all_below(view.model())
    while outer is not None:
        if isinstance(outer, QAbstractItemView | QComboBox):
            theirs = _all_below(outer.model())
            if any(model in data for model in theirs):
                yield outer
        outer = outer.parentWidget()


def _all_below(model: QAbstractItemModel | None) -> list[QAbstractItemModel]:
    """The model and all it stands before."""
    found = [model] if model is not None else []
    for each in found:
        found += [source for source in _below(each) if source not in found]
    return found


def _below(model: QAbstractItemModel) -> list[QAbstractItemModel]:
    """The models it stands before: proxies of another kind than Qt's name them the same way."""
    found: list[object] = []
    for name in ("sourceModel", "sourceModels"):
        ask = getattr(model, name, None)
        answer = ask() if callable(ask) else None
        found += answer if isinstance(answer, list | tuple) else [answer]
    return [each for each in found if isinstance(each, QAbstractItemModel) and each is not model]


def _read(value: object, model: QAbstractItemModel | None) -> set[int]:
    if value is None or value is False or value == "":
        return set()
    if value is True or value == "true":
        raise AllError
    return set().union(*(_named(each, model) for each in _each(value)))


def _each(value: object) -> Iterator[object]:
    if isinstance(value, str):
        yield from value.split(",")
    elif isinstance(value, Iterable):
        yield from value
    else:
        yield value


def _named(value: object, model: QAbstractItemModel | None) -> set[int]:
    """The columns of that number, and all of that name in the header. Raises AllError where there is none."""
    text = str(value).strip()
    found = {int(text)} if text.isascii() and text.isdigit() and not isinstance(value, bool) else set()
    if model is not None and isinstance(value, str):
        names = (model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount()))
        found |= {column for column, name in enumerate(names) if str(name) == text}
    if not found:
        raise AllError
    return found
