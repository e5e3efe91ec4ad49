/* record.c - see record.h. */
#include "read/record.h"

#include <stdarg.h>
#include <stdio.h>

#include "read/fragment.h"

void bs_record_begin(bs_record *record)
{
    memset(record->values, 0, sizeof record->values);
    memset(record->ranks, 0, sizeof record->ranks);
    record->basis = BS_BASIS_METADATA;
    bs_reading_begin(record->reading);
}

bool bs_record_wants(const bs_record *record, bs_str name, bs_key *key, unsigned *rank)
{
    *key = bs_columns_key(&record->reading->columns, name, rank);
    return *key != BS_KEY_NONE && (!record->values[*key].data || *rank < record->ranks[*key]);
}

void bs_record_set(bs_record *record, bs_key key, unsigned rank, bs_str value)
{
    record->values[key] = value;
    record->ranks[key] = rank;
}

bs_status bs_record_end(bs_record *record, uint64_t line, bs_error *error)
{
    bs_reading *reading = record->reading;
    bs_str text = record->values[BS_KEY_TEXT], html = record->values[BS_KEY_HTML];
    bool is_html = bs_str_trim(text).size == 0 && bs_str_trim(html).size > 0;
    record->count++;
    if (bs_str_trim(text).size == 0 && !is_html) {
        if (record->without_text++ == 0)
            record->first_without_text = line;
        reading->ordinal++;
        return BS_OK;
    }
    if (is_html)
        text = html;
    if (memchr(text.data, '\0', text.size)) {
        reading->ordinal++;
        return bs_record_complain(record, error,
                                  "line %llu: the text has a NUL character, which no text has",
                                  (unsigned long long)line);
    }
    for (size_t key = 0; key < BS_RECORD_KEYS; key++) {
        if (!record->values[key].data)
            continue;
        bs_status status =
            bs_reading_take(reading, (bs_key)key, record->values[key], record->basis, error);
        if (status != BS_OK)
            return status;
    }
    if (!is_html)
        return bs_reading_emit(reading, error);
    reading->draft.text = (bs_str){NULL, 0};
    return bs_fragment_emit_html(reading, html, error);
}

bs_status bs_record_complain(bs_record *record, bs_error *error, const char *format, ...)
{
    if (record->complaints++ >= BS_RECORD_COMPLAINTS_MAX)
        return BS_OK;
    char reason[400];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    return bs_reading_skip(record->reading, BS_SKIP_UNREADABLE, error, "%s", reason);
}

bs_status bs_record_finish(bs_record *record, bs_error *error)
{
    bs_status status = BS_OK;
    if (record->complaints > BS_RECORD_COMPLAINTS_MAX)
        status = bs_reading_skip(record->reading, BS_SKIP_UNREADABLE, error,
                                 "%zu more records like these could not be read",
                                 record->complaints - BS_RECORD_COMPLAINTS_MAX);
    if (status != BS_OK || (record->without_text == 0 && record->count > 0))
        return status;
    if (record->without_text < record->count)
        return bs_reading_skip(record->reading, BS_SKIP_FOREIGN, error,
                               "%zu of %zu records have no text; the first is on line %llu",
                               record->without_text, record->count,
                               (unsigned long long)record->first_without_text);
    if (record->complaints > 0 && record->count == 0)
        return BS_OK;
    return bs_reading_skip(record->reading, BS_SKIP_FOREIGN, error,
                           "records without a text: none has a value named text, body, content "
                           "or the like");
}
