/*
 * broadsheet.h - open a corpus of news, and run the scripts that build and measure one.
 *
 * What scripts see (building, selections, counts, tables, statistics) is the whole interface; C
 * programs reach it by running a script.
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

/*
 * A corpus opened for reading: what its catalog named at that moment, whatever a builder does
 * meanwhile. Counted references; many threads may use it at a time.
 */
typedef struct bs_corpus bs_corpus;

/* Opens the corpus in the folder `path`. The caller owns one reference. Fails with BS_IO when there
 * is none and with BS_BAD_DATA, naming the file, when it is damaged. */
BS_API bs_status bs_corpus_open(const char *path, bs_corpus **corpus, bs_error *error);
BS_API bs_corpus *bs_corpus_retain(bs_corpus *corpus);
BS_API void bs_corpus_close(bs_corpus *corpus); /* lets go of one reference; NULL is fine */

BS_API const char *bs_corpus_path(const bs_corpus *corpus); /* "" in memory */
BS_API size_t bs_corpus_article_count(const bs_corpus *corpus);
/* Digest over the articles, whatever the shards they lie in: the same for the same archive. */
BS_API uint64_t bs_corpus_digest(const bs_corpus *corpus);

/*
 * A Lua state with everything that scripts see. A script of one's own has the whole language but
 * nothing that starts programs or loads machine code, unless it is trusted. One thread at a time.
 */
typedef struct bs_script bs_script;

#define BS_SCRIPT_MEMORY ((size_t)2 << 30) /* when nothing else is said */

typedef struct bs_script_options {
    bool is_trusted;      /* the whole standard library, C modules, bytecode */
    size_t memory_max;    /* bytes of the Lua heap, 0 for BS_SCRIPT_MEMORY */
    unsigned jobs;        /* threads of long calls, 0 for one a processor */
    bs_progress progress; /* of long calls; `cancel` is set by the script itself */
    bs_str folder;        /* where `require` looks first; absent for the current one */
} bs_script_options;

BS_API bs_status bs_script_new(const bs_script_options *options, bs_script **script,
                               bs_error *error);
BS_API void bs_script_free(bs_script *script);

/* Opens `path` as a corpus and makes it the global `corpus`. */
BS_API bs_status bs_script_set_corpus(bs_script *script, const char *path, bs_error *error);

/* Runs the file `path` ("-" is standard input) with `args` as `arg` and as its parameters. On
 * failure `error` holds the first line of the message, and bs_script_trace() all of it. */
BS_API bs_status bs_script_run_file(bs_script *script, const char *path, char *const *args,
                                    size_t arg_count, bs_error *error);

/* Message and traceback of the last failed call; valid until the next call. */
BS_API const char *bs_script_trace(const bs_script *script);

#ifdef __cplusplus
}
#endif

#endif
