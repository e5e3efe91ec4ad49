/*
 * json.c - JSON Lines, arrays of objects, and single objects as articles, through yajl.
 *
 * Lines are parsed one by one, so a bad one loses itself alone. An object that wraps a list of
 * articles ({"articles": [..]}) is seen through.
 */
#include <stdio.h>

#include <yajl/yajl_parse.h>

#include "base/array.h"
#include "base/error.h"
#include "read/formats.h"
#include "read/json_guess.h"
#include "read/record.h"

enum { NESTED_RANK = 1000 };

/* Depth counts open objects and arrays. Articles are the objects that open at `article_depth`. */
typedef struct json {
    bs_record record;
    bs_str text; /* the whole input */
    uint64_t line;
    unsigned depth, article_depth;
    bool is_whole;  /* not line by line: arrays and wrappers are seen through */
    bool is_inside; /* an article */
    bs_key key;     /* of the value at hand, BS_KEY_NONE for what is passed over */
    unsigned rank;
    bool is_wrapper;          /* the key names a list of articles */
    bool may_open, is_opened; /* an object of the article that holds its values: {"fields": {..}} */
    enum { MEMBER_OTHER, MEMBER_VALUE, MEMBER_BASIS, MEMBER_FROM } member; /* of a value's object */
    bool is_span; /* the date was inferred from the text and has a span: that is done again */
    /* Segments, as we write them: a list of objects. */
    bool is_in_segments;
    enum { PART_OTHER, PART_TYPE, PART_START, PART_END, PART_ANCHOR } part;
    bs_segment segment; /* at hand */
    unsigned parts;     /* of it, as bits */
    bs_segments segments;
    bool has_bad_segment;
    bs_buffer joined; /* paragraphs of a text that is a list */
    bs_str basis;
    bs_status status; /* the first failure, after which nothing more is done */
    bs_error *error;
} json;

/* Strings without escapes lie in the input itself. */
static bs_str keep(json *from, const unsigned char *data, size_t size)
{
    const char *start = (const char *)data;
    if (start >= from->text.data && start + size <= from->text.data + from->text.size)
        return (bs_str){start, size};
    bs_str copy = bs_arena_copy(from->record.reading->arena, (bs_str){start, size});
    if (!copy.data && from->status == BS_OK)
        from->status = bs_fail_memory(from->error);
    return copy;
}

static int go_on(const json *from)
{
    return from->status == BS_OK;
}

/* --- Segments ----------------------------------------------------------------------------------
 */

static void take_part(json *from, bs_str value)
{
    int64_t number;
    bs_segment *segment = &from->segment;
    bool is_number = bs_str_integer(value, &number) && number >= 0 && number <= UINT32_MAX;
    bool is_good = false;
    if (from->part == PART_TYPE)
        is_good = bs_segment_type_from(value, &segment->type);
    else if (from->part == PART_START && (is_good = is_number))
        segment->start = (uint32_t)number;
    else if (from->part == PART_END && (is_good = is_number))
        segment->end = (uint32_t)number;
    else if (from->part == PART_ANCHOR)
        segment->anchor = value;
    if (is_good)
        from->parts |= 1u << from->part;
}

static void end_segment(json *from)
{
    enum { WHOLE = 1 << PART_TYPE | 1 << PART_START | 1 << PART_END };
    bs_segment *added = from->parts == WHOLE ? bs_array_push(&from->segments) : NULL;
    if (added)
        *added = from->segment;
    else if (from->parts != 0) /* else those of somebody else */
        from->has_bad_segment = true;
    from->segment = (bs_segment){.start = 0};
    from->parts = 0;
}

static bool is_boundary(bs_str text, size_t at)
{
    return at == text.size || ((unsigned char)text.data[at] & 0xc0) != 0x80;
}

