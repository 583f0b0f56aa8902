"""Sample campaigns on the command line."""

TEXTS = {
    "a sample campaign file to start from": "образец файла кампании, с которого удобно начать",
    "which; left out: lists them": "какой; если не назвать, выводится их перечень",
    "the trunk of the file; left out: the first there is": (
        "транк в файле; если не назвать — первый, какой есть"
    ),
    "left out: the file is shown instead": "если не назвать, файл выводится на экран",
    "write over a file": "записать поверх файла",
    "There is no sample campaign {name}.": "Образца кампании {name} нет.",
    "Note: there is no trunk {name} yet.": "Учтите: транка {name} пока нет.",
    "Note: there is no data source {name} yet; [[outbox]] is a comment in the file.": (
        "Учтите: источника данных {name} пока нет, поэтому [[outbox]] в файле закомментирован."
    ),
    "{file} is there already.": "{file} уже есть.",
    "--overwrite writes over it.": "Записать поверх него — --overwrite.",
    "sample": "образец",
    "what for": "для чего",
}
