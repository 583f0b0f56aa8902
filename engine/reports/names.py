"""Names of domain values in Russian and English."""

from collections.abc import Mapping
from functools import cache

from engine.domain.call_results import FORM, OPERATOR, OPERATOR_NOTE, OPERATOR_RESULT
from engine.domain.campaign import CampaignMode, CampaignState
from engine.domain.disposition import Disposition, HangupBy

_DISPOSITIONS_RU: Mapping[str, str] = {
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
_DISPOSITIONS_EN: Mapping[str, str] = {
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
    "no_route_transit_net": "Нет маршрута через транзитную сеть",
    "send_special_tone": "Номер не обслуживается (сигнал станции)",
    "misdialed_trunk_prefix": "Неверный префикс выхода",
    "channel_unacceptable": "Канал не подходит",
    "call_awarded_delivered": "Вызов передан по готовому каналу",
    "preempted": "Вытеснен более важным вызовом",
    "redirection_to_new_destination": "Переадресован на другой номер",
    "exchange_routing_error": "Ошибка маршрутизации станции",
    "non_selected_user_clearing": "Ответил другой аппарат",
    "response_to_status_enquiry": "Ответ на запрос состояния",
    "access_info_discarded": "Данные доступа отброшены",
    "requested_chan_unavail": "Запрошенный канал занят",
    "precedence_call_blocked": "Приоритетный вызов заблокирован",
    "resource_unavailable": "Не хватает ресурсов сети",
    "qos_notavail": "Качество связи не обеспечено",
    "facility_not_subscribed": "Услуга не подключена",
    "incoming_call_barred": "Входящая связь запрещена",
    "service_unavailable": "Услуга недоступна",
    "bearercapability_notimpl": "Вид связи не поддерживается",
    "chan_not_implemented": "Тип канала не поддерживается",
    "facility_not_implemented": "Услуга не поддерживается",
    "service_not_implemented": "Функция не поддерживается",
    "invalid_call_reference": "Неверная ссылка на вызов",
    "invalid_msg_unspecified": "Неверное сообщение сигнализации",
    "mandatory_ie_missing": "В сигнализации не хватает данных",
    "message_type_nonexist": "Неизвестное сообщение сигнализации",
    "wrong_message": "Неуместное сообщение сигнализации",
    "ie_nonexist": "Неизвестный элемент сигнализации",
    "invalid_ie_contents": "Неверные данные в сигнализации",
    "wrong_call_state": "Сообщение не к месту",
    "protocol_error": "Ошибка протокола",
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


def disposition(value: str, language: str) -> str:
    # Members of the enumeration are equal to their values, and so are their hashes.
    names = _DISPOSITIONS_RU if language == "ru" else _DISPOSITIONS_EN
    return names.get(value, value)


@cache
def cause(value: str, language: str) -> str:
    plain = value.replace("_", " ").capitalize()
    return _CAUSES_RU.get(value, plain) if language == "ru" else plain


def hangup_by(value: HangupBy, language: str) -> str:
    return _BY_RU[value] if language == "ru" else value.value


def campaign_state(value: CampaignState, language: str) -> str:
    return _STATES_RU[value] if language == "ru" else value.value


def campaign_mode(value: CampaignMode, language: str) -> str:
    return _MODES_RU[value] if language == "ru" else value.value


_RESULTS_RU = {
    OPERATOR: "Телефонист",
    OPERATOR_RESULT: "Результат",
    OPERATOR_NOTE: "Заметка телефониста",
}
_RESULTS_EN = {
    OPERATOR: "Operator",
    OPERATOR_RESULT: "Result",
    OPERATOR_NOTE: "Operator's note",
}
#: The usual results of talks; a campaign's own are in its own words.
_TALKS_RU = {
    "agreed": "Согласие",
    "thinking": "Подумает",
    "refused": "Отказ",
    "call_later": "Просит перезвонить",
    "wrong_person": "Не тот человек",
    "other": "Другое",
    "no_result": "Без итога",
}
_TALKS_EN = {
    "agreed": "Agreed",
    "thinking": "Will think about it",
    "refused": "Refused",
    "call_later": "Asks to call later",
    "wrong_person": "Wrong person",
    "other": "Something else",
    "no_result": "No result",
}
_FORMS_RU = {"complete": "заполнен", "partial": "заполнен частично"}
_FORMS_EN = {"complete": "filled in", "partial": "filled in partly"}


def result(name: str, value: str, language: str) -> tuple[str, str]:
    """How people read a result of a call and its value; those of schemes and forms are called what
    their author has called them."""
    russian = language == "ru"
    if name.startswith(FORM):
        form = name.removeprefix(FORM)
        title = f"Бланк «{form}»" if russian else f"Form “{form}”"
        return title, (_FORMS_RU if russian else _FORMS_EN).get(value, value)
    if name == OPERATOR_RESULT:
        value = (_TALKS_RU if russian else _TALKS_EN).get(value, value)
    return (_RESULTS_RU if russian else _RESULTS_EN).get(name, name), value


def talk_result(value: str, language: str) -> str:
    """What an operator has said came of a talk."""
    return (_TALKS_RU if language == "ru" else _TALKS_EN).get(value, value)
