"""Russian: what the engine's parts say of single contacts."""

TEXTS = {
    "the campaign has another contact with the number {phone}.": (
        "в кампании уже есть другой абонент с номером {phone}."
    ),
    "Look for that contact, or write another number first.": (
        "Найдите того абонента или поставьте первым другой номер."
    ),
}
