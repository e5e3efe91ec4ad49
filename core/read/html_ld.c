/*
 * html_ld.c - what JSON-LD says of the article. Pages get JSON wrong in many ways, so it is read
 * like HTML: what can be made out counts, and the rest is passed over. Objects are looked at when
 * they end, since their type may come last; a script that breaks off has told what it told until
 * then.
 */
#include <stdlib.h>

#include "base/str.h"
#include "base/utf8.h"
#include "read/html_head.h"
#include "read/reference.h"

enum {
    FRAMES_MAX = 24,
    LD_BYTES_MAX = 8 << 20,
    STEPS_MAX = 1 << 15, /* of a page; articles are described in hundreds */
    MARKS_MAX = 1 << 14, /* quotation marks inside one string: more are no string */
    PEOPLE_MAX = 32
};

typedef enum key {
    KEY_OTHER,
    KEY_TYPE,
    KEY_ID,
    KEY_NAME,
    KEY_HEADLINE,
    KEY_DATE,
    KEY_BODY,
    KEY_LANGUAGE,
    KEY_AUTHOR,
    KEY_PUBLISHER,
    KEY_URL,
    KEY_FREE,
} key;

typedef enum kind {
    KIND_NONE,
    KIND_ARTICLE,
    KIND_PAGE,
    KIND_PERSON,
    KIND_ORGANIZATION,
    KIND_OTHER
} kind;

typedef struct frame {
    bool is_array;
    bool wants_key;
    key at; /* of the value at hand; an array has that of its object */
    kind kind;
    bs_str id, name;
    bs_ld ld;
} frame;

typedef struct person {
    bs_str id, name;
    bool is_organization;
} person;

typedef struct ld {
    bs_html_head *head;
    bs_arena *arena;
    bs_str json;
    frame frames[FRAMES_MAX];
    size_t depth;              /* may be more than there are frames */
    person people[PEOPLE_MAX]; /* named by others with their id alone */
    size_t people_count;
} ld;

/* --- Strings -------------------------------------------------------------------------------------
 */

