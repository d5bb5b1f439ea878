"""How alike texts are: the Jaccard index of their runs of five tokens; and which ones may be, by MinHash."""
import collections
import re
import zlib

import numpy

RUN = 5
ROWS, BANDS = 3, 42
LARGEST_BUCKET = 200
# A token is a word, or one character of Han, kana, Hangul.
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
MULTIPLIERS = numpy.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
                           0xFF51AFD7ED558CCD], dtype=numpy.uint64)


def shingles(text):
    """The set of hashes of runs of tokens, ascending; a text of fewer tokens has one run."""
    tokens = TOKEN.findall(text.lower())
    hashes = numpy.array([zlib.crc32(token.encode()) for token in tokens], dtype=numpy.uint64)
    hashes = numpy.pad(hashes, (0, max(0, RUN - len(hashes))))
    count = len(hashes) - RUN + 1
    runs = numpy.zeros(count, dtype=numpy.uint64)
    for place in range(RUN):
        runs += (hashes[place:place + count] + numpy.uint64(1)) * MULTIPLIERS[place]
        runs ^= runs >> numpy.uint64(29)
    return numpy.unique(runs)


def jaccard(a, b):
    common = len(numpy.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)


def candidates(sets, seed):
    """Pairs that agree in a band of MinHash values: one of Jaccard 0.5 is among them with a probability of 0.996."""
    random = numpy.random.default_rng(seed)
    factors = random.integers(1, 2**63, (ROWS * BANDS, 1), dtype=numpy.uint64) | numpy.uint64(1)
    buckets = collections.defaultdict(list)
    for number, runs in enumerate(sets):
        least = (factors * runs).min(axis=1)
        for band in range(BANDS):
            buckets[band, least[band * ROWS:(band + 1) * ROWS].tobytes()].append(number)
    pairs = set()
    for bucket in buckets.values():
        if len(bucket) <= LARGEST_BUCKET:
            pairs.update((a, b) for at, a in enumerate(bucket) for b in bucket[at + 1:])
    return sorted(pairs)