/* The segments of the record, if they fit its text. */
static bs_status use_segments(json *from)
{
    bs_reading *reading = from->record.reading;
    bs_str text = from->record.values[BS_KEY_TEXT];
    size_t end = 0;
    bool is_good = !from->has_bad_segment;
    for (size_t i = 0; i < from->segments.count && is_good; i++) {
        const bs_segment *segment = &from->segments.items[i];
        is_good = segment->start >= end && segment->end > segment->start &&
                  segment->end <= text.size && is_boundary(text, segment->start) &&
                  is_boundary(text, segment->end);
        end = segment->end;
    }
    if (!is_good)
        return bs_reading_find(reading, BS_STR("segments"), 0, 0,
                               BS_STR("the segments that the file states do not fit the text"),
                               from->error);
    bs_status status = BS_OK;
    for (size_t i = 0; i < from->segments.count && status == BS_OK; i++) {
        const bs_segment *segment = &from->segments.items[i];
        status = bs_reading_add_segment(reading, segment->type, segment->start, segment->end,
                                        from->error);
        if (status == BS_OK)
            reading->draft.segments.items[reading->draft.segments.count - 1].anchor =
                segment->anchor;
    }
    return status;
}

/* --- Values ------------------------------------------------------------------------------------
 */

/* A key of the article, or of an object in it that holds its values: those are taken where there is
 * none of that name above. */
static unsigned level_of(const json *from)
{
    unsigned below = from->depth - from->article_depth;
    return from->is_opened && below > 0 ? below - 1 : below;
}

static bool opens_record(bs_str name)
{
    static const char *const names[] = {"_source", "fields",     "article", "document", "doc",
                                        "story",   "attributes", "post",    "data"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_is_nocase(name, names[i]))
            return true;
    return false;
}

static void take(json *from, bs_str value)
{
    bs_record *record = &from->record;
    unsigned below = level_of(from);
    if (below == 1) { /* {"title": value} */
        bs_record_set(record, from->key, from->rank, value);
        return;
    }
    if (from->key == BS_KEY_BYLINE) { /* a list of names or of objects with names */
        if (from->member == MEMBER_VALUE)
            bs_reading_add_name(record->reading, value);
        return;
    }
    if (from->key == BS_KEY_TEXT && below == 2) { /* a list of paragraphs */
        if (from->joined.size > 0)
            bs_buffer_add(&from->joined, BS_STR("\n\n"));
        bs_buffer_add(&from->joined, value);
        return;
    }
    if (below == 2 && from->member == MEMBER_VALUE) /* {"published": {"value": value}} */
        bs_record_set(record, from->key, from->rank, value);
    if (below == 2 && from->member == MEMBER_BASIS && from->key == BS_KEY_DATE)
        from->basis = value;
    if (below == 2 && from->member == MEMBER_FROM && from->key == BS_KEY_DATE)
        from->is_span = true;
}

static int on_string(void *context, const unsigned char *data, size_t size)
{
    json *from = context;
    bool is_part = from->is_in_segments && from->part != PART_OTHER && level_of(from) == 3;
    if (is_part || (from->is_inside && from->key != BS_KEY_NONE)) {
        bs_str value = keep(from, data, size);
        if (value.data && is_part)
            take_part(from, value);
        else if (value.data)
            take(from, value);
    }
    return go_on(from);
}

static int on_number(void *context, const char *data, size_t size)
{
    json *from = context;
    if (from->key == BS_KEY_ID || from->key == BS_KEY_DATE || from->is_in_segments)
        return on_string(context, (const unsigned char *)data, size);
    return go_on(from);
}

static int on_null(void *context)
{
    return go_on(context);
}

static int on_boolean(void *context, int value)
{
    (void)value;
    return go_on(context);
}

static bool is_wrapper_key(bs_str name)
{
    static const char *const names[] = {"articles", "documents", "docs",  "items",   "data",
                                        "results",  "records",   "posts", "stories", "entries"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bs_str_is_nocase(name, names[i]))
            return true;
    return false;
}

static int on_key(void *context, const unsigned char *data, size_t size)
{
    json *from = context;
    bs_str name = {(const char *)data, size};
    unsigned below = level_of(from);
    if (!from->is_inside)
        return 1;
    if (below == 3 && from->is_in_segments) {
        static const char *const parts[] = {"type", "start", "end", "anchor"};
        from->part = PART_OTHER;
        for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
            if (bs_str_equal(name, bs_str_from(parts[i])))
                from->part = PART_TYPE + i;
    } else if (below == 1) {
        from->is_in_segments = bs_str_equal(name, BS_STR("segments"));
        from->member = MEMBER_VALUE;
        from->may_open = !from->is_opened && opens_record(name);
        from->is_wrapper = from->is_whole && from->depth == 1 && is_wrapper_key(name);
        if (!bs_record_wants(&from->record, name, &from->key, &from->rank))
            from->key = BS_KEY_NONE;
        if (from->is_opened)
            from->rank += NESTED_RANK;
        if (from->is_opened && from->key != BS_KEY_NONE && from->record.values[from->key].data &&
            from->rank >= from->record.ranks[from->key])
            from->key = BS_KEY_NONE;
    } else if (bs_str_equal(name, BS_STR("value")) || bs_str_equal(name, BS_STR("name"))) {
        from->member = MEMBER_VALUE;
    } else {
        from->member = bs_str_equal(name, BS_STR("basis"))  ? MEMBER_BASIS
                       : bs_str_equal(name, BS_STR("from")) ? MEMBER_FROM
                                                            : MEMBER_OTHER;
    }
    return go_on(from);
}

