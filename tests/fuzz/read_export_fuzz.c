/* read_export_fuzz.c - any bytes as the export of a database. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_format(data, size, "export");
}
