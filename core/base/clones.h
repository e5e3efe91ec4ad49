/* clones.h - one function made twice, for machines with AVX2 and for all. */
#ifndef BS_BASE_CLONES_H
#define BS_BASE_CLONES_H

/* Before a hot function: the loader takes the one that the machine can run. Results are the same,
 * as products are rounded before they are added in either. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define BS_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define BS_CLONES
#endif
/* Before what these call, so that it is made twice too. */
#define BS_CLONES_INLINE static inline __attribute__((always_inline))

#endif
