/*
 * broadsheet.h - read a news archive, build a corpus of it, and measure what is in it.
 *
 * Handles are opaque. A function that can fail returns a bs_status and, on failure, fills the
 * caller's bs_error (which may be NULL) and leaves every other output untouched. A bs_str is a
 * borrowed view: it stays valid as long as the handle it came from stays open.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BROADSHEET_H
#define BROADSHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BS_API __attribute__((visibility("default")))

typedef enum bs_status {
    BS_OK,
    BS_NO_MEMORY,   /* an allocation failed */
    BS_IO,          /* the system refused a file */
    BS_BAD_DATA,    /* the input is not what it claims to be */
    BS_LIMIT,       /* a named maximum was passed */
    BS_MISUSE,      /* the caller asked for what cannot be: an unknown name, a closed handle */
    BS_CANCELLED,   /* the caller asked to stop */
    BS_UNSUPPORTED, /* a format that is known and not read */
} bs_status;

typedef struct bs_error {
    bs_status status;
    char message[512]; /* one line that names the file and place where it can */
} bs_error;

/* A view of bytes, not terminated. `data` is NULL for "absent", which is not the same as empty. */
typedef struct bs_str {
    const char *data;
    size_t size;
} bs_str;

/*
 * How a long call tells how far it is and learns that it should stop. Zero value: silent, not
 * cancellable. `report` is called from the thread that made the long call, never often.
 */
typedef struct bs_progress {
    void (*report)(void *context, const char *what, uint64_t done, uint64_t total);
    void *context;
    const volatile int
        *cancel; /* the call ends with BS_CANCELLED soon after this becomes non-zero */
} bs_progress;

/* The version of the library, as in "0.1.0". */
BS_API const char *bs_version(void);

#ifdef __cplusplus
}
#endif

#endif
