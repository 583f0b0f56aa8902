"""Russian: options of the command line whose names do not say enough."""

TEXTS: dict[str, str] = {
    "the provider's or the exchange's SIP server": "сервер SIP оператора связи или АТС",
    "where packets go first, if not to the proxy": (
        "куда пакеты идут сначала, если не прямо на прокси"
    ),
    "what carries SIP": "чем передаётся SIP",
    "whether speech is encrypted": "шифровать ли голос",
    "the number that subscribers see": "номер, который видят абоненты",
    "who gets the next call": "кому достаётся следующий вызов",
    "what ends the wrap-up": "чем заканчивается обработка вызова",
    "how many seconds the wrap-up takes": "сколько секунд длится обработка вызова",
    "seconds that an operator is rung before another one is": (
        "сколько секунд звонить одному телефонисту, прежде чем перейти к другому"
    ),
    "why; it stands in the card's history": "почему; останется в истории карточки",
    "which role the account gets": "какую роль получит пользователь сервера",
    "from now on, the moment itself, or none at all": (
        "через сколько от нынешнего момента, сам момент или none — без срока"
    ),
    "one of those of rino-desktop report": "какой отчёт: те же виды, что у rino-desktop report",
    "whose report; some are of the whole office": (
        "по какой кампании; некоторые отчёты — по всей организации"
    ),
    "where the files go; it must be there": "куда складывать файлы; папка должна существовать",
}
