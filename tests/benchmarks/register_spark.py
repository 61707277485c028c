"""The same columns on Spark, in local mode on two cores; it is started before anything is measured."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from estate_policy import assess
from tests.benchmarks.register_ours import CONCLUSIONS, LAW


def _session() -> Any:  # noqa: ANN401 of PySpark
    if importlib.util.find_spec("pyspark") is None:
        return None
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # noqa: PLC0415 an extra

    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "2g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made


SPARK = _session()


def ours_on_spark(register: Path, results: Path) -> None:
    """The four conclusions about every estate, from Parquet to Parquet; the results are a folder."""
    if SPARK is None:
        raise NotImplementedError
    assess(LAW, SPARK.read.parquet(str(register)), conclusions=CONCLUSIONS).frame.write.parquet(
        str(results), mode="overwrite"
    )
