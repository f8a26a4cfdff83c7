"""Read the web archives in a folder with Spark, and write Parquet: spark-submit spark_posts.py FOLDER OUTPUT."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

import blogpost


def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read the archives whose paths a worker gets."""
    for batch in batches:
        for path in batch.column("path").to_pylist():
            yield from blogpost.read_warc_arrow(Path(path))


if __name__ == "__main__":
    spark = SparkSession.builder.appName("blogpost").getOrCreate()
    files = [(str(path),) for path in sorted(Path(sys.argv[1]).glob("*.warc.gz"))]
    tasks = spark.sparkContext.parallelize(files, len(files)).toDF("path string")  # one task a file
    rows = tasks.mapInArrow(read, from_arrow_schema(blogpost.arrow_schema(source=True)))
    rows.write.mode("overwrite").parquet(sys.argv[2])  # Spark moves a task's file to its place once the task is done
