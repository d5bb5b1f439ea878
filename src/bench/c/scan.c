/*
 * The yardstick: a Hamming threshold scan of 256-bit codes written by hand for AVX-512 with VPOPCNTDQ.
 *
 * Layout: blocks of 8 codes, transposed: word 0 of 8 codes, word 1 of the same 8, ... (256 bytes). Planes of one word over
 * 1,024 codes, or of three words and one, were tried too and are slower. `lead` words of all codes are compared, and those
 * that pass are completed; with lead 4 every code is compared whole.
 * Queries are taken four at a time, so that each loaded vector serves four of them from registers; a tile of 1,024
 * codes stays in the first-level cache for all queries.
 * Hits of query q go to hits[q * capacity ...] as slot << 9 | distance; found[q] counts them.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define TILE 128

typedef struct {
    const uint64_t *queries;
    int64_t *hits;
    int64_t *found;
    int64_t capacity;
    int limit;
} batch;

/* Memory on huge pages where the system has them. */
void *scan_alloc(int64_t bytes) {
    const size_t huge = 2u << 20;
    size_t size = ((size_t) bytes + huge - 1) / huge * huge;
    void *p = aligned_alloc(huge, size);
    if (p) {
        madvise(p, size, MADV_HUGEPAGE);
    }
    return p;
}

void scan_free(void *p) {
    free(p);
}

static inline void hit(const batch *b, int q, int64_t slot, int distance) {
    int64_t n = b->found[q]++;
    if (n < b->capacity) {
        b->hits[q * b->capacity + n] = slot << 9 | distance;
    }
}

static __attribute__((noinline)) void complete(const batch *b, int q, const uint64_t *block, int64_t slot, unsigned near) {
    const uint64_t *w = b->queries + q * 4;
    for (; near; near &= near - 1) {
        int lane = __builtin_ctz(near);
        int d = (int) (_mm_popcnt_u64(block[lane] ^ w[0]) + _mm_popcnt_u64(block[8 + lane] ^ w[1])
                + _mm_popcnt_u64(block[16 + lane] ^ w[2]) + _mm_popcnt_u64(block[24 + lane] ^ w[3]));
        if (d <= b->limit) {
            hit(b, q, slot + lane, d);
        }
    }
}

static inline __m512i bits(__m512i a, __m512i b) {
    return _mm512_popcnt_epi64(_mm512_xor_si512(a, b));
}

static inline __attribute__((always_inline)) void tile(const uint64_t *codes, int64_t first, int n, const batch *b, int q,
        const int group, const int lead) {
    __m512i w[4][4];
    for (int i = 0; i < group; i++) {
        for (int j = 0; j < lead; j++) {
            w[i][j] = _mm512_set1_epi64((long long) b->queries[(q + i) * 4 + j]);
        }
    }
    const __m512i limit = _mm512_set1_epi64(b->limit);
    for (int slot = 0; slot < n; slot += 8) {
        const uint64_t *block = codes + (first + slot) * 4;
        __m512i a[4];
        for (int j = 0; j < lead; j++) {
            a[j] = _mm512_load_si512(block + 8 * j);
        }
        for (int i = 0; i < group; i++) {
            __m512i d = bits(a[0], w[i][0]);
            for (int j = 1; j < lead; j++) {
                d = _mm512_add_epi64(d, bits(a[j], w[i][j]));
            }
            __mmask8 near = _mm512_cmple_epi64_mask(d, limit);
            if (__builtin_expect(near, 0)) {
                complete(b, q + i, block, first + slot, near);
            }
        }
    }
}

static inline __attribute__((always_inline)) void tiles(const uint64_t *codes, int64_t count, int nq, const batch *b,
        const int lead) {
    const int64_t step = nq < 4 ? 1 << 20 : TILE;
    for (int64_t first = 0; first < count; first += step) {
        int n = (int) (count - first < step ? count - first : step);
        int q = 0;
        for (; q + 4 <= nq; q += 4) {
            tile(codes, first, n, b, q, 4, lead);
        }
        for (; q < nq; q++) {
            tile(codes, first, n, b, q, 1, lead);
        }
    }
}

/* Count is a multiple of 8. */
void scan(const uint64_t *codes, int64_t count, const uint64_t *queries, int nq, int limit, int lead, int64_t *hits,
        int64_t *found, int64_t capacity) {
    const batch b = {queries, hits, found, capacity, limit};
    switch (lead) {
    case 1: tiles(codes, count, nq, &b, 1); break;
    case 2: tiles(codes, count, nq, &b, 2); break;
    case 3: tiles(codes, count, nq, &b, 3); break;
    default: tiles(codes, count, nq, &b, 4); break;
    }
}
