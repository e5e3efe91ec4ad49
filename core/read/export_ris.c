/* export_ris.c - RIS, the format of reference managers: "TI  - Title", each record ended by "ER  -
 * ".
 */
#include "base/error.h"
#include "read/exports.h"

static bs_str next_line(bs_str *rest)
{
    const char *end = rest->size > 0 ? memchr(rest->data, '\n', rest->size) : NULL;
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    bs_str line = bs_str_slice(*rest, 0, size);
    *rest = bs_str_slice(*rest, end ? size + 1 : size, rest->size);
    while (line.size > 0 && bs_ascii_is_space((unsigned char)line.data[line.size - 1]))
        line.size--;
    return line;
}

/* "AU  - Roe, Jane": the tag, and the value behind it. */
static bool is_field(bs_str line, bs_str *tag, bs_str *value)
{
    if (line.size < 5 || memcmp(line.data + 2, "  -", 3) != 0 || line.data[0] < 'A' ||
        line.data[0] > 'Z' ||
        !(bs_ascii_is_digit((unsigned char)line.data[1]) ||
          (line.data[1] >= 'A' && line.data[1] <= 'Z')))
        return false;
    *tag = bs_str_slice(line, 0, 2);
    *value = bs_str_trim(bs_str_slice(line, 5, line.size));
    return true;
}

bool bs_ris_matches(bs_str text)
{
    text = bs_str_trim(bs_str_slice(text, 0, text.size < 4096 ? text.size : 4096));
    bs_str tag, value, first = next_line(&text);
    if (!is_field(first, &tag, &value) || !bs_str_equal(tag, BS_STR("TY")))
        return false;
    first = next_line(&text);
    return is_field(first, &tag, &value);
}

/* Texts by rank: the full text where some database puts it, then abstracts, then notes. */
static unsigned text_rank(bs_str tag)
{
    static const char *const tags[] = {"N1", "N2", "AB", "FT", NULL};
    for (unsigned i = 0; tags[i]; i++)
        if (bs_str_equal(tag, bs_str_from(tags[i])))
            return i + 1;
    return 0;
}

typedef struct record {
    unsigned rank; /* of the text that is kept */
    bool is_open;
    bs_str last; /* tag that lines without one belong to */
} record;

static bool take_text(bs_clip *clip, record *at, unsigned rank, bs_str value)
{
    if (rank < at->rank || value.size == 0)
        return true;
    if (rank > at->rank)
        clip->body.count = 0;
    at->rank = rank;
    return bs_clip_add(&clip->body, value);
}

/* A line that belongs to the one before it, or a paragraph more. */
static bool continue_text(bs_clip *clip, record *at, bs_str line)
{
    bs_strs *body = &clip->body;
    bs_str more = bs_str_trim(line);
    if (more.size == 0 || body->count == 0 || line.data[0] != ' ')
        return take_text(clip, at, text_rank(at->last), more);
    bs_str *last = &body->items[body->count - 1];
    bs_buffer joined = {0};
    bs_buffer_add(&joined, *last);
    bs_buffer_add_char(&joined, ' ');
    bs_buffer_add(&joined, more);
    *last = bs_arena_copy(clip->reading->arena, bs_buffer_str(&joined));
    bool is_good = !joined.failed && last->data;
    bs_buffer_clear(&joined);
    return is_good;
}

static bool take(bs_clip *clip, record *at, bs_str tag, bs_str value)
{
    const struct field {
        const char *tags;
        bs_str *to;
    } fields[] = {{"TI T1 ", &clip->title},
                  {"T2 JO JF JA PB ", &clip->outlet},
                  {"DA Y1 PY ", &clip->date},
                  {"UR L2 LK ", &clip->url},
                  {"LA ", &clip->language}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t place = bs_str_find(bs_str_from(fields[i].tags), tag, 0);
        bool is_better = fields[i].to == &clip->date && bs_str_equal(tag, BS_STR("DA"));
        if (place != SIZE_MAX && value.size > 0 && (!fields[i].to->data || is_better)) {
            *fields[i].to = value;
            return true;
        }
    }
    if (bs_str_equal(tag, BS_STR("AU")) || bs_str_equal(tag, BS_STR("A1"))) {
        /* "Roe, Jane" is Jane Roe. */
        bs_str family, given = value;
        bs_arena *arena = clip->reading->arena;
        bs_str_cut(&given, ',', &family);
        bs_str name = given.data
                          ? bs_arena_print(arena, "%.*s %.*s", BS_STR_ARG(bs_str_trim(given)),
                                           BS_STR_ARG(bs_str_trim(family)))
                          : bs_arena_copy(arena, value);
        bs_reading_add_name(clip->reading, name);
        return name.data != NULL;
    }
    unsigned rank = text_rank(tag);
    return rank == 0 || take_text(clip, at, rank, value);
}

bs_status bs_ris_read(bs_clip *clip, bs_str text, bs_error *error)
{
    record at = {0};
    bs_status status = BS_OK;
    for (bs_str rest = text; rest.size > 0 && status == BS_OK;) {
        bs_str line = next_line(&rest), tag, value;
        bool is_good = true;
        if (!is_field(line, &tag, &value)) {
            is_good = !at.is_open || text_rank(at.last) == 0 || continue_text(clip, &at, line);
        } else if (bs_str_equal(tag, BS_STR("TY")) || bs_str_equal(tag, BS_STR("ER"))) {
            if (at.is_open)
                status = bs_clip_end(clip, error);
            at = (record){.is_open = bs_str_equal(tag, BS_STR("TY"))};
            bs_clip_begin(clip);
        } else if (at.is_open) {
            at.last = tag;
            is_good = take(clip, &at, tag, value);
        }
        if (!is_good)
            return bs_fail_memory(error);
    }
    if (status == BS_OK && at.is_open)
        status = bs_clip_end(clip, error);
    return status == BS_OK ? bs_clip_finish(clip, 0, error) : status;
}
