/* error.h - how a function says why it failed: one status and one line for a person. */
#ifndef BS_BASE_ERROR_H
#define BS_BASE_ERROR_H

#include "broadsheet.h"

/* Fills `error` (which may be NULL), cut to its size, and gives back `status`. */
bs_status bs_fail(bs_error *error, bs_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* BS_NO_MEMORY with its usual words. */
bs_status bs_fail_memory(bs_error *error);

#endif
