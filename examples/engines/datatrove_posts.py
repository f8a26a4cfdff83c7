"""Read the web archives in a folder with datatrove, and write a Parquet file for each: the arguments are FOLDER OUTPUT.

If a worker is lost, run it again: it does the tasks that weren't completed.
"""

import sys
from pathlib import Path

import pyarrow.parquet as pq
from datatrove.data import DocumentsPipeline
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep

import blogpost


class WritePosts(PipelineStep):
    """Write the posts of each web archive to a Parquet file."""

    def __init__(self, paths: list[Path], output: Path) -> None:
        super().__init__()
        self.paths, self.output = paths, output

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        for path in self.paths[rank::world_size]:
            part = self.output / f"{path.name}.parquet.part"
            with pq.ParquetWriter(part, blogpost.arrow_schema(source=True)) as file:
                for batch in blogpost.read_warc_arrow(path):
                    file.write_batch(batch)
            part.rename(part.with_suffix(""))  # so a file with this name is always whole
        yield from data or ()


if __name__ == "__main__":
    files, output = sorted(Path(sys.argv[1]).glob("*.warc.gz")), Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    step = WritePosts(files, output)
    LocalPipelineExecutor([step], tasks=len(files), workers=2, logging_dir=str(output / "logs")).run()
