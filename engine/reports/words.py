"""Report texts in Russian and English."""

from engine.domain.campaign import CampaignMode, CampaignState
from engine.domain.disposition import Disposition, HangupBy

_RU = {
    # columns of attempts
    "phone": "Телефон",
    "attempt": "Попытка",
    "number": "№",
    "started_at": "Начало",
    "answered_at": "Ответ",
    "ended_at": "Конец",
    "ring_s": "Дозвон, с",
    "talk_s": "Разговор, с",
    "sip_code": "Код SIP",
    "hangup_cause": "Причина отбоя",
    "hangup_cause_code": "Причина отбоя (код)",
    "hangup_by": "Кто завершил",
    "disposition": "Результат",
    "operator": "Телефонист",
    "node": "Узел схемы",
    "scheme_version": "Версия схемы",
    "engine": "Сервер обзвона",
    "recording": "Запись",
    "saved": "Ответы абонента",
    # titles
    "attempts": "Попытки",
    "summary": "Сводка",
    "results": "Ответы абонентов",
    "attempts_title": "Попытки дозвона",
    "summary_title": "Сводный отчёт",
    "results_title": "Ответы абонентов",
    "campaign": "Кампания",
    "state": "Состояние",
    "mode": "Вид обзвона",
    "period": "Период обзвона",
    "zone": "Часовой пояс",
    "made_at": "Составлен",
    "about": "О кампании",
    "value": "Значение",
    "what": "Показатель",
    # the funnel
    "funnel": "Воронка",
    "stage": "Этап",
    "contacts": "Абоненты",
    "of_list": "От списка",
    "of_previous": "От предыдущего",
    "of_answered": "От ответивших",
    "of_result": "Доля",
    "list": "В списке",
    "dialled": "Набрали",
    "answered": "Ответили",
    "heard": "Дослушали",
    "of_answered_note": "Доли ответов абонентов в последнем столбце — от ответивших.",
    # other tables
    "by_contact_state": "Состояние списка",
    "contact_state": "Состояние абонента",
    "new": "Ещё не набирали",
    "in_progress": "Идёт вызов",
    "waiting_retry": "Ждут повтора",
    "done": "Обработаны",
    "excluded": "Исключены",
    "by_disposition": "Результаты попыток",
    "by_hangup_cause": "Причины отбоя",
    "by_hour": "По часам",
    "hour": "Час",
    "attempt_count": "Попытки",
    "answered_count": "Отвечено",
    "answered_share": "Доля отвеченных",
    "share": "Доля",
    "result": "Вопрос",
    "cause_code": "Код",
    "nothing": "Данных пока нет.",
    "cut": "Показаны первые {shown} попыток из {total}. Все — в отчёте CSV или XLSX.",
    "page": "Страница {page} из {pages}",
}

_EN = {
    "phone": "Phone",
    "attempt": "Attempt",
    "number": "No.",
    "started_at": "Started",
    "answered_at": "Answered",
    "ended_at": "Ended",
    "ring_s": "Ringing, s",
    "talk_s": "Talk, s",
    "sip_code": "SIP code",
    "hangup_cause": "Hangup cause",
    "hangup_cause_code": "Hangup cause (code)",
    "hangup_by": "Ended by",
    "disposition": "Disposition",
    "operator": "Operator",
    "node": "Scheme node",
    "scheme_version": "Scheme version",
    "engine": "Engine",
    "recording": "Recording",
    "saved": "Subscriber's results",
    "attempts": "Attempts",
    "summary": "Summary",
    "results": "Results",
    "attempts_title": "Dialling attempts",
    "summary_title": "Campaign summary",
    "results_title": "Subscribers' results",
    "campaign": "Campaign",
    "state": "State",
    "mode": "Mode",
    "period": "Dialled",
    "zone": "Time zone",
    "made_at": "Made at",
    "about": "About",
    "value": "Value",
    "what": "Item",
    "funnel": "Funnel",
    "stage": "Stage",
    "contacts": "Contacts",
    "of_list": "Of the list",
    "of_previous": "Of the previous",
    "of_answered": "Of those who answered",
    "of_result": "Share",
    "list": "On the list",
    "dialled": "Dialled",
    "answered": "Answered",
    "heard": "Heard to the end",
    "of_answered_note": "Shares of results in the last column are of those who answered.",
    "by_contact_state": "State of the list",
    "contact_state": "Contact",
    "new": "Not dialled yet",
    "in_progress": "Being called",
    "waiting_retry": "Waiting for a retry",
    "done": "Done",
    "excluded": "Excluded",
    "by_disposition": "Dispositions of attempts",
    "by_hangup_cause": "Hangup causes",
    "by_hour": "By hour",
    "hour": "Hour",
    "attempt_count": "Attempts",
    "answered_count": "Answered",
    "answered_share": "Answered, share",
    "share": "Share",
    "result": "Result",
    "cause_code": "Code",
    "nothing": "No data yet.",
    "cut": "The first {shown} attempts of {total} are shown. All are in the CSV or XLSX report.",
    "page": "Page {page} of {pages}",
}

