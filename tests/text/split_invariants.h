/* split_invariants.h - what must hold however a text is cut. Used by tests and by the fuzzer. */
#ifndef BS_TESTS_SPLIT_INVARIANTS_H
#define BS_TESTS_SPLIT_INVARIANTS_H

#include "text/split.h"

/* Cuts `text` in every way there is; says on standard error what does not hold. `segments` lie in
 * order inside the text. */
bool split_invariants_hold(bs_str text, const bs_segment *segments, size_t segment_count);

#endif
