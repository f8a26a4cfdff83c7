"""Read the web archives in a folder with Ray, and write a Parquet file for each: python ray_posts.py FOLDER OUTPUT."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
import ray

import blogpost


def convert(row: dict[str, str]) -> dict[str, str]:
    """Write the rows of one archive."""
    done = Path(row["output"])
    if not done.exists():
        part = done.with_name(f"{done.name}.part")
        with pq.ParquetWriter(part, blogpost.arrow_schema(source=True)) as file:
            for batch in blogpost.read_warc_arrow(Path(row["path"])):
                file.write_batch(batch)
        part.rename(done)  # so a file with this name is always whole
    return row


if __name__ == "__main__":
    output = Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    paths = sorted(Path(sys.argv[1]).glob("*.warc.gz"))
    rows = [{"path": str(path), "output": str(output / f"{path.name}.parquet")} for path in paths]
    ray.data.from_items(rows, override_num_blocks=len(rows)).map(convert).materialize()  # one task a file
