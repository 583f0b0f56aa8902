"""Alarms: what the engine says."""

TEXTS = {
    "the web hook {url} cannot be called: {reason}": "веб-хук {url} не удалось вызвать: {reason}",
    "Check its address and the service behind it.": "Проверьте его адрес и службу за ним.",
}
