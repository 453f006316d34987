"""Run one query of the assistant's, within bounds."""

SECONDS_MAX = 20
ROWS_MAX = 1_000


class Timeout(Exception):
    code = "TIMEOUT"


def run_query(pool, sql: str) -> list[dict]:
    with pool.read_only() as connection:
        cursor = connection.execute(sql, timeout=SECONDS_MAX)
        return cursor.fetchmany(ROWS_MAX)