static int on_start_map(void *context)
{
    json *from = context;
    if (from->is_inside && from->may_open && from->depth - from->article_depth == 1) {
        from->is_opened = true;
        from->may_open = false;
    } else if (!from->is_inside && from->depth == from->article_depth) {
        from->is_inside = true;
        from->is_opened = from->may_open = false;
        from->key = BS_KEY_NONE;
        from->joined.size = 0;
        from->basis = (bs_str){NULL, 0};
        from->is_in_segments = from->has_bad_segment = from->is_span = false;
        from->segments.count = 0;
        bs_record_begin(&from->record);
    }
    from->depth++;
    return go_on(from);
}

static bs_status end_article(json *from)
{
    bs_record *record = &from->record;
    for (int basis = BS_BASIS_STATED; from->basis.data && basis <= BS_BASIS_INFERRED; basis++)
        if (bs_str_equal(from->basis, bs_str_from(bs_basis_name((bs_basis)basis))))
            record->basis = (bs_basis)basis;
    if (from->is_span && record->basis == BS_BASIS_INFERRED)
        record->values[BS_KEY_DATE] = (bs_str){NULL, 0};
    bs_status status = use_segments(from);
    if (status != BS_OK)
        return status;
    return bs_record_end(record, from->line, from->error);
}

static int on_end_map(void *context)
{
    json *from = context;
    if (from->is_in_segments && level_of(from) == 3)
        end_segment(from);
    from->depth--;
    if (from->is_opened && from->depth - from->article_depth == 1)
        from->is_opened = false;
    if (from->is_inside && from->depth == from->article_depth) {
        from->is_inside = false;
        if (from->status == BS_OK)
            from->status = end_article(from);
    } else if (!from->is_inside && from->depth == 0) {
        from->article_depth = 0; /* the end of a wrapper */
    }
    return go_on(from);
}

static int on_start_array(void *context)
{
    json *from = context;
    if (from->is_whole && !from->is_inside && from->depth == 0)
        from->article_depth = 1;
    from->may_open = false;
    if (from->is_inside && from->is_wrapper && from->depth == 1) {
        from->is_inside = false; /* what was taken for an article holds articles */
        from->article_depth = 2;
    }
    from->depth++;
    return go_on(from);
}

