"""Why a dialogue is not as it should be."""


class DialogueFailure(Exception):
    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en
