/* warc.c - see warc.h. */
#include "read/warc.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "read/http.h"

enum { LINE_BYTES_MAX = 16 * 1024, TAIL_BYTES = 16 };

void bs_warc_init(bs_warc *warc, bs_stream *from)
{
    *warc = (bs_warc){.window = {.from = from}};
}

void bs_warc_clear(bs_warc *warc)
{
    bs_window_clear(&warc->window);
    bs_buffer_clear(&warc->head);
}

/* --- What is wrong ---------------------------------------------------------------------------- */

/* "record 3 (http://..), at byte 1200: ..". What stands behind is looked for. */
static bs_status broken(bs_warc *warc, bs_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bs_status broken(bs_warc *warc, bs_error *error, const char *format, ...)
{
    char problem[160];
    va_list args;
    va_start(args, format);
    vsnprintf(problem, sizeof problem, format, args);
    va_end(args);
    const bs_warc_record *record = &warc->record;
    bs_str url = record->url;
    if (url.size > 60)
        url.size = 60;
    warc->is_lost = true;
    return bs_fail(error, BS_BAD_DATA, "record %llu%s%.*s%s, at byte %llu: %s",
                   (unsigned long long)record->number, url.size ? " (" : "", BS_STR_ARG(url),
                   url.size ? ")" : "", (unsigned long long)record->offset, problem);
}

/* Damage of the stream below while a record was read. */
static bs_status damaged(bs_warc *warc, const bs_error *cause, bs_error *error)
{
    bs_window_drop(&warc->window);
    return broken(warc, error, "%.140s", cause->message);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static bs_str cut_line(bs_str text, size_t *size)
{
    const char *end = text.size > 0 ? memchr(text.data, '\n', text.size) : NULL;
    *size = end ? (size_t)(end - text.data) + 1 : text.size;
    bs_str line = bs_str_slice(text, 0, end ? *size - 1 : *size);
    while (line.size > 0 && line.data[line.size - 1] == '\r')
        line.size--; /* more than one where line ends were converted twice */
    return line;
}

/* The last word of `*rest`, which is cut off. */
static bs_str last_word(bs_str *rest)
{
    size_t end = rest->size, start;
    while (end > 0 && rest->data[end - 1] == ' ')
        end--;
    start = end;
    while (start > 0 && rest->data[start - 1] != ' ')
        start--;
    bs_str word = bs_str_slice(*rest, start, end);
    rest->size = start > 0 ? start - 1 : 0;
    return word;
}

static bool is_number(bs_str word, size_t digits_min, size_t digits_max)
{
    if (word.size < digits_min || word.size > digits_max)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (!bs_ascii_is_digit((unsigned char)word.data[i]))
            return false;
    return true;
}

/*
 * "URL IP date type size", and in version 2 five more words between type and size. The URL comes
 * first and may have blanks, so the line is read from its end.
 */
static bool arc_line(bs_str line, bs_warc_record *record)
{
    enum { WORDS_V2 = 5, DATE_DIGITS = 14 };
    bs_str rest = line;
    bs_str size = last_word(&rest);
    int64_t value;
    if (!is_number(size, 1, 15) || !bs_str_integer(size, &value))
        return false;
    bs_str behind = rest;
    for (int extra = 0; extra <= WORDS_V2; extra += WORDS_V2) {
        rest = behind;
        for (int i = 0; i < extra; i++)
            last_word(&rest);
        record->type = last_word(&rest);
        record->date = last_word(&rest);
        last_word(&rest); /* the address */
        if (rest.size > 0 && is_number(record->date, 8, DATE_DIGITS) &&
            bs_str_find(rest, BS_STR(":"), 0) != SIZE_MAX) {
            record->url = rest;
            record->size = (uint64_t)value;
            record->kind =
                bs_str_starts(rest, BS_STR("filedesc:")) ? BS_STR("warcinfo") : BS_STR("response");
            return true;
        }
    }
    return false;
}

/* --- Heads ------------------------------------------------------------------------------------ */

static bool begins_record(bs_str text)
{
    return text.size >= 8 && bs_str_starts(text, BS_STR("WARC/")) &&
           bs_ascii_is_digit((unsigned char)text.data[5]);
}

/* Moves over blank lines and, when lost, over all lines up to one that begins a record. */
static bs_status find_record(bs_warc *warc, bs_str *view, bs_error *error)
{
    for (;;) {
        bs_status status = bs_window_see(&warc->window, LINE_BYTES_MAX, view, error);
        if (status == BS_BAD_DATA && view->size > 0)
            status = BS_OK; /* the damage comes later */
        if (status != BS_OK || view->size == 0)
            return status;
        size_t skipped = 0;
        while (skipped < view->size && strchr("\r\n", view->data[skipped]) && view->data[skipped])
            skipped++;
        bs_str rest = bs_str_slice(*view, skipped, view->size);
        bs_warc_record probe;
        size_t size;
        bs_str line = cut_line(rest, &size);
        if (warc->is_lost && skipped == 0 && !begins_record(rest) &&
            !(warc->is_arc && arc_line(line, &probe)))
            skipped = size;
        else if (skipped == 0)
            return BS_OK;
        bs_window_take(&warc->window, skipped);
    }
}

/* Bytes of the header with the empty line behind it, or 0. */
static size_t head_size(bs_str text)
{
    for (size_t at = 0; at < text.size;) {
        size_t size;
        bs_str line = cut_line(bs_str_slice(text, at, text.size), &size);
        if (text.data[at + size - 1] != '\n')
            return 0;
        at += size;
        if (line.size == 0)
            return at;
    }
    return 0;
}

bs_str bs_warc_header(const bs_warc_record *record, const char *name)
{
    bs_str value = bs_http_header(record->head, name);
    if (value.size > 1 && value.data[0] == '<' && value.data[value.size - 1] == '>')
        value = bs_str_slice(value, 1, value.size - 1);
    return value;
}

static bs_status read_warc_head(bs_warc *warc, bs_error *error)
{
    bs_warc_record *record = &warc->record;
    bs_str view;
    bs_error cause;
    bs_status status = bs_window_see(&warc->window, BS_WARC_HEAD_BYTES_MAX, &view, &cause);
    size_t size = head_size(view);
    if (size == 0 && status == BS_BAD_DATA)
        return damaged(warc, &cause, error);
    if (status != BS_OK && status != BS_BAD_DATA) {
        if (error)
            *error = cause;
        return status;
    }
    if (size == 0) {
        bs_window_take(&warc->window, view.size < 5 ? view.size : 5);
        return broken(warc, error, "its header has no end");
    }
    warc->head.size = 0;
    bs_buffer_add(&warc->head, bs_str_slice(view, 0, size));
    if (warc->head.failed)
        return bs_fail_memory(error);
    bs_window_take(&warc->window, size);
    record->head = bs_buffer_str(&warc->head);
    record->kind = bs_warc_header(record, "WARC-Type");
    record->url = bs_warc_header(record, "WARC-Target-URI");
    record->date = bs_warc_header(record, "WARC-Date");
    record->type = bs_warc_header(record, "Content-Type");
    record->id = bs_warc_header(record, "WARC-Record-ID");
    int64_t length;
    bs_str stated = bs_warc_header(record, "Content-Length");
    if (!stated.data)
        return broken(warc, error, "it does not say how long it is");
    if (!bs_str_integer(stated, &length) || length < 0)
        return broken(warc, error, "its length is \"%.*s\"",
                      (int)(stated.size < 40 ? stated.size : 40), stated.data);
    record->size = (uint64_t)length;
    return BS_OK;
}

static bs_status read_arc_head(bs_warc *warc, bs_str view, bs_error *error)
{
    size_t size;
    bs_str line = cut_line(view, &size);
    warc->head.size = 0;
    bs_buffer_add(&warc->head, line);
    if (warc->head.failed)
        return bs_fail_memory(error);
    uint64_t number = warc->record.number, offset = warc->record.offset;
    bool is_good = arc_line(bs_buffer_str(&warc->head), &warc->record);
    warc->record.number = number;
    warc->record.offset = offset;
    bs_window_take(&warc->window, size);
    if (is_good)
        return BS_OK;
    warc->record.url = (bs_str){NULL, 0};
    return broken(warc, error, "\"%.*s\" is no header of a record",
                  (int)(line.size < 60 ? line.size : 60), line.data);
}

bs_status bs_warc_next(bs_warc *warc, const bs_warc_record **record, bs_error *error)
{
    *record = NULL;
    bs_str view;
    bs_status status = find_record(warc, &view, error);
    if (status == BS_BAD_DATA)
        warc->is_lost = true;
    if (status != BS_OK || view.size == 0)
        return status;
    warc->record = (bs_warc_record){.number = ++warc->count, .offset = warc->window.offset};
    warc->is_lost = false;
    if (warc->count == 1)
        warc->is_arc = bs_str_starts(view, BS_STR("filedesc:"));
    if (begins_record(view))
        status = read_warc_head(warc, error);
    else if (warc->is_arc)
        status = read_arc_head(warc, view, error);
    else
        status = broken(warc, error,
                        "behind the record before it stands what is no record; its "
                        "length is wrong");
    if (status == BS_OK)
        *record = &warc->record;
    return status;
}

/* --- Contents --------------------------------------------------------------------------------- */

/* Whether behind a content comes what should: line ends, then another record or the end. */
static bool is_end(const bs_warc *warc, bs_str behind)
{
    size_t at = 0;
    while (at < behind.size && (behind.data[at] == '\r' || behind.data[at] == '\n'))
        at++;
    behind = bs_str_slice(behind, at, behind.size);
    if (warc->is_arc)
        return behind.size == 0 || bs_ascii_is_alpha((unsigned char)behind.data[0]);
    return memcmp(behind.data, "WARC/", behind.size < 5 ? behind.size : 5) == 0;
}

bs_status bs_warc_content(bs_warc *warc, bs_str *content, bs_error *error)
{
    const bs_warc_record *record = &warc->record;
    if (record->size > BS_WARC_RECORD_BYTES_MAX) {
        bs_status passed = bs_warc_pass(warc, error);
        if (passed != BS_OK)
            return passed;
        passed = broken(warc, error, "over %d bytes, the most that is read of one page",
                        BS_WARC_RECORD_BYTES_MAX);
        warc->is_lost = false;
        return passed;
    }
    size_t size = (size_t)record->size;
    bs_str view;
    bs_error cause;
    bs_status status = bs_window_see(&warc->window, size + TAIL_BYTES, &view, &cause);
    if (status == BS_BAD_DATA && view.size < size)
        return damaged(warc, &cause, error);
    if (status != BS_OK && status != BS_BAD_DATA) {
        if (error)
            *error = cause;
        return status;
    }
    if (view.size < size) {
        bs_window_take(&warc->window, view.size);
        return broken(warc, error, "it breaks off after %zu of %zu bytes", view.size, size);
    }
    bs_window_take(&warc->window, size);
    if (!is_end(warc, bs_str_slice(view, size, view.size)))
        return broken(warc, error, "it is longer than the %zu bytes that its header says", size);
    *content = bs_str_slice(view, 0, size);
    return BS_OK;
}

bs_status bs_warc_pass(bs_warc *warc, bs_error *error)
{
    uint64_t skipped;
    bs_error cause;
    bs_status status = bs_window_skip(&warc->window, warc->record.size, &skipped, &cause);
    if (status == BS_BAD_DATA)
        return damaged(warc, &cause, error);
    if (status != BS_OK) {
        if (error)
            *error = cause;
        return status;
    }
    if (skipped < warc->record.size)
        return broken(warc, error, "it breaks off after %llu of %llu bytes",
                      (unsigned long long)skipped, (unsigned long long)warc->record.size);
    return BS_OK;
}
