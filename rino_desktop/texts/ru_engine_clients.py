"""Russian: what the engine says of clients."""

TEXTS = {
    "client": "заказчик",
    "what is noted of a client has {length} characters.": (
        "в сведениях о заказчике {length} символов."
    ),
    "At most {longest}.": "Не больше {longest}.",
    "there is no client named '{name}'.": "заказчика с именем «{name}» нет.",
    "See: rino-desktop client list": "Посмотрите: rino-desktop client list",
    "a client named '{name}' exists already.": "заказчик с именем «{name}» уже есть.",
}
