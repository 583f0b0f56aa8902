"""Texts of the reports on surveys, draws, splits and nodes, in Russian and English."""

RU = {
    # a client's statement of usage
    "usage_title": "Отчёт об оказанных услугах",
    "usage_period": "с {first} по {last}",
    "usage_answered": "Отвечено",
    "usage_minutes": "Минут к оплате",
    "usage_exact_minutes": "Минут разговора",
    "usage_total": "Всего",
    "usage_campaigns": "По кампаниям",
    "usage_days": "По дням",
    "usage_day": "День",
    "usage_results": "Результаты вызовов",
    "usage_note": "Минуты к оплате: каждый разговор округлён вверх до целой минуты."
    " Дни — по часам {zone}. Здесь вызовы, которые сделаны для кампаний; входящие не считаются.",
    "usage_nothing": "За этот период для кампаний не звонили; входящие вызовы здесь не считаются.",
    "unit_calls": "число вызовов",
    # survey
    "survey_title": "Отчёт об опросе",
    "respondents": "Респонденты",
    "questions": "Вопросы",
    "question": "Вопрос",
    "version": "Версия",
    "wording": "Формулировка",
    "answer": "Ответ",
    "code": "Код ответа",
    "group": "Группировка",
    "group_value": "Группа",
    "base": "База, чел.",
    "weighted_base": "Взвешенная база",
    "interval": "95 % интервал",
    "interval_low": "Интервал: от",
    "interval_high": "Интервал: до",
    "of_answers": "От всех ответов",
    "answers_table": "Ответы на вопросы",
    "cross_tables": "Таблицы сопряжённости",
    "means_table": "Средние по шкалам",
    "mean": "Среднее",
    "median": "Медиана",
    "deviation": "Станд. отклонение",
    "unknown": "не указано",
    "method": "О расчёте",
    "chart_survey": "Доли ответивших; чёрточками — 95 % доверительный интервал",
    "base_note": "База: {base} чел. Версия вопроса: {version}.",
    "effective_note": "Эффективная база: {size} чел.",
    "mean_note": "Среднее {mean} (95 % интервал), стандартное отклонение {deviation}, "
    "медиана {median}.",
    "multiple_note": "Можно было выбрать несколько ответов: сумма долей респондентов больше 100 %.",
    "groups_cut": "Показаны 20 самых больших групп, ещё {count} — в отчётах CSV, XLSX и JSON.",
    "method_note": "Доли считаются от ответивших на вопрос; если абонент отвечал несколько раз, "
    "учтён последний ответ. Интервалы — доверительные, для уровня 95 %: для долей — по Уилсону, "
    "для средних — по Стьюденту. Формулировки приведены так, как они прозвучали; ответы на разные "
    "формулировки не складываются.",
    "weights_note": "Доли взвешены, число респондентов — нет. Интервалы рассчитаны по эффективной "
    "базе (по Кишу).",
    "no_weight_note": "Без пригодного веса, учтены с весом 1: {count} чел.",
    # draw
    "draw_title": "Протокол розыгрыша",
    "draw": "Розыгрыш",
    "tickets": "Билеты",
    "ticket": "Билет №",
    "winners": "Победители",
    "place": "Место",
    "digest": "Свёртка SHA-256",
    "issued_at": "Выдан",
    "check_sum": "Контрольная сумма",
    "seed": "Ключ розыгрыша",
    "no_seed": "ещё не объявлен",
    "how_drawn": "Как определены победители и как это проверить",
    "draw_algorithm": "Для каждого билета берётся строка «ключ:номер билета» (через "
    "двоеточие, без пробелов, номер без нулей впереди, кодировка UTF-8) и вычисляется её свёртка "
    "SHA-256 (стандарт FIPS 180-4). Билеты располагают по "
    "возрастанию свёртки, записанной строчными шестнадцатеричными цифрами; побеждают первые по "
    "порядку. Результат зависит только от списка билетов и ключа, поэтому его может "
    "повторить каждый, например командой: printf '%s' 'КЛЮЧ:17' | sha256sum. Контрольная сумма — "
    "SHA-256 списка номеров по возрастанию, по одному в строке: опубликованная до объявления "
    "ключа, она подтверждает, что список не менялся. Телефоны в протоколе скрыты "
    "частично; полностью они есть в отчётах CSV, XLSX и JSON.",
    "tickets_cut": "Показаны первые {shown} билетов из {total}. Все — в отчёте CSV или XLSX.",
    # splits
    "splits_title": "Сравнение ветвей (A/B)",
    "splits": "Разделения",
    "split": "Разделение",
    "branch": "Ветвь",
    "of_calls": "От вызовов",
    "outcomes": "чем закончились вызовы",
    "against": "Разница с «{branch}», п. п.",
    "difference": "Разница",
    "difference_low": "Разница: от",
    "difference_high": "Разница: до",
    "difference_span": "{delta} (от {low} до {high})",
    "chart_splits": "Доля дослушавших; чёрточками — 95 % доверительный интервал",
    "difference_note": "Разница — в процентных пунктах с первой ветвью, в скобках — 95 % "
    "доверительный интервал (по Ньюкомбу). Звёздочкой отмечены разницы, которые трудно объяснить "
    "случайностью: ноль лежит вне интервала.",
    # nodes
    "nodes_title": "Шаги схемы",
    "answered_calls": "Отвеченные вызовы",
    "hung_up": "Положил трубку",
    "passed": "Прошли (от)",
    "ended_here": "Закончились",
    "mean_talk": "Средний разговор, с",
    "scheme_of_version": "Схема, версия {version}",
    "chart_nodes": "На каком шаге закончились вызовы",
    "passed_note": "«Прошли (от)» — не меньше скольких: вызовы, которые не могли миновать этот "
    "шаг, то есть закончились на нём или дальше, куда ведёт только он.",
    # flow
    "flow_title": "Куда уходят абоненты",
    "entered": "Вошли",
    "port": "Выход",
    "leads_to": "Ведёт в блок",
    "share_of_entered": "От вошедших",
    "ends_here": "(вызов закончился)",
    "scheme_column": "Схема",
    "flow_note": "Считаются отвеченные вызовы. Блок, который вызвал другую схему, засчитывается и "
    "тогда, когда вызов закончился в ней.",
}

