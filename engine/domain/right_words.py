"""What rights are called, as the end of "you may …"."""

from engine.domain.rights import Right
from engine.errors import Phrase

_WORDS: dict[Right, Phrase] = {
    Right.CAMPAIGN_VIEW: Phrase("see campaigns and their figures"),
    Right.CAMPAIGN_EDIT: Phrase("create and change campaigns"),
    Right.CAMPAIGN_RUN: Phrase("start, pause and stop campaigns"),
    Right.CONTACTS_VIEW: Phrase("see contacts and why they were called or not"),
    Right.CONTACTS_EDIT: Phrase("import, change and withdraw contacts"),
    Right.LISTS_BUILD: Phrase("build lists from data sources"),
    Right.PERSONAL_DATA: Phrase("see numbers and names unmasked"),
    Right.EXPORT: Phrase("export to files"),
    Right.RECORDINGS_HEAR: Phrase("hear recordings"),
    Right.REPORTS_VIEW: Phrase("see reports"),
    Right.LISTEN: Phrase("listen to live calls"),
    Right.WHISPER: Phrase("whisper to operators during calls"),
    Right.JOIN: Phrase("join live calls"),
    Right.OPERATOR_STATE: Phrase("change operators' states and write to them"),
    Right.CALLS_TAKE: Phrase("take calls at a workstation"),
    Right.REQUESTS_WORK: Phrase("work on requests, callbacks and orders"),
    Right.DO_NOT_CALL_EDIT: Phrase("change do-not-call lists and consents"),
    Right.SCHEMES_EDIT: Phrase("change and publish schemes"),
    Right.FORMS_EDIT: Phrase("change and publish forms"),
    Right.REPORT_FORMS_EDIT: Phrase("change report forms"),
    Right.SCHEDULES_EDIT: Phrase("change schedules of reports"),
    Right.CATALOGUES_EDIT: Phrase("change catalogues and the directory"),
    Right.OPERATORS_EDIT: Phrase("change skills, queues and reasons of breaks"),
    Right.CLIENTS_EDIT: Phrase("change clients"),
    Right.INCOMING_EDIT: Phrase("change where incoming calls go"),
    Right.TRUNKS_EDIT: Phrase("change trunks"),
    Right.SOURCES_EDIT: Phrase("change data sources"),
    Right.SETTINGS_EDIT: Phrase("change settings"),
    Right.BACKUP: Phrase("back up and restore the database"),
    Right.AUDIT_VIEW: Phrase("read the audit log"),
    Right.PEOPLE_EDIT: Phrase("change people, roles and rights"),
}


def right_words(right: Right) -> Phrase:
    return _WORDS[right]
