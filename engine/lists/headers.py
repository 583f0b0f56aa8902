"""What column headers mean, in Russian and English (and in the Latin letters of DBF files)."""

import re
from enum import Enum, auto


class Meaning(Enum):
    PHONE = auto()
    #: Holds telephone numbers if its cells look like it ("Контакты", "Номер").
    MAYBE_PHONE = auto()
    TIMEZONE = auto()
    REGION = auto()
    #: A header that offices use for something else we know ("ФИО", "Сумма", "Договор").
    OTHER = auto()
    UNKNOWN = auto()


_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")
_WORD = re.compile(r"[^\W\d_]+|№")

_PHONE = re.compile(
    r"тел|телеф\w*|тлф|сот|сотов\w*|моб|мобил\w*|phones?|telephones?|telefon\w*|teleph|tel|tels|"
    r"mobiles?|mob|mobil\w*|cell|cellphone|cellular|msisdn|sotov\w*|нтел|phonenumbers?|"
    r"phonenum|tlf|gsm|"
    r"обзвон\w*|дозвон\w*|whatsapp|viber|domtel|mobtel|sottel|rabtel|nomtel|telnum|telnomer"
)
_MAYBE = re.compile(
    r"контакт|контакты|контактн\w*|номер|номера|№|абонент\w*|contacts?|numbers?|num|nomer|ctn|"
    r"связь|связи|subscriber|abonent\w*|domash\w*|домашн\w*|рабоч\w*|дополнит\w*|доп"
)
#: Beside "телефон" these say that the column is about the telephone, or about somebody else's.
_NOT_PHONE = re.compile(
    r"тип|вид|код|оператор\w*|дата|время|статус\w*|коммент\w*|примеч\w*|кол|колво|"
    r"количеств\w*|модел\w*|"
    r"менеджер\w*|ответственн\w*|исполнител\w*|куратор\w*|поручител\w*|агент\w*|курьер\w*|"
    r"лицо|лица|фио|имя|имени|сч[её]т\w*|договор\w*|почта|почты|email|mail|e|сумма|долг\w*|"
    r"задолж\w*|"
    r"абонплат\w*|плат[аыеё]\w*|тариф\w*|услуг\w*|дом|дома|квартир\w*|документ\w*|паспорт\w*|"
    r"инн|снилс|"
    r"карт\w*|заказ\w*|заявк\w*|лиц|улиц\w*|корпус\w*|строк\w*|п|пп|стоимост\w*|результат\w*|"
    r"types?|kinds?|codes?|operators?|dates?|times?|status|comments?|notes?|counts?|models?|"
    r"managers?|"
    r"agents?|names?|account\w*|acc|contract\w*|amount|debt|fee|plan|service|id|ids|invoice|"
    r"order|"
    r"person|result|data|fio|house|flat|card|passport|zip|postal|index|schet|dogovor"
)
_TIMEZONE = re.compile(
    r"часов\w* пояс\w*|час пояс\w*|часпояс\w*|пояс|таймзон\w*|тайм зон\w*|time ?zones?|tz|tzone|"
    r"(?:смещение|разница|отличие)(?: (?:времени|с|от|по|к|часов|в|мск|москв\w*|utc|gmt))+|"
    r"utc|gmt|"
    r"(?:utc|gmt|time) offset|мск|msk|часы? (?:от|к) (?:мск|москв\w*)|временн\w* зона|"
    r"зона времени"
)
_REGION = re.compile(
    r"(?:\w+ )?(?:регион\w*|област[ьи]|субъект\w*(?: рф| российской федерации)?)(?: \w+)?|"
    r"край|республика|"
    r"(?:область|регион|край) (?:край|область|республика|регион)\w*|город\w*(?: \w+)?|г|"
    r"(?:населенный пункт|нас пункт|нп)|"
    r"(?:\w+ )?regions?(?: name)?|state|province|oblast|city|town|gorod|obl|reg"
)
_OTHER = re.compile(
    r"ф и о|фио\w*|fio|фамилия\w*|имя|отчество|name|full name|first name|last name|surname|"
    r"клиент|абонент|"
    r"должник|заемщик|заёмщик|адрес\w*|address|adres|сумма\w*|долг|debt|amount|договор\w*|"
    r"contract|дата\w*|date|"
    r"пп|п п|№ п п|№|id|email|mail|почта|комментари\w*|примечани\w*|comment\w*|note\w*|"
    r"лицевой счет|лс|л с|account|"
    r"инн|паспорт\w*|задолженность\w*|баланс|balance|срок\w*|due date|услуга|тариф|статус|"
    r"status|организация|company|"
    r"улица|дом|квартира|street|house|пол|возраст|дата рождения|др"
)


def words_of(header: str) -> list[str]:
    """The words of a header in lower case: "PhoneNumber_1" → phone, number."""
    return _WORD.findall(_CAMEL.sub(" ", header.strip()).lower().replace("ё", "е"))


def meaning_of(header: str) -> Meaning:
    """What the column of this header holds, judged by the header alone."""
    words = words_of(header)
    if not words or len(words) > 8:
        return Meaning.UNKNOWN
    text = " ".join(words)
    if _TIMEZONE.fullmatch(text) or text.startswith(("часовой пояс", "timezone", "time zone")):
        return Meaning.TIMEZONE
    about = [word for word in words if not _PHONE.fullmatch(word)]
    foreign = any(_NOT_PHONE.fullmatch(word) for word in about)
    if len(about) < len(words):
        # "Абонентский номер (дом. телефон)": "дом" beside "телефон" is the telephone at home.
        if foreign and not all(w in _AT_HOME or not _NOT_PHONE.fullmatch(w) for w in about):
            return Meaning.OTHER
        return Meaning.PHONE
    if _REGION.fullmatch(text):
        return Meaning.REGION
    if any(_MAYBE.fullmatch(word) for word in words) and not foreign:
        return Meaning.MAYBE_PHONE
    if _OTHER.fullmatch(text) or foreign:
        return Meaning.OTHER
    return Meaning.UNKNOWN


_AT_HOME = frozenset({"дом", "п", "пп", "e", "лица", "id", "data"})
