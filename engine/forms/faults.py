"""What can be wrong with an answer, in words that stand beside the field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: code → (Russian, English)
WORDS: dict[str, tuple[str, str]] = {
    "required": ("Нужен ответ", "An answer is needed"),
    "no_number": ("Это не число: нужны цифры, например 12 или 7,5",
                  "Not a number: write digits, such as 12 or 7.5"),
    "no_money": ("Это не сумма: напишите, например, 1250 или 1250,30",
                 "Not an amount: write 1250 or 1250.30, for example"),
    "no_date": ("Это не дата: напишите, например, 5.12.2026",
                "Not a date: write 5.12.2026, for example"),
    "no_time": ("Это не время: напишите, например, 9:30",
                "Not a time: write 9:30, for example"),
    "no_phone": ("Это не номер телефона: нужен номер с кодом, например +7 912 345-67-89",
                 "Not a telephone number: write it with its code, such as +7 912 345-67-89"),
    "no_option": ("Такого варианта нет", "There is no such option"),
    "too_small": ("Не меньше {limit}", "Not less than {limit}"),
    "too_large": ("Не больше {limit}", "Not more than {limit}"),
    "too_early": ("Не раньше {limit}", "Not before {limit}"),
    "too_late": ("Не позже {limit}", "Not after {limit}"),
    "too_short": ("Слишком коротко: знаков не меньше {limit}",
                  "Too short: {limit} characters at least"),
    "too_long": ("Слишком длинно: знаков не больше {limit}",
                 "Too long: {limit} characters at most"),
    "too_few": ("Выберите вариантов не меньше {limit}", "Choose {limit} options at least"),
    "too_many": ("Выберите вариантов не больше {limit}", "Choose {limit} options at most"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    code: str
    #: Both languages' values: the limit as it is written there.
    limit: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: str) -> str:
        text = WORDS[self.code][0 if language == "ru" else 1]
        return text.replace("{limit}", self.limit.get(language) or self.limit.get("en", ""))
