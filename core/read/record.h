/*
 * record.h - an article as a row of named values, from JSON or CSV: of several names for one thing
 * the plainest wins, and what has no text or cannot be read is told with its place.
 */
#ifndef BS_READ_RECORD_H
#define BS_READ_RECORD_H

#include "base/str.h"
#include "read/reading.h"

enum { BS_RECORD_KEYS = BS_KEY_HTML + 1, BS_RECORD_COMPLAINTS_MAX = 100 };

typedef struct bs_record {
    bs_reading *reading;
    bs_str values[BS_RECORD_KEYS];
    unsigned ranks[BS_RECORD_KEYS]; /* of the names under which the values came */
    bs_basis basis;                 /* of the date, when the record says so */
    size_t count, without_text;     /* records so far */
    uint64_t first_without_text;    /* its line */
    size_t complaints;
} bs_record;

/* Forgets the values, for the next record. */
void bs_record_begin(bs_record *record);

/* True when a value under `name` would be kept: it is plainer than the one that is there. The
 * caller then calls bs_record_set(), or adds to the byline of the draft. */
bool bs_record_wants(const bs_record *record, bs_str name, bs_key *key, unsigned *rank);
void bs_record_set(bs_record *record, bs_key key, unsigned rank, bs_str value);

/* Makes an article of the values. `line` is where the record begins. */
bs_status bs_record_end(bs_record *record, uint64_t line, bs_error *error);

/* Tells of a record that cannot be read; of very many only the first are told one by one. */
bs_status bs_record_complain(bs_record *record, bs_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* To be called behind the last record: tells how many had no text, and of the complaints that were
 * not told. */
bs_status bs_record_finish(bs_record *record, bs_error *error);

#endif
