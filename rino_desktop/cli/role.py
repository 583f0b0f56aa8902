"""``role list | show | set | delete | rights``: what people may do."""

from typing import TYPE_CHECKING, Any

from engine.domain.rights import BUILT_IN, Right
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.rights import Role
    from engine.ports.storage import Stores


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "role", t("what people may do"))
    group.command("list", t("all roles"), _list)
    show = group.command("show", t("the rights of a role, and who has it"), _show)
    put = group.command("set", t("make a role of the office's own, or change it"), _set)
    delete = group.command("delete", t("delete a role that nobody has"), _delete)
    for parser in (show, put, delete):
        parser.add_argument("name", metavar="ROLE")
    put.add_argument("--right", metavar="RIGHT", action="append", default=[], dest="rights",
                     help=t("one of them; role rights lists all"))  # fmt: skip
    put.add_argument("--like", metavar="ROLE", help=t("with all rights of that role, too"))
    put.add_argument("--rename", metavar="NEW_NAME")
    group.command("rights", t("all rights there are"), _rights)


def _list(context: Context) -> None:
    roles = context.transact(lambda stores: stores.rights.roles())
    context.out.table(
        [_facts(role) for role in roles],
        (t("role"), t("rights"), t("built in")),
        [(role.name or role.code, len(role.rights), t("yes") if role.built_in else "")
         for role in roles],
        "",
    )  # fmt: skip


def _facts(role: "Role") -> dict[str, object]:
    return {
        "code": role.code, "name": role.name, "built_in": role.built_in,
        "rights": sorted(role.rights),
    }  # fmt: skip


def _show(context: Context) -> None:
    from engine.domain.right_words import right_words
    from rino_desktop.texts.errors import said

    def read(stores: "Stores") -> "tuple[Role, list[str]]":
        role = stores.rights.role(context.args.name)
        by_grant = {each.user_id for each in stores.rights.grants() if each.role == role.code}
        users = stores.users.all()
        return role, [u.name for u in users if u.role == role.code or u.id in by_grant]

    role, people = context.transact(read)
    if context.out.json:
        context.out.document({**_facts(role), "people": people})
        return
    context.out.table(
        [], (t("right"), t("who has it may")),
        [(str(right), said(right_words(right))) for right in Right if right in role.rights],
        t("No rights."),
    )  # fmt: skip
    context.out.note(t("People: {names}", names=", ".join(people) or "-"))


def _set(context: Context) -> None:
    from rino_desktop import roles

    args, now = context.args, context.now()
    rights = {roles.right_named(code) for code in args.rights}

    def put(stores: "Stores") -> "Role":
        known = {each.name.casefold(): each for each in stores.rights.roles() if each.name}
        before = known.get(" ".join(args.name.split()).casefold())
        wanted = set(rights)
        if args.like:
            wanted |= stores.rights.role(args.like).rights
        elif before is not None and not rights:
            wanted |= before.rights  # only another name
        return roles.save(stores, args.rename or args.name, wanted, now, before)

    role = context.transact(put)
    context.out.done(
        _facts(role), t("The role {name} has {n} rights.", name=role.name, n=len(role.rights))
    )


def _delete(context: Context) -> None:
    from rino_desktop import roles

    role = context.transact(lambda s: roles.delete(s, context.args.name, context.now()))
    context.out.done(_facts(role), t("The role {name} is deleted.", name=role.name))


def _rights(context: Context) -> None:
    from engine.domain.right_words import right_words
    from rino_desktop.texts.errors import said

    def who(right: Right) -> str:
        return ", ".join(code for code, role in BUILT_IN.items() if right in role.rights)

    context.out.table(
        [{"right": str(right), "text": said(right_words(right)), "roles": who(right).split(", ")}
         for right in Right],
        (t("right"), t("who has it may"), t("built-in roles")),
        [(str(right), said(right_words(right)), who(right)) for right in Right],
        "",
    )  # fmt: skip
