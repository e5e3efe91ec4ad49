/* error.c - see error.h. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

bs_status bs_fail(bs_error *error, bs_status status, const char *format, ...)
{
    if (!error)
        return status;
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return status;
}

bs_status bs_fail_memory(bs_error *error)
{
    return bs_fail(error, BS_NO_MEMORY, "out of memory");
}

const char *bs_version(void)
{
    return BS_VERSION;
}
