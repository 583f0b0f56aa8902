"""Russian: what the engine says about operators."""

TEXTS = {
    "skill": "умение",
    "queue": "очередь",
    "reason of breaks": "вид перерыва",
    "there is no queue named '{name}'.": "нет очереди «{name}».",
    "there is no reason of breaks named '{name}'.": "нет вида перерыва «{name}».",
}
