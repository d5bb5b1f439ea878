/*
 * The yardstick for building graphs: USearch's own C interface in a loop, one thread, nothing around it. Prints codes a second
 * of processor time after each tenth.
 *
 *   graph_rate CODES CONNECTIVITY EXPANSION
 *
 * CODES is a file of 256-bit codes, 32 bytes each; they are added in its order. Linked against the libusearch_c that the build
 * has made; the few declarations of usearch.h that are needed are repeated here, since the header is in no build's result.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#define BYTES 32
enum { METRIC_HAMMING = 8, SCALAR_B1 = 5 };

struct options {
    int metric;
    void *function;
    int scalar;
    size_t dimensions, connectivity, expansion_add, expansion_search;
    bool multi;
};

void *usearch_init(struct options *options, char const **error);
void usearch_reserve(void *index, size_t capacity, char const **error);
void usearch_add(void *index, uint64_t key, void const *vector, int scalar, char const **error);
size_t usearch_size(void *index, char const **error);

static double processor_seconds(void) {
    struct timespec used;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return (double) used.tv_sec + (double) used.tv_nsec / 1e9;
}

static void check(char const *error) {
    if (error) {
        fprintf(stderr, "%s\n", error);
        exit(1);
    }
}

int main(int count, char **words) {
    struct stat status;
    int file = count == 4 ? open(words[1], O_RDONLY) : -1;
    if (file < 0 || fstat(file, &status) != 0) {
        fprintf(stderr, "usage: graph_rate CODES CONNECTIVITY EXPANSION\n");
        return 2;
    }
    uint8_t const *codes = mmap(NULL, (size_t) status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (codes == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    size_t total = (size_t) status.st_size / BYTES;
    struct options options = {.metric = METRIC_HAMMING, .scalar = SCALAR_B1, .dimensions = BYTES * 8,
                              .connectivity = strtoul(words[2], NULL, 10), .expansion_add = strtoul(words[3], NULL, 10),
                              .expansion_search = 64};
    char const *error = NULL;
    void *index = usearch_init(&options, &error);
    check(error);
    usearch_reserve(index, total, &error);
    check(error);
    double began = processor_seconds();
    for (size_t i = 0; i < total; ++i) {
        usearch_add(index, i, codes + i * BYTES, SCALAR_B1, &error);
        check(error);
        if ((i + 1) % (total / 10 ? total / 10 : 1) == 0 || i + 1 == total) {
            printf("%zu %.0f\n", i + 1, (double) (i + 1) / (processor_seconds() - began));
            fflush(stdout);
        }
    }
    return usearch_size(index, &error) == total ? 0 : 1;
}
