"""Quotation marks, as the language of a text has them."""


def quoted(text: str, language: str) -> str:
    """«Так» in Russian, “so” in English."""
    return f"«{text}»" if language == "ru" else f"“{text}”"