static int hex_at(bs_str text, size_t at)
{
    int value = 0;
    for (size_t i = at; i < at + 4; i++) {
        unsigned char c = i < text.size ? (unsigned char)text.data[i] : 0;
        int digit = bs_ascii_is_digit(c) ? c - '0' : -1;
        if (digit < 0 && bs_ascii_is_alpha(c) && (c | 0x20) <= 'f')
            digit = (c | 0x20) - 'a' + 10;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* "\u00e9" and its second half, when it has one: the bytes that it takes up. */
static size_t unescape_unicode(bs_str raw, size_t at, char bytes[4], size_t *size)
{
    int high = hex_at(raw, at + 2);
    if (high < 0)
        return 0;
    uint32_t point = (uint32_t)high;
    size_t taken = 6;
    if (point >= 0xd800 && point < 0xdc00 && at + 7 < raw.size && raw.data[at + 6] == '\\' &&
        raw.data[at + 7] == 'u') {
        int low = hex_at(raw, at + 8);
        if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + ((point - 0xd800) << 10) + ((uint32_t)low - 0xdc00);
            taken = 12;
        }
    }
    *size = bs_utf8_encode(point, bytes);
    return taken;
}

/* The text of a string, with its escapes and character references; these may be doubled. */
static bs_str text_of(bs_str raw, bs_arena *arena)
{
    if (raw.size > 0 && memchr(raw.data, '\\', raw.size)) {
        char *out = bs_arena_alloc(arena, raw.size + 1);
        if (!out)
            return (bs_str){NULL, 0};
        size_t size = 0;
        for (size_t i = 0; i < raw.size;) {
            if (raw.data[i] != '\\' || i + 1 >= raw.size) {
                out[size++] = raw.data[i++];
                continue;
            }
            char c = raw.data[i + 1], bytes[4];
            size_t written = 0, taken = c == 'u' ? unescape_unicode(raw, i, bytes, &written) : 0;
            if (taken > 0) { /* six bytes or more become four or fewer */
                memcpy(out + size, bytes, written);
                size += written;
                i += taken;
                continue;
            }
            out[size++] = (char)(c == 'n' || c == 'r' ? '\n' : c == 't' ? ' ' : c);
            i += 2;
        }
        raw = (bs_str){out, size};
    }
    return bs_str_trim(bs_reference_decode_all(bs_str_trim(raw), false, arena));
}

static void set_once(bs_str *field, bs_str raw, bs_arena *arena)
{
    if (!field->data && bs_str_trim(raw).size > 0)
        *field = text_of(raw, arena);
}

/* --- Values --------------------------------------------------------------------------------------
 */

static frame *at_depth(ld *from, size_t depth)
{
    return depth > 0 && depth <= FRAMES_MAX ? &from->frames[depth - 1] : NULL;
}

static key key_from(bs_str name)
{
    static const struct {
        const char *name;
        key key;
    } keys[] = {
        {"@type", KEY_TYPE},
        {"@id", KEY_ID},
        {"name", KEY_NAME},
        {"headline", KEY_HEADLINE},
        {"datePublished", KEY_DATE},
        {"articleBody", KEY_BODY},
        {"inLanguage", KEY_LANGUAGE},
        {"author", KEY_AUTHOR},
        {"creator", KEY_AUTHOR},
        {"publisher", KEY_PUBLISHER},
        {"url", KEY_URL},
        {"mainEntityOfPage", KEY_URL},
        {"isAccessibleForFree", KEY_FREE},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (bs_str_equal(name, bs_str_from(keys[i].name)))
            return keys[i].key;
    return KEY_OTHER;
}

static kind kind_from(bs_str type)
{
    static const char *const articles[] = {"Article", "Posting",      "posting",
                                           "Report",  "OpinionPiece", "Newsarticle"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (bs_str_ends(type, bs_str_from(articles[i])) &&
            !bs_str_equal(type, BS_STR("JobPosting")))
            return KIND_ARTICLE;
    if (bs_str_ends(type, BS_STR("Page")))
        return KIND_PAGE;
    if (bs_str_ends(type, BS_STR("Person")))
        return KIND_PERSON;
    return bs_str_ends(type, BS_STR("Organization")) ? KIND_ORGANIZATION : KIND_OTHER;
}

static void add_author(bs_ld *to, bs_str name, bool is_organization)
{
    bs_str *names = is_organization ? to->organizations : to->authors;
    size_t *count = is_organization ? &to->organization_count : &to->author_count;
    if (*count < BS_LD_AUTHORS_MAX && name.size > 0)
        names[(*count)++] = name;
}

static void take_value(ld *from, bs_str raw)
{
    frame *at = at_depth(from, from->depth);
    /* A value in an array belongs to the object around it. */
    frame *to = at && at->is_array ? at_depth(from, from->depth - 1) : at;
    if (!at || !to || to->is_array)
        return;
    bs_arena *arena = from->arena;
    switch (at->at) {
    case KEY_TYPE: {
        kind found = kind_from(raw);
        if (to->kind == KIND_NONE || found == KIND_ARTICLE || to->kind == KIND_OTHER)
            to->kind = found;
        break;
    }
    case KEY_ID:
        set_once(&to->id, raw, arena);
        break;
    case KEY_NAME:
        set_once(&to->name, raw, arena);
        if (at->is_array && to->kind != KIND_ARTICLE)
            add_author(&to->ld, text_of(raw, arena), false);
        break;
    case KEY_HEADLINE:
        set_once(&to->ld.headline, raw, arena);
        break;
    case KEY_DATE:
        set_once(&to->ld.date, raw, arena);
        break;
    case KEY_BODY:
        set_once(&to->ld.body, raw, arena);
        break;
    case KEY_LANGUAGE:
        set_once(&to->ld.language, raw, arena);
        break;
    case KEY_AUTHOR:
        add_author(&to->ld, text_of(raw, arena), false);
        break;
    case KEY_PUBLISHER:
        set_once(&to->ld.publisher, raw, arena);
        break;
    case KEY_URL:
        set_once(&to->ld.url, raw, arena);
        break;
    case KEY_FREE:
        to->ld.is_paywalled = bs_str_equal_nocase(bs_str_trim(raw), BS_STR("false"));
        break;
    case KEY_OTHER:
        break;
    }
}

/* --- Objects -------------------------------------------------------------------------------------
 */

static void begin(ld *from, bool is_array)
{
    const frame *above = at_depth(from, from->depth);
    frame *next = at_depth(from, ++from->depth);
    if (!next)
        return;
    memset(next, 0, sizeof *next);
    next->is_array = is_array;
    next->wants_key = !is_array;
    if (is_array && above)
        next->at = above->at;
}

static void keep(ld *from, const frame *at)
{
    bs_html_head *head = from->head;
    bool is_told = at->kind == KIND_ARTICLE || at->ld.date.data || at->ld.headline.data ||
                   at->ld.author_count > 0 || at->ld.publisher.data || at->ld.body.data;
    if ((at->kind != KIND_ARTICLE && at->kind != KIND_PAGE && at->kind != KIND_NONE) || !is_told ||
        head->ld_count == BS_LD_MAX)
        return;
    bs_ld *kept = &head->lds[head->ld_count++];
    *kept = at->ld;
    kept->is_article = at->kind == KIND_ARTICLE;
    if (!kept->url.data)
        kept->url = at->id;
}

/* {"author": {"name": ..}}, or a list of such; or {"@id": ..} of someone described elsewhere. */
static void tell_owner(ld *from, const frame *at, frame *above)
{
    frame *owner = above->is_array ? at_depth(from, from->depth - 1) : above;
    if (!owner || owner->is_array)
        return;
    if (above->at == KEY_PUBLISHER && !owner->ld.publisher.data) {
        owner->ld.publisher = at->name;
    } else if (above->at == KEY_URL && !owner->ld.url.data) {
        owner->ld.url = at->id;
    } else if (above->at == KEY_AUTHOR) {
        for (size_t i = 0; i < at->ld.author_count; i++) /* {"name": ["A", "B"]} */
            add_author(&owner->ld, at->ld.authors[i], false);
        if (at->ld.author_count == 0)
            add_author(&owner->ld, at->name.data ? at->name : at->id,
                       at->kind == KIND_ORGANIZATION);
    }
}

static void end(ld *from, bool is_array)
{
    const frame *at = at_depth(from, from->depth);
    if (from->depth == 0)
        return;
    from->depth--;
    if (!at || at->is_array || is_array)
        return;
    frame *above = at_depth(from, from->depth);
    bool is_author = above && above->at == KEY_AUTHOR;
    if (at->id.data && at->name.data && from->people_count < PEOPLE_MAX &&
        (at->kind == KIND_PERSON || at->kind == KIND_ORGANIZATION || is_author))
        from->people[from->people_count++] =
            (person){at->id, at->name, at->kind == KIND_ORGANIZATION};
    if (!is_author)
        keep(from, at);
    if (above)
        tell_owner(from, at, above);
}

/* --- Reading -------------------------------------------------------------------------------------
 */

static size_t skip_space(bs_str json, size_t at)
{
    while (at < json.size && bs_ascii_is_space((unsigned char)json.data[at]))
        at++;
    return at;
}

/* Whether the quotation mark at `at` ends a string, or stands in it for want of a backslash. */
static bool ends_string(bs_str json, size_t at, const frame *in)
{
    size_t next = skip_space(json, at + 1);
    if (next >= json.size)
        return true;
    char c = json.data[next];
    if (c == ':' || c == '}' || c == ']')
        return c != ':' || !in || in->wants_key;
    if (c != ',')
        return false;
    next = skip_space(json, next + 1);
    if (next >= json.size)
        return true;
    c = json.data[next];
    return c == '"' || c == '}' || c == ']' || (in && in->is_array && (c == '{' || c == '['));
}

/* The string whose opening mark stands before `at`, and the place behind it. */
static size_t scan_string(bs_str json, size_t at, const frame *in, bs_str *raw)
{
    size_t start = at;
    for (size_t marks = 0; at < json.size && marks < MARKS_MAX; marks++) {
        const char *mark = memchr(json.data + at, '"', json.size - at);
        if (!mark)
            break;
        at = (size_t)(mark - json.data);
        size_t slashes = 0;
        while (at - slashes > start && json.data[at - slashes - 1] == '\\')
            slashes++;
        if (slashes % 2 == 0 && ends_string(json, at, in)) {
            *raw = bs_str_slice(json, start, at);
            return at + 1;
        }
        at++;
    }
    *raw = bs_str_slice(json, start, json.size);
    return json.size;
}

static void read_all(ld *from)
{
    bs_str json = from->json, raw;
    for (size_t at = 0; at < json.size && from->head->ld_steps < STEPS_MAX;) {
        frame *in = at_depth(from, from->depth);
        char c = json.data[at];
        switch (c) {
        case '{':
        case '[':
            from->head->ld_steps++;
            begin(from, c == '[');
            at++;
            continue;
        case '}':
        case ']':
            end(from, c == ']');
            at++;
            break;
        case '"':
            from->head->ld_steps++;
            at = scan_string(json, at + 1, in, &raw);
            if (in && in->wants_key) {
                in->at = key_from(raw);
                in->wants_key = false;
            } else if (from->depth <= FRAMES_MAX) {
                take_value(from, raw);
            }
            continue;
        case ',':
            if (in && !in->is_array)
                in->wants_key = true;
            at++;
            continue;
        default:
            if (in && in->at == KEY_FREE && (c == 'f' || c == 'F'))
                take_value(from, BS_STR("false"));
            at++;
            continue;
        }
    }
    while (from->depth > 0)
        end(from, false);
}

/* Authors that were named by their ids. */
static void resolve(const ld *from, bs_ld *to)
{
    size_t count = 0;
    for (size_t i = 0; i < to->author_count; i++) {
        bs_str name = to->authors[i];
        const person *found = NULL;
        for (size_t k = 0; k < from->people_count && !found; k++)
            if (bs_str_equal(from->people[k].id, name))
                found = &from->people[k];
        if (found && found->is_organization)
            add_author(to, found->name, true);
        else
            to->authors[count++] = found ? found->name : name;
    }
    to->author_count = count;
}

void bs_html_head_take_ld(bs_html_head *head, bs_str json, bs_arena *arena)
{
    if (json.size > LD_BYTES_MAX || head->ld_steps >= STEPS_MAX)
        return;
    ld *from = malloc(sizeof *from);
    if (!from)
        return;
    from->head = head;
    from->arena = arena;
    from->json = json;
    from->depth = from->people_count = 0;
    /* Some pages write all of it with character references, as if it were text. */
    if (bs_str_find(bs_str_slice(json, 0, json.size < 64 ? json.size : 64), BS_STR("&quot;"), 0) !=
        SIZE_MAX)
        from->json = bs_reference_decode_all(json, false, arena);
    size_t first = head->ld_count;
    read_all(from);
    for (size_t i = first; i < head->ld_count; i++)
        resolve(from, &head->lds[i]);
    free(from);
}
