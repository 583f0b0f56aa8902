"""Changes of a criterion's tree: each gives a new one. A place: indexes from the root."""

from dataclasses import replace

from engine.lists.criteria import Group, Match, Part

Place = tuple[int, ...]


def at(root: Group, place: Place) -> Part:
    """IndexError when there is nothing."""
    part: Part = root
    for index in place:
        if not isinstance(part, Group):
            raise IndexError(place)
        part = part.parts[index]
    return part


def put(root: Group, place: Place, part: Part) -> Group:
    """Instead of what is there."""
    if not place:
        if not isinstance(part, Group):
            raise IndexError(place)
        return part
    return _parts_changed(root, place, (part,), 1)


def inserted(root: Group, place: Place, part: Part) -> Group:
    """Before what is there, or behind the last."""
    return _parts_changed(root, place, (part,), 0)


def removed(root: Group, place: Place) -> Group:
    return _parts_changed(root, place, (), 1)


def duplicated(root: Group, place: Place) -> Group:
    return inserted(root, (*place[:-1], place[-1] + 1), at(root, place))


def moved(root: Group, place: Place, down: bool) -> tuple[Group, Place]:
    """One step: past its neighbour, into a group that is there, out of its own at its end. As it
    was where there is no further."""
    part, group_place, index = at(root, place), place[:-1], place[-1]
    group = at(root, group_place)
    assert isinstance(group, Group)
    other = index + (1 if down else -1)
    if 0 <= other < len(group.parts):
        neighbour = group.parts[other]
        rest = removed(root, place)
        if isinstance(neighbour, Group):
            into = (*group_place, index if down else other)
            there = (*into, 0 if down else len(neighbour.parts))
            return inserted(rest, there, part), there
        there = (*group_place, other)
        return inserted(rest, there, part), there
    if not group_place:
        return root, place
    rest = removed(root, place)
    there = (*group_place[:-1], group_place[-1] + (1 if down else 0))
    return inserted(rest, there, part), there


def matched(root: Group, place: Place, match: Match) -> Group:
    group = at(root, place)
    return put(root, place, replace(group, match=match)) if isinstance(group, Group) else root


def _parts_changed(root: Group, place: Place, new: tuple[Part, ...], instead_of: int) -> Group:
    index, rest = place[0], place[1:]
    if rest:
        inner = root.parts[index]
        if not isinstance(inner, Group):
            raise IndexError(place)
        changed = _parts_changed(inner, rest, new, instead_of)
        return replace(root, parts=(*root.parts[:index], changed, *root.parts[index + 1 :]))
    if not 0 <= index <= len(root.parts) - instead_of:
        raise IndexError(place)
    return replace(root, parts=(*root.parts[:index], *new, *root.parts[index + instead_of :]))
