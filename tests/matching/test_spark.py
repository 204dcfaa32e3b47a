"""Matching over Spark gives the answers of one machine."""

import shutil
import sys

import pytest

from homeward.matching import Index, Judged, match
from homeward.matching.records import columns_of
from tests.matching.people import listed, registry

pyspark = pytest.importorskip("pyspark", reason="the extra spark is not installed")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17, which is not installed", allow_module_level=True)

PEOPLE = registry(2400, seed=11)
ROWS = columns_of(listed(PEOPLE[:2400:8], seed=12))


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    import os

    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .config("spark.log.level", "ERROR")
    )
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def frame(spark):
    columns = columns_of(PEOPLE)
    names = list(columns)
    schema = ", ".join(f"{name} string" for name in names)
    return spark.createDataFrame(list(zip(*(columns[name] for name in names), strict=True)), schema).repartition(
        5, "id"
    )


def test_the_answers_are_those_of_one_machine(frame):
    from homeward.matching.spark import match_spark

    ours, alone = match_spark(frame, ROWS).table(), match(Index.of(PEOPLE), ROWS).table()
    assert ours["list_id"] == alone["list_id"]
    assert ours["outcome"] == alone["outcome"]
    assert ours["registry_id"] == alone["registry_id"]
    assert ours["probability"] == pytest.approx(alone["probability"], abs=1e-4)
    assert ours["bits"] == pytest.approx(alone["bits"], abs=0.02)


def test_evidence_and_decisions_by_people_come_through(frame):
    from homeward.matching.spark import match_spark

    judged = [Judged(ROWS["id"][0], "A02399", same=True), Judged(ROWS["id"][1], PEOPLE[8].id, same=False)]
    ours = list(match_spark(frame, ROWS, judged=judged).decisions())
    alone = list(match(Index.of(PEOPLE), ROWS, judged=judged).decisions())
    assert (ours[0].best.id, ours[0].judged) == ("A02399", True)
    assert PEOPLE[8].id not in [one.id for one in (ours[1].best, *ours[1].others) if one is not None]
    assert ours[2].best.id == alone[2].best.id
    assert [one.why for one in ours[2].best.evidence] == [one.why for one in alone[2].best.evidence]
