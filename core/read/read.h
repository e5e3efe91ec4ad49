/*
 * read.h - files to articles: folders walked, containers opened, formats recognised by content,
 * encodings converted.
 *
 * Reading is a walk in two steps, so that the second can be done by many threads: bs_read_walk()
 * hands out the bytes of one plain file or container member after the other, in a fixed order, and
 * bs_read_parse() turns such bytes into articles.
 */
#ifndef BS_READ_READ_H
#define BS_READ_READ_H

#include "base/arena.h"
#include "broadsheet.h"
#include "read/article.h"

enum { BS_READ_FILE_BYTES_MAX = 1 << 30, BS_READ_NESTING_MAX = 8 };

typedef struct bs_read_options {
    bs_str date;   /* --date: for articles that have none of their own; basis stated */
    bs_str outlet; /* --outlet: the same */
    bs_str
        format; /* --as: overrules recognition; absent or "auto" recognises. Names: text, markdown,
                   html, jsonl, csv and so on; an unknown one is BS_MISUSE with the list of names */
    bs_str columns; /* of tables and keys of JSON: "text=Body,title=Kop", or the same on lines */
    bs_str cut;     /* a cutting rule for text with many articles, see cut.h */
} bs_read_options;

/* One plain file, or one member of a container. */
typedef struct bs_source {
    bs_str file;   /* path as given, with "!member" behind it inside a container */
    bs_str name;   /* path below the INPUT that it was found under; the same wherever that lies */
    bs_str origin; /* path of the plain file on disk: the container for a member, "-" for stdin */
    bs_str bytes;  /* valid during the call */
    /* Of a page that a crawler stored, absent for files: */
    bs_str url;
    bs_str crawled; /* when, ISO 8601 */
    bs_str type;    /* "text/html", as the server said */
    bs_str charset; /* the same */
    bs_str damage;  /* what is missing or wrong in what was stored; told as a finding */
} bs_source;

/* The same source with its own copy of every string. False without memory. */
bool bs_source_copy(bs_arena *arena, const bs_source *source, bs_source *copy);

/* A plain file on disk that the walk is about to open. */
typedef struct bs_origin {
    bs_str path;
    uint64_t size;
    int64_t modified_ns;
} bs_origin;

typedef enum bs_skip_kind {
    BS_SKIP_LITTER,     /* by rule: "._*" twins, .DS_Store, Thumbs.db, empty files, .. */
    BS_SKIP_UNREADABLE, /* damaged, or the system refused it */
    BS_SKIP_FOREIGN,    /* no text: images, programs, tables without articles, unknown formats */
    BS_SKIP_NOTE,       /* nothing is passed over: something to know of how it was read */
} bs_skip_kind;

typedef struct bs_walk_events {
    void *context;
    /* Asked before a plain file is opened; false passes it over (it has not changed). May be NULL.
     */
    bool (*wants)(void *context, const bs_origin *origin);
    /* A failure other than BS_OK ends the walk and is returned by it. */
    bs_status (*source)(void *context, const bs_source *source, bs_error *error);
    /* What is passed over, with a reason for a person that names the place. */
    bs_status (*skipped)(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                         const char *reason, bs_error *error);
} bs_walk_events;

/*
 * Walks `inputs` in the order given, folders in byte order of names, containers in their own order.
 * An input that does not exist is BS_IO; what is wrong below it is told to `skipped` and the walk
 * goes on. "-" reads standard input.
 */
bs_status bs_read_walk(const bs_str *inputs, size_t input_count, const bs_walk_events *events,
                       const bs_progress *progress, bs_error *error);

typedef struct bs_article_events {
    void *context;
    /* The article lives in the arena given to bs_read_parse(). */
    bs_status (*article)(void *context, const bs_article *article, bs_error *error);
    bs_status (*skipped)(void *context, bs_str file, bs_str origin, bs_skip_kind kind,
                         const char *reason, bs_error *error);
} bs_article_events;

/* Recognises and reads one source. Pure: any thread, any number of times, the same result. The
 * bytes of the source must outlive the articles. */
bs_status bs_read_parse(const bs_source *source, const bs_read_options *options, bs_arena *arena,
                        const bs_article_events *events, bs_error *error);

#endif
