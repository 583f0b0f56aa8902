"""Russian: what the engine's parts say of single contacts."""

TEXTS = {
    "the campaign has another contact with the number {phone}.": (
        "в кампании уже есть другой контакт с номером {phone}."
    ),
    "Look for that contact, or write another number first.": (
        "Найдите тот контакт или поставьте первым другой номер."
    ),
}
