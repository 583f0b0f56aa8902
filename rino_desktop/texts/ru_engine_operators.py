"""Russian: what the engine says about operators."""

TEXTS = {
    "skill": "умение",
    "queue": "очередь",
    "reason of breaks": "вид перерыва",
    "there is no queue named '{name}'.": "нет очереди «{name}».",
    "there is no reason of breaks named '{name}'.": "нет вида перерыва «{name}».",
    "There is no wish {name!r}.": "Желания {name!r} нет.",
    "Nobody can intend to be {name!r}.": "Состояния {name!r} пожелать нельзя.",
    "The wish says {key} = {value!r}.": "В желании написано {key} = {value!r}.",
}
