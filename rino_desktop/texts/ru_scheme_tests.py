"""Tests of schemes on the command line."""

TEXTS = {
    "what makes two schemes different": "чем отличаются две схемы",
    "a file, the published version or another one of a scheme, or NAME@draft": (
        "файл, опубликованная или другая версия схемы либо ИМЯ@draft"
    ),
    "only dialogues with this in their names": "только диалоги, в имени которых есть это",
    "really ask these sources and scripts where no stub answers": (
        "действительно обращаться к этим источникам и функциям там, где нет заглушки"
    ),
    "show the links that no dialogue takes": "показать связи, по которым диалоги не проходят",
    "Write them into it, or into {name} beside it.": (
        "Запишите их в неё или рядом с ней, в {name}."
    ),
    "No dialogue is called {pattern}.": "Диалога с именем {pattern} нет.",
    "heard: {texts}": "прозвучало: {texts}",
    "trouble: {reason}": "неполадка: {reason}",
    "links: {taken} of {all}; nodes: {visited} of {nodes}": (
        "связей: {taken} из {all}; блоков: {visited} из {nodes}"
    ),
    "never taken: {node}, {port} → {target}": "не пройдена: {node}, {port} → {target}",
    "never visited: {node}": "не посещён: {node}",
    "A test gives out no number of a draw: give it a stub.": (
        "Тест не выдаёт номеров розыгрыша: нужна заглушка."
    ),
}
