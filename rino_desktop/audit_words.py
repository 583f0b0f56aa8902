"""The codes of the audit log in words."""

from engine.ports.audit import Via
from rino_desktop.texts import t


def groups() -> dict[str, str]:
    """Beginning of a code → what it is about, in the order of a menu."""
    return {
        "campaign.": t("Campaigns"),
        "contacts.": t("Lists of contacts"),
        "contact.": t("Single contacts"),
        "do_not_call.": t("Do-not-call lists"),
        "client.": t("Clients who give orders"),
        "supervision.": t("Listening to calls"),
        "operator.": t("Operators' states"),
        "alarm.": t("Alarms"),
        "schedule.": t("Schedules of reports"),
        "report_form.": t("Report forms"),
        "export.": t("What was taken out"),
        "user.": t("People"),
        "role.": t("Roles"),
        "sign_in.": t("Signing in"),
        "trunk.": t("Trunks"),
        "source.": t("Data sources"),
        "outbox.": t("External stores"),
        "backup.": t("Backups"),
        "audit.": t("Audit log"),
    }


def actions() -> dict[str, str]:
    """Code → what was done."""
    return {
        "alarm.acknowledge": t("alarm acknowledged"),
        "alarm.settings": t("alarms set up"),
        "audit.expire": t("old entries of the audit log deleted"),
        "backup.make": t("backup made"),
        "backup.restore": t("backup restored"),
        "campaign.archive": t("campaign put into the archive"),
        "campaign.change": t("campaign changed"),
        "campaign.client": t("campaign given to a client"),
        "campaign.clone": t("campaign cloned"),
        "campaign.create": t("campaign created"),
        "campaign.delete": t("campaign deleted"),
        "campaign.pause": t("campaign paused"),
        "campaign.start": t("campaign started"),
        "campaign.stop": t("campaign stopped"),
        "campaign.unarchive": t("campaign taken out of the archive"),
        "client.add": t("client added"),
        "client.change": t("client changed"),
        "client.usage": t("statement of a client's usage taken"),
        "contact.add": t("contact added"),
        "contact.call_now": t("contact called at once"),
        "contact.complaint": t("answer to a complaint taken"),
        "contact.do_not_call": t("contact put on the do-not-call list"),
        "contact.edit": t("contact changed"),
        "contact.export": t("contacts taken out"),
        "contact.put_back": t("contact put back"),
        "contact.put_off": t("contact put off"),
        "contact.withdraw": t("contact withdrawn"),
        "contacts.import": t("list imported"),
        "contacts.undo_import": t("import undone"),
        "do_not_call.add": t("numbers put on a do-not-call list"),
        "do_not_call.remove": t("numbers taken off a do-not-call list"),
        "export.audit": t("audit log taken out"),
        "export.rejects": t("refused rows of an import taken out"),
        "export.report": t("report taken out"),
        "operator.state": t("state of an operator changed from afar"),
        "outbox.drop": t("rows for an external store deleted"),
        "outbox.retry": t("rows for an external store tried again"),
        "report_form.add": t("report form added"),
        "report_form.change": t("report form changed"),
        "report_form.client": t("report form given to a client"),
        "report_form.remove": t("report form removed"),
        "role.add": t("role added"),
        "role.change": t("role changed"),
        "role.remove": t("role removed"),
        "schedule.add": t("schedule of a report added"),
        "schedule.change": t("schedule of a report changed"),
        "schedule.remove": t("schedule of a report removed"),
        "sign_in.blocked": t("blocked user was refused"),
        "sign_in.failure": t("wrong password"),
        "sign_in.success": t("signed in"),
        "source.add": t("data source added"),
        "source.change": t("data source changed"),
        "source.remove": t("data source removed"),
        "source.test": t("data source tried with a query"),
        "supervision.begin": t("began to listen to a call"),
        "supervision.end": t("ceased to listen to a call"),
        "supervision.mode": t("way of listening to a call changed"),
        "supervision.refused": t("listening to a call refused"),
        "supervision.setting": t("what operators see of listeners changed"),
        "trunk.add": t("trunk added"),
        "trunk.change": t("trunk changed"),
        "trunk.create": t("trunk added with a campaign"),
        "trunk.remove": t("trunk removed"),
        "trunk.test": t("trunk tried"),
        "user.add": t("user added"),
        "user.change": t("user changed"),
        "user.client": t("user confined to a client"),
        "user.grant": t("role given for a campaign"),
        "user.password": t("password set"),
        "user.remove": t("user removed"),
        "user.revoke": t("role for a campaign taken away"),
    }


def action_word(action: str) -> str:
    """The code itself for one of an earlier or later version."""
    return actions().get(action, action)


def via_word(via: Via) -> str:
    return {
        Via.DESKTOP: t("in the window"), Via.COMMAND: t("at the command line"),
        Via.ENGINE: t("an engine"),
    }[via]  # fmt: skip
