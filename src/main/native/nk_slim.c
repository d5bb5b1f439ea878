/*
 * The five functions of NumKong that USearch calls, over the kernels that Semblance's graphs use.
 *
 * USearch asks its kernel library which instruction sets the processor has, and for the fastest kernel of a measure and a
 * scalar type. NumKong answers from a table of all its kernels, two minutes of compiling and 4 MB of machine code; this one
 * holds the measures dot, angular and squared Euclidean of f32, bf16, f16 and i8, and Hamming and Jaccard of bits, and
 * takes seconds. A kernel that is not in the table is reported as none, and USearch falls back to a plain loop.
 *
 * The kernels are NumKong's own, inline in its headers: nothing of them is repeated here. Which of them exist is decided by
 * the macros NK_TARGET_*, which build.sh sets for each processor family.
 */
#define NK_DYNAMIC_DISPATCH 1
#define NK_NATIVE_F16 0
#define NK_NATIVE_BF16 0

#include <numkong/capabilities.h>
#include <numkong/dot.h>
#include <numkong/set.h>
#include <numkong/spatial.h>

struct kernel {
    nk_kernel_kind_t kind;
    nk_dtype_t type;
    nk_capability_t needs;
    nk_kernel_punned_t function;
};

#define KERNEL(measure, type, set) \
    {nk_kernel_##measure##_k, nk_##type##_k, nk_cap_##set##_k, (nk_kernel_punned_t)&nk_##measure##_##type##_##set}
#define VECTORS(type, set) KERNEL(dot, type, set), KERNEL(angular, type, set), KERNEL(sqeuclidean, type, set)
#define BITS(set) KERNEL(hamming, u1, set), KERNEL(jaccard, u1, set)

/* Of the rows that fit, the first wins: within a type they stand in the order in which NumKong itself prefers them. */
static struct kernel const kernels[] = {
#if NK_TARGET_SVEBFDOT
    VECTORS(bf16, svebfdot),
#endif
#if NK_TARGET_SVEHALF
    VECTORS(f16, svehalf),
#endif
#if NK_TARGET_SVESDOT
    VECTORS(i8, svesdot),
#endif
#if NK_TARGET_SVE
    VECTORS(f32, sve), BITS(sve),
#endif
#if NK_TARGET_NEONBFDOT
    VECTORS(bf16, neonbfdot),
#endif
#if NK_TARGET_NEONFHM
    KERNEL(dot, f16, neonfhm),
#endif
#if NK_TARGET_NEONSDOT
    VECTORS(i8, neonsdot),
#endif
#if NK_TARGET_NEON
    VECTORS(f32, neon), VECTORS(bf16, neon), VECTORS(f16, neon), BITS(neon),
#endif
#if NK_TARGET_GENOA
    VECTORS(bf16, genoa),
#endif
#if NK_TARGET_ICELAKE
    VECTORS(i8, icelake), BITS(icelake),
#endif
#if NK_TARGET_SKYLAKE
    VECTORS(f32, skylake), VECTORS(f16, skylake), KERNEL(dot, bf16, skylake), KERNEL(dot, i8, skylake),
#endif
#if NK_TARGET_ALDER
    VECTORS(i8, alder),
#endif
#if NK_TARGET_HASWELL
    VECTORS(f32, haswell), VECTORS(bf16, haswell), VECTORS(f16, haswell), VECTORS(i8, haswell), BITS(haswell),
#endif
    VECTORS(f32, serial), VECTORS(bf16, serial), VECTORS(f16, serial), VECTORS(i8, serial), BITS(serial),
};

static nk_capability_t processor;

/* Once, while the library is loaded: asking the processor takes longer than a comparison. */
__attribute__((constructor)) static void ask_processor(void) { processor = nk_capabilities_(); }

nk_capability_t nk_capabilities(void) { return processor; }

nk_capability_t nk_capabilities_compiled(void) { return nk_capabilities_compiled_(); }

nk_capability_t nk_capabilities_available(void) { return processor & nk_capabilities_compiled_(); }

int nk_configure_thread(nk_capability_t wanted) { return nk_configure_thread_(wanted); }

void nk_find_kernel_punned(nk_kernel_kind_t kind, nk_dtype_t type, nk_capability_t viable, nk_kernel_punned_t *function,
                           nk_capability_t *needs) {
    *function = (nk_kernel_punned_t)0;
    *needs = (nk_capability_t)0;
    for (unsigned i = 0; i < sizeof(kernels) / sizeof(kernels[0]); ++i) {
        struct kernel const *kernel = &kernels[i];
        if (kernel->kind == kind && kernel->type == type && (kernel->needs & viable)) {
            *function = kernel->function;
            *needs = kernel->needs;
            return;
        }
    }
}