EN = {
    "usage_title": "Statement of usage",
    "usage_period": "{first} to {last}",
    "usage_answered": "Answered",
    "usage_minutes": "Minutes billed",
    "usage_exact_minutes": "Minutes of talk",
    "usage_total": "Total",
    "usage_campaigns": "By campaign",
    "usage_days": "By day",
    "usage_day": "Day",
    "usage_results": "What came of the calls",
    "usage_note": "Minutes billed: each talk is rounded up to a whole minute."
    " Days are those of {zone}. These are calls made for campaigns; calls that came in are not"
    " counted.",
    "usage_nothing": "No calls were made for campaigns in this period; calls that came in are not"
    " counted here.",
    "unit_calls": "calls",
    "survey_title": "Survey report",
    "respondents": "Respondents",
    "questions": "Questions",
    "question": "Question",
    "version": "Version",
    "wording": "Wording",
    "answer": "Answer",
    "code": "Code",
    "group": "Crossed with",
    "group_value": "Group",
    "base": "Base",
    "weighted_base": "Weighted base",
    "interval": "95% interval",
    "interval_low": "Interval, low",
    "interval_high": "Interval, high",
    "of_answers": "Of all answers",
    "answers_table": "Answers",
    "cross_tables": "Cross-tables",
    "means_table": "Means of scales",
    "mean": "Mean",
    "median": "Median",
    "deviation": "Std. deviation",
    "unknown": "not known",
    "method": "Method",
    "chart_survey": "Share of respondents; whiskers show the 95% confidence interval",
    "base_note": "Base: {base}. Version of the question: {version}.",
    "effective_note": "Effective base: {size}.",
    "mean_note": "Mean {mean} (95% interval), standard deviation {deviation}, median {median}.",
    "multiple_note": "Several answers were possible: shares of respondents add up to more than "
    "100%.",
    "groups_cut": "The 20 largest groups are shown; {count} more are in CSV, XLSX and JSON.",
    "method_note": "Shares are of those who answered the question; of several answers of one "
    "contact the last one counts. Intervals are confidence intervals at 95%: Wilson's for shares, "
    "Student's for means. Wordings are given as they were asked; answers to different wordings are "
    "not added up.",
    "weights_note": "Shares are weighted, counts are not. Intervals use the effective base (Kish).",
    "no_weight_note": "Without a usable weight, counted with weight 1: {count}.",
    "draw_title": "Protocol of a draw",
    "draw": "Draw",
    "tickets": "Tickets",
    "ticket": "Ticket",
    "winners": "Winners",
    "place": "Place",
    "digest": "SHA-256 digest",
    "issued_at": "Issued",
    "check_sum": "Check sum",
    "seed": "Seed",
    "no_seed": "not announced yet",
    "how_drawn": "How the winners were found, and how to check it",
    "draw_algorithm": "Of each ticket the text “seed:number” (with a colon, no blanks, no leading "
    "zeros, in UTF-8) is taken and its SHA-256 digest computed (FIPS 180-4). The "
    "tickets are sorted by their digests, written in lower-case hexadecimal digits, "
    "in ascending order; the first ones win. The result depends on the list of "
    "tickets and the seed alone, so anybody can repeat it, for one ticket by: "
    "printf '%s' 'SEED:17' | sha256sum. The check sum is the SHA-256 of the list of "
    "numbers in ascending order, one a line: published before the seed, it proves "
    "that the list has not been changed. Telephone numbers are partly hidden here; "
    "they are whole in CSV, XLSX and JSON.",
    "tickets_cut": "The first {shown} tickets of {total} are shown. All are in the CSV or XLSX "
    "report.",
    "splits_title": "Comparison of branches (A/B)",
    "splits": "Splits",
    "split": "Split",
    "branch": "Branch",
    "of_calls": "Of calls",
    "outcomes": "how calls ended",
    "against": "Difference to “{branch}”, pp",
    "difference": "Difference",
    "difference_low": "Difference, low",
    "difference_high": "Difference, high",
    "difference_span": "{delta} ({low} to {high})",
    "chart_splits": "Heard to the end; whiskers show the 95% confidence interval",
    "difference_note": "Differences are in percentage points to the first branch, with their 95% "
    "confidence interval (Newcombe). A star marks those that chance hardly explains: zero is "
    "outside the interval.",
    "nodes_title": "Steps of the scheme",
    "answered_calls": "Answered calls",
    "hung_up": "Hung up",
    "passed": "Passed (min.)",
    "ended_here": "Ended here",
    "mean_talk": "Mean talk, s",
    "scheme_of_version": "Scheme, version {version}",
    "chart_nodes": "At which step calls ended",
    "passed_note": "“Passed (min.)” are the calls that cannot have gone by this step: they ended "
    "at it, or further on where only it leads.",
    "flow_title": "Where subscribers go",
    "entered": "Entered",
    "port": "Port",
    "leads_to": "Leads to",
    "share_of_entered": "Of those entered",
    "ends_here": "(the call ended)",
    "scheme_column": "Scheme",
    "flow_note": "Answered calls are counted. A node that called another scheme counts as the end "
    "of a call that ended in there, too.",
}
