"""iscc-search's own engine over the codes that GraphReport left in a folder; prints the rows of its table.

Usage: other_engine.py FOLDER

CPU time is that of a batch in one thread, which spares the engine Python's cost of a call; p50 and p99 are of single calls,
which is how iscc-search makes them.
"""

import os
import sys
import time

import numpy as np
from iscc_usearch import NphdIndex

WANTED = 10
folder = sys.argv[1]
farthest = np.fromfile(os.path.join(folder, "farthest"), dtype="<i4")
everything = np.fromfile(os.path.join(folder, "codes"), dtype=np.uint8).reshape(-1, 32)
codes, queries = everything[: -len(farthest)], everything[-len(farthest) :]
near = farthest <= 70  # those with a cluster, as in GraphReport


def hits(found, i):
    """Keys whose code is no farther than the tenth nearest."""
    different = np.bitwise_count(codes[np.asarray(found, dtype=np.int64)] ^ queries[i]).sum(axis=1)
    return int((different <= farthest[i]).sum())


OPTIONS = {"max_dim": 256, "connectivity": 16, "expansion_add": 128, "expansion_search": 64}
file = os.path.join(folder, "iscc.usearch")
cost = os.path.join(folder, "iscc.cost")
if not os.path.exists(cost):
    index = NphdIndex(**OPTIONS)
    start = time.process_time()
    for first in range(0, len(codes), 10000):
        part = codes[first : first + 10000]
        index.add(np.arange(first, first + len(part), dtype=np.uint64), part, threads=2)
    build = time.process_time() - start
    start = time.perf_counter()
    index.save(file)
    saved = time.perf_counter() - start
    with open(cost, "w") as out:
        out.write(
            f"{len(codes) / build:.0f} codes per CPU second built, memory {index.memory_usage / 1e6:.1f} MB,"
            f" file {os.path.getsize(file) / 1e6:.1f} MB, saved in {saved * 1e3:.0f} ms"
        )
index = NphdIndex(**OPTIONS)
start = time.perf_counter()
index.load(file)
loaded = time.perf_counter() - start

for width in (32, 64, 128, 256, 512):
    index.expansion_search = width
    index.search(queries, WANTED, threads=1)
    start = time.process_time()
    batch = index.search(queries, WANTED, threads=1)
    cpu = (time.process_time() - start) / len(queries)
    counts = [hits(batch.keys[i][: batch.counts[i]], i) for i in range(len(queries))]
    times = []
    for query in queries:
        begun = time.perf_counter()
        index.search(query, WANTED, threads=1)
        times.append(time.perf_counter() - begun)
    times.sort()
    print(
        f"| iscc-usearch | {width} | {sum(counts) / (WANTED * len(queries)):.3f} | {sum(np.asarray(counts)[near]) / (WANTED * near.sum()):.3f}"
        f" | {cpu * 1e6:.0f} | {times[len(times) // 2] * 1e6:.0f} | {times[int(len(times) * 0.99)] * 1e6:.0f} |"
    )

start = time.perf_counter()
NphdIndex(max_dim=256).view(file)
viewed = time.perf_counter() - start
with open(cost) as made:
    print(f"\niscc-usearch: {made.read()}, loaded in {loaded * 1e3:.0f} ms, viewed in {viewed * 1e3:.0f} ms")
