/* read_odt_fuzz.c - any bytes as ODT. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_format(data, size, "odt");
}
