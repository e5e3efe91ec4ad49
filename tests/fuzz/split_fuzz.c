/* split_fuzz.c - any bytes can be cut. The first two say where a segment lies, the rest is text. */
#include <stdlib.h>

#include "text/split_invariants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    bs_str text = {(const char *)data + 2, size - 2};
    uint32_t start = (uint32_t)(text.size * data[0] / 256);
    uint32_t end = start + (uint32_t)((text.size - start) * data[1] / 256);
    bs_segment segment = {.type = BS_SEGMENT_BODY, .start = start, .end = end};
    if (!split_invariants_hold(text, &segment, 1))
        abort();
    return 0;
}
