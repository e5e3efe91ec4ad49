/* read_rtf_fuzz.c - any bytes as RTF. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_format(data, size, "rtf");
}