static int on_end_array(void *context)
{
    json *from = context;
    from->depth--;
    if (!from->is_inside || level_of(from) != 1 || from->key != BS_KEY_TEXT ||
        from->joined.size == 0)
        return go_on(from);
    bs_str text = bs_arena_copy(from->record.reading->arena, bs_buffer_str(&from->joined));
    if (from->joined.failed || !text.data)
        from->status = bs_fail_memory(from->error);
    else
        bs_record_set(&from->record, BS_KEY_TEXT, from->rank, text);
    from->joined.size = 0;
    return go_on(from);
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/* What yajl says, on one line. */
static void complaint_of(yajl_handle parser, bs_str text, char problem[128])
{
    unsigned char *said = yajl_get_error(parser, 0, (const unsigned char *)text.data, text.size);
    snprintf(problem, 128, "%s", said ? (const char *)said : "no JSON");
    for (char *end = problem + strlen(problem);
         end > problem && (end[-1] == '\n' || end[-1] == ' ');)
        *--end = '\0';
    if (said)
        yajl_free_error(parser, said);
}

/* Parses one value, or several when the whole input is parsed at once. False with the reason in
 * `problem` when it is no JSON. */
static bool parse(json *from, bs_str text, size_t *consumed, char problem[128])
{
    yajl_handle parser = yajl_alloc(&callbacks, NULL, from);
    if (!parser) {
        from->status = bs_fail_memory(from->error);
        return true;
    }
    yajl_config(parser, yajl_dont_validate_strings, 1); /* it is UTF-8 already */
    yajl_config(parser, yajl_allow_multiple_values, from->is_whole ? 1 : 0);
    from->depth = from->article_depth = 0;
    from->is_inside = from->is_wrapper = false;
    yajl_status status = yajl_parse(parser, (const unsigned char *)text.data, text.size);
    *consumed = yajl_get_bytes_consumed(parser);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(parser);
    bool is_good = status == yajl_status_ok || from->status != BS_OK;
    if (!is_good)
        complaint_of(parser, text, problem);
    yajl_free(parser);
    return is_good;
}

static bs_str cut_line(bs_str *rest)
{
    bs_str line;
    return bs_str_cut(rest, '\n', &line) ? bs_str_trim(line) : (bs_str){NULL, 0};
}

static void read_lines(json *from)
{
    for (bs_str rest = from->text; rest.data && from->status == BS_OK;) {
        bs_str line = cut_line(&rest);
        from->line++;
        if (line.size == 0)
            continue;
        char problem[128];
        size_t consumed, before = from->record.count;
        if (!parse(from, line, &consumed, problem))
            from->status =
                bs_record_complain(&from->record, from->error, "line %llu is no JSON: %s",
                                   (unsigned long long)from->line, problem);
        else if (from->status == BS_OK && from->record.count == before)
            from->status =
                bs_record_complain(&from->record, from->error, "line %llu is no JSON object",
                                   (unsigned long long)from->line);
    }
}

static void read_whole(json *from)
{
    char problem[128];
    size_t consumed;
    from->line = 1;
    if (parse(from, from->text, &consumed, problem))
        return;
    uint64_t line = 1;
    for (size_t i = 0; i < consumed && i < from->text.size; i++)
        line += from->text.data[i] == '\n';
    from->status = bs_record_complain(&from->record, from->error,
                                      "line %llu: damaged JSON, what lies behind it is lost: %s",
                                      (unsigned long long)line, problem);
}

/* JSON Lines have an object on every line. One value over many lines has not, and is told by its
 * second line, which begins with no brace at its first byte. */
static bool is_lines(bs_str text)
{
    bs_str rest = text, line = {NULL, 0};
    while (rest.data && line.size == 0)
        line = cut_line(&rest);
    if (line.size == 0 || line.data[0] != '{')
        return false;
    bs_str second = {NULL, 0};
    while (rest.data && second.size == 0)
        second = cut_line(&rest);
    if (second.size == 0)
        return false;
    return second.data[0] == '{' || line.data[line.size - 1] == '}';
}

static void read_all(json *from)
{
    from->is_whole = !is_lines(from->text);
    if (from->is_whole)
        read_whole(from);
    else
        read_lines(from);
}

/* Nothing has a text by its name: what is in the values may tell, and then all is read again. */
static void read_guessed(json *from)
{
    bs_record *record = &from->record;
    bs_reading *reading = record->reading;
    bs_columns *columns = &reading->columns;
    bs_str name;
    if (record->count == 0 || record->without_text < record->count || record->complaints > 0 ||
        columns->count == BS_COLUMNS_STATED_MAX ||
        !bs_json_guess_text(from->text, reading->arena, &name))
        return;
    columns->items[columns->count].key = BS_KEY_TEXT;
    columns->items[columns->count++].name = name;
    from->status = bs_reading_skip(reading, BS_SKIP_NOTE, from->error,
                                   "the texts were found by what is in them: text = \"%.*s\" "
                                   "(--columns overrules this)",
                                   BS_STR_ARG(name));
    *record = (bs_record){.reading = reading};
    reading->ordinal = 0;
    from->line = 0;
    if (from->status == BS_OK)
        read_all(from);
}

bs_status bs_json_read(bs_reading *reading, bs_str text, bs_error *error)
{
    json from = {.record = {.reading = reading}, .text = text, .error = error};
    read_all(&from);
    if (from.status == BS_OK)
        read_guessed(&from);
    bs_buffer_clear(&from.joined);
    bs_array_free(&from.segments);
    return from.status == BS_OK ? bs_record_finish(&from.record, error) : from.status;
}
