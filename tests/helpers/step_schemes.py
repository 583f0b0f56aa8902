"""Two schemes with the steps that real calls are to go through; which way is the list's column
"Путь". Each prompt is a tone of its own."""

from dataclasses import replace
from typing import Any

from engine.scheme.model import PromptRecording, Scheme, Variable, VariableType
from tests.helpers.scheme_builder import SchemeBuilder

#: Prompts: hertz and seconds.
PROMPTS = {
    "short": (400, 0.5), "long": (500, 0.5), "never": (600, 0.5), "music": (700, 1.0),
    "consent": (800, 0.6), "goodbye": (900, 0.6), "leave": (1200, 0.5), "review": (1400, 0.5),
    "closed": (1600, 0.5), "menu": (1800, 0.6), "trouble": (2000, 0.5),
}  # fmt: skip
WAITING_AFTER_S = 0.5
#: How long the slow nodes wait: a busy machine may need it.
LIMIT_S = 60
#: Rounds of the slow query: two to three seconds on a machine that has nothing else to do.
ROUNDS = 5_000_000
ANSWER = 4207


def _with_prompts(scheme: Scheme, name: str) -> Scheme:
    prompts = {prompt: {"ru": PromptRecording(f"{prompt}.wav", prompt)} for prompt in PROMPTS}
    return replace(scheme, name=name, prompts=prompts)


def _heard(prompt: str) -> list[dict[str, str]]:
    return [{"prompt": prompt}]


def _save(*names: str) -> dict[str, Any]:
    return {"results": [{"name": name, "value": f"{{{name}}}"} for name in names]}


def called_scheme() -> Scheme:
    scheme = (
        SchemeBuilder(Variable("amount", VariableType.NUMBER))
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": _heard("consent"), "timeout_s": 20,
              "keys": [{"key": "1"}, {"key": "2"}]},
              key_1="count", key_2="no", no_input="no")
        .node("count", "set_variables",
              {"assignments": [{"variable": "doubled", "value": "amount * 2"}]},
              next="yes", error="no")
        .node("yes", "return", {"outcome": "agreed"})
        .node("no", "return", {"outcome": "refused"})
    ).build()  # fmt: skip
    return _with_prompts(scheme, "consent-part")


def _query() -> str:
    return (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rounds) "
        "SELECT a.value AS value, COUNT(*) AS rounds FROM answers a, n WHERE a.name = :name"
    )


def calling_scheme() -> Scheme:
    slow = {"waiting": _heard("music"), "waiting_after_s": WAITING_AFTER_S, "timeout_s": LIMIT_S}
    record = {"message": _heard("leave"), "silence_s": 0, "max_s": 15, "variable": "length"}
    cases = {"database": "запрос", "web": "веб", "keys": "тоны", "part": "согласие",
             "review": "отзыв", "note": "записка"}  # fmt: skip
    scheme = (
        SchemeBuilder(Variable("way", fields=("Путь",)))
        .node("start", "start", next="hours")
        .node("hours", "time_condition", {"hours": "campaign"}, inside="feast", outside="closed")
        .node("feast", "time_condition", {"only_dates": [{"first": "2001-01-01"}]},
              inside="closed", outside="office")
        .node("office", "time_condition", {"timezone": "Asia/Tokyo"}, inside="open",
              outside="closed")
        .node("open", "save_result", {"results": [{"name": "hours", "value": "open"}]},
              next="split", error="trouble")
        .node("split", "random_split", {"name": "opening", "branches": [
              {"name": "short", "weight": 1}, {"name": "long", "weight": 1},
              {"name": "never", "weight": 0}]},
              short="play_short", long="play_long", never="play_never")
        .node("play_short", "play", {"prompts": ["short"]}, next="way")
        .node("play_long", "play", {"prompts": ["long"]}, next="way")
        .node("play_never", "play", {"prompts": ["never"]}, next="way")
        .node("way", "switch", {"expression": "way", "cases": [
              {"port": port, "values": [value]} for port, value in cases.items()]},
              database="ask", web="ask_web", keys="press", part="consent",
              review="review", note="note", other="trouble", error="trouble")
        # A database that takes its time.
        .node("ask", "query", {**slow, "source": "billing", "statement": _query(),
              "parameters": {"rounds": str(ROUNDS), "name": '"debt"'},
              "columns": {"VALUE": "answer", "rounds": "rounds"}},
              found="tell", empty="trouble", error="trouble")
        .node("tell", "say", {"text": {"ru": "Ответ {answer|digits}."}}, next="keep",
              error="trouble")
        .node("keep", "save_result", _save("answer", "rounds"), next="goodbye", error="trouble")
        # A service that takes its time; the key pressed meanwhile is for the menu.
        .node("ask_web", "http_request", {**slow, "source": "crm", "path": "/accounts/{call.phone}",
              "response": {"account.code": "code"}, "status": "status"},
              ok="menu", refused="trouble", error="trouble")
        .node("menu", "menu", {"message": _heard("menu"), "timeout_s": 2, "no_input_repeats": 0,
              "keys": [{"key": "3"}]}, key_3="keep_web", no_input="trouble")
        .node("keep_web", "save_result", _save("code", "status"), next="goodbye", error="trouble")
        # Keys towards the far end.
        .node("press", "send_digits", {"digits": 'w{contact["Добавочный"]}W*9#'},
              next="goodbye", error="trouble")
        # A called scheme.
        .node("consent", "subscheme", {"scheme": "consent-part",
              "parameters": {"amount": 'contact["Сумма"]'},
              "results": {"due": "doubled", "how": "outcome"}, "outcomes": ["agreed"]},
              agreed="keep_part", next="trouble", error="trouble")
        .node("keep_part", "save_result", _save("due", "how"), next="goodbye", error="trouble")
        # Messages.
        .node("review", "record", {**record, "result": "opinion", "timeout_s": 15,
              "review_message": _heard("review")},
              recorded="keep_length", silence="trouble", deleted="trouble", error="trouble")
        .node("keep_length", "save_result", _save("length"), next="goodbye", error="trouble")
        .node("note", "record", {**record, "result": "note"},
              recorded="goodbye", silence="trouble", error="trouble")
        .node("closed", "play", {"prompts": ["closed"]}, next="end")
        .node("trouble", "play", {"prompts": ["trouble"]}, next="end")
        .node("goodbye", "play", {"prompts": ["goodbye"]}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    return _with_prompts(scheme, "steps")
