"""What the audit log calls settings of trunks and of legal presets, roles, and reports."""

from functools import cache

from engine.reports.kinds import standard_kinds
from engine.reports.names import disposition
from rino_desktop.texts import language, t

_DELAY = "min_delay."


def trunk_names() -> dict[str, str]:
    """Of ``TrunkSettings``, but for those that other things have, too."""
    return {
        "accepts": t("takes calls from"),
        "caller_id": t("the number that is shown"),
        "caller_id_in": t("header of the number that is shown"),
        "calls_per_second": t("call starts a second"),
        "codecs": t("codecs"),
        "dial_format": t("how numbers are dialled"),
        "outbound_proxy": t("outbound proxy"),
        "password_env": t("name of the secret"),
        "ports": t("ports"),
        "public_address": t("address behind NAT"),
        "register": t("registration"),
        "srtp": t("encryption of speech (SRTP)"),
        "transport": t("transport"),
    }


def preset_names() -> dict[str, str]:
    """As ``preset_file.flat`` has them."""
    return {
        "abandon.answer_within_s": t("abandoned calls: seconds for an operator to answer"),
        "abandon.share": t("abandoned calls: share at most"),
        "abandon.window": t("abandoned calls: counted over"),
        "ban": t("who may not be called"),
        "consent.kinds": t("consents: kinds"),
        "consent.proof": t("consents: with a proof"),
        "consent.purposes": t("consents: purposes"),
        "hours.country": t("whose holidays"),
        "hours.holidays": t("hours on holidays"),
        "hours.weekdays": t("hours on weekdays"),
        "hours.weekend": t("hours on the weekend"),
        "label.categories": t("label: categories"),
        "label.longest": t("label: letters at most"),
        "label.required": t("label: required"),
        "limit": t("how often somebody may be called"),
        "opt_out.within": t("who asks not to be called"),
        "parent": t("law it comes from"),
        "purpose_declared": t("the purpose must be declared"),
        "records.en": t("how long records are kept, in English"),
        "records.ru": t("how long records are kept, in Russian"),
        "ring.least_s": t("ringing, s at least"),
        "title.en": t("title in English"),
        "title.ru": t("title in Russian"),
        "valid_from": t("in force from"),
        "version": t("version"),
    }


def name_of(code: str) -> str:
    """Of settings that are as many as there are outcomes; else ``code``."""
    if code.startswith(_DELAY):
        outcome = disposition(code.removeprefix(_DELAY), language())
        return t("pause after “{outcome}”", outcome=outcome)
    return code


def role_word(code: str) -> str:
    """One of the office's own is called as it calls it."""
    return {
        "administrator": t("an administrator"), "supervisor": t("a supervisor"),
        "operator": t("an operator"), "confined": t("single campaigns only"),
    }.get(code, code)  # fmt: skip


def report_word(code: str) -> str:
    """Of a client's own form its name."""
    form = code.partition(":")[2]
    if form:
        return form
    return _titles(language()).get(code, code)


@cache
def _titles(tongue: str) -> dict[str, str]:
    kinds = standard_kinds()
    return {name: kinds.get(name).title(tongue) for name in kinds.names()}
