"""The server: one tool call in, one answer out."""

from dataface.ai.tools.run_query import Timeout, run_query


def answer(pool, call: dict) -> dict:
    try:
        return {"rows": run_query(pool, call["sql"])}
    except Timeout as timeout:
        return {"error": timeout.code}