_DISPOSITIONS_RU = {
    Disposition.COMPLETED: "Дослушал до конца",
    Disposition.PARTIAL: "Положил трубку раньше",
    Disposition.OPTED_OUT: "Просит больше не звонить",
    Disposition.CALLBACK: "Просит перезвонить",
    Disposition.TRANSFERRED: "Соединён со специалистом",
    Disposition.SERVED: "Обслужен телефонистом",
    Disposition.ABANDONED: "Телефонист не успел ответить",
    Disposition.MACHINE: "Автоответчик",
    Disposition.USER_BUSY: "Занято",
    Disposition.NO_ANSWER: "Нет ответа",
    Disposition.REJECTED: "Вызов отклонён",
    Disposition.INVALID_NUMBER: "Неверный номер",
    Disposition.NETWORK_FAILURE: "Сбой сети",
    Disposition.CANCELLED: "Обзвон остановлен",
    Disposition.INTERRUPTED: "Прервано сбоем системы",
}
_DISPOSITIONS_EN = {
    Disposition.COMPLETED: "Heard to the end",
    Disposition.PARTIAL: "Hung up early",
    Disposition.OPTED_OUT: "Opted out",
    Disposition.CALLBACK: "Asked for a callback",
    Disposition.TRANSFERRED: "Transferred",
    Disposition.SERVED: "Served by an operator",
    Disposition.ABANDONED: "No operator in time",
    Disposition.MACHINE: "Answering machine",
    Disposition.USER_BUSY: "Busy",
    Disposition.NO_ANSWER: "No answer",
    Disposition.REJECTED: "Rejected",
    Disposition.INVALID_NUMBER: "Invalid number",
    Disposition.NETWORK_FAILURE: "Network failure",
    Disposition.CANCELLED: "Campaign stopped",
    Disposition.INTERRUPTED: "Interrupted by a failure",
}

#: By the Q.850 name; causes that are not here are shown by that name.
_CAUSES_RU = {
    "normal_clearing": "Обычное завершение",
    "normal_unspecified": "Завершение без указания причины",
    "user_busy": "Абонент занят",
    "no_answer": "Абонент не ответил",
    "no_user_response": "Аппарат не отвечает сети",
    "subscriber_absent": "Абонент вне сети",
    "call_rejected": "Вызов отклонён",
    "unallocated_number": "Номер не существует",
    "number_changed": "Номер изменён",
    "no_route_destination": "Нет маршрута к номеру",
    "destination_out_of_order": "Линия абонента неисправна",
    "invalid_number_format": "Неверный формат номера",
    "facility_rejected": "Услуга отклонена",
    "normal_temporary_failure": "Временный сбой",
    "normal_circuit_congestion": "Нет свободных каналов",
    "switch_congestion": "Перегрузка станции",
    "network_out_of_order": "Сеть неисправна",
    "recovery_on_timer_expire": "Связь пропала",
    "bearercapability_notavail": "Нет общего кодека",
    "bearercapability_notauth": "Услуга не разрешена",
    "outgoing_call_barred": "Исходящая связь запрещена",
    "incompatible_destination": "Несовместимый аппарат",
    "interworking": "Сбой на стыке сетей",
    "originator_cancel": "Вызов отменён системой",
    "interrupted": "Прервано сбоем системы",
}

_BY_RU = {
    HangupBy.SUBSCRIBER: "абонент",
    HangupBy.SYSTEM: "система",
    HangupBy.OPERATOR: "телефонист",
    HangupBy.NETWORK: "сеть",
}
_STATES_RU = {
    CampaignState.DRAFT: "черновик",
    CampaignState.RUNNING: "идёт",
    CampaignState.PAUSED: "приостановлена",
    CampaignState.FINISHED: "завершена",
    CampaignState.ARCHIVED: "в архиве",
}
_MODES_RU = {
    CampaignMode.AUTOMATIC: "автоматический",
    CampaignMode.AUTOMATED: "автоматизированный",
    CampaignMode.MANUAL: "ручной",
}


def text(key: str, language: str) -> str:
    return (_RU if language == "ru" else _EN)[key]


def disposition(value: str, language: str) -> str:
    names = _DISPOSITIONS_RU if language == "ru" else _DISPOSITIONS_EN
    return names.get(Disposition(value), value) if value in set(Disposition) else value


def cause(value: str, language: str) -> str:
    plain = value.replace("_", " ").capitalize()
    return _CAUSES_RU.get(value, plain) if language == "ru" else plain


def hangup_by(value: HangupBy, language: str) -> str:
    return _BY_RU[value] if language == "ru" else value.value


def campaign_state(value: CampaignState, language: str) -> str:
    return _STATES_RU[value] if language == "ru" else value.value


def campaign_mode(value: CampaignMode, language: str) -> str:
    return _MODES_RU[value] if language == "ru" else value.value
