/*
 * html_ld.c - what JSON-LD says of the article. Objects are looked at when they end, since their
 * type may come last; a script that breaks off has told what it told until then.
 */
#include <stdio.h>

#include <yajl/yajl_parse.h>

#include "read/html_page.h"
#include "read/reference.h"

enum { FRAMES_MAX = 32, KEY_BYTES_MAX = 32, LD_BYTES_MAX = 4 << 20, FRAME_AUTHORS_MAX = 16 };

typedef struct frame {
    bool is_array, is_article;
    char key[KEY_BYTES_MAX]; /* of the value at hand; an array has that of its object */
    bs_str name, headline, date, body, language, publisher;
    bs_str authors[FRAME_AUTHORS_MAX];
    size_t author_count;
} frame;

typedef struct ld {
    bs_html_head *head;
    bs_arena *arena;
    frame frames[FRAMES_MAX];
    size_t depth; /* may be more than there are frames */
} ld;

static frame *at_depth(ld *from, size_t depth)
{
    return depth > 0 && depth <= FRAMES_MAX ? &from->frames[depth - 1] : NULL;
}

static bool is_key(const frame *at, const char *key)
{
    return strcmp(at->key, key) == 0;
}

static void add_author(frame *to, bs_str name)
{
    if (to->author_count < FRAME_AUTHORS_MAX && name.size > 0)
        to->authors[to->author_count++] = name;
}

static void set_once(bs_str *field, bs_str value)
{
    if (!field->data && bs_str_trim(value).size > 0)
        *field = bs_str_trim(value);
}

static bool is_article_type(bs_str type)
{
    static const char *const types[] = {"Article",         "BlogPosting",  "Report",
                                        "LiveBlogPosting", "OpinionPiece", "Blogposting"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (bs_str_ends(type, bs_str_from(types[i])))
            return true;
    return bs_str_ends(type, BS_STR("NewsArticle"));
}

static int on_string(void *context, const unsigned char *data, size_t size)
{
    ld *from = context;
    frame *at = at_depth(from, from->depth);
    /* A value in an array belongs to the object around it. */
    frame *to = at && at->is_array ? at_depth(from, from->depth - 1) : at;
    if (!at || !to || to->is_array)
        return 1;
    bs_str value = bs_arena_copy(from->arena, (bs_str){(const char *)data, size});
    if (!value.data)
        return 1;
    if (is_key(at, "@type"))
        to->is_article = to->is_article || is_article_type(value);
    else if (is_key(at, "name"))
        set_once(&to->name, value);
    else if (is_key(at, "headline"))
        set_once(&to->headline, bs_reference_decode_all(value, false, from->arena));
    else if (is_key(at, "datePublished"))
        set_once(&to->date, value);
    else if (is_key(at, "articleBody"))
        set_once(&to->body, bs_reference_decode_all(value, false, from->arena));
    else if (is_key(at, "inLanguage"))
        set_once(&to->language, value);
    else if (is_key(at, "author") || is_key(at, "creator"))
        add_author(to, value);
    return 1;
}

static int on_key(void *context, const unsigned char *data, size_t size)
{
    ld *from = context;
    frame *at = at_depth(from, from->depth);
    if (at)
        snprintf(at->key, sizeof at->key, "%.*s", size < KEY_BYTES_MAX ? (int)size : 0,
                 (const char *)data);
    return 1;
}

static void begin(ld *from, bool is_array)
{
    const frame *above = at_depth(from, from->depth);
    frame *next = at_depth(from, ++from->depth);
    if (!next)
        return;
    memset(next, 0, sizeof *next);
    next->is_array = is_array;
    if (is_array && above)
        memcpy(next->key, above->key, sizeof next->key);
}

static int on_start_map(void *context)
{
    begin(context, false);
    return 1;
}

static int on_start_array(void *context)
{
    begin(context, true);
    return 1;
}

/* An article fills the head; a page that is called none still knows its date. */
static void take_frame(ld *from, const frame *at)
{
    bs_html_head *head = from->head;
    if (!at->is_article) {
        set_once(&head->other_date, at->date);
        return;
    }
    set_once(&head->ld_title, at->headline);
    set_once(&head->ld_date, at->date);
    set_once(&head->ld_body, at->body);
    set_once(&head->publisher, at->publisher);
    set_once(&head->language, at->language);
    if (head->ld_author_count == 0) {
        memcpy(head->ld_authors, at->authors, at->author_count * sizeof *at->authors);
        head->ld_author_count = at->author_count;
    }
}

static int on_end(void *context)
{
    ld *from = context;
    const frame *at = at_depth(from, from->depth);
    from->depth -= from->depth > 0;
    frame *above = at_depth(from, from->depth);
    if (!at || at->is_array)
        return 1;
    take_frame(from, at);
    if (above) { /* {"author": {"name": ..}}, or a list of such */
        const char *key = above->key;
        frame *owner = above->is_array ? at_depth(from, from->depth - 1) : above;
        if (owner && (strcmp(key, "author") == 0 || strcmp(key, "creator") == 0))
            add_author(owner, at->name);
        else if (owner && strcmp(key, "publisher") == 0)
            set_once(&owner->publisher, at->name);
    }
    return 1;
}

static int on_end_array(void *context)
{
    ld *from = context;
    from->depth -= from->depth > 0;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

void bs_html_head_take_ld(bs_html_head *head, bs_str json, bs_arena *arena)
{
    if (json.size > LD_BYTES_MAX)
        return;
    /* Line ends inside strings are common and no JSON. */
    unsigned char *bytes = bs_arena_alloc(arena, json.size + 1);
    ld *from = bs_arena_array(arena, 1, sizeof *from);
    yajl_handle parser = bytes && from ? yajl_alloc(&callbacks, NULL, from) : NULL;
    if (!parser)
        return;
    for (size_t i = 0; i < json.size; i++)
        bytes[i] = (unsigned char)json.data[i] < ' ' ? ' ' : (unsigned char)json.data[i];
    from->head = head;
    from->arena = arena;
    yajl_config(parser, yajl_allow_trailing_garbage, 1);
    yajl_config(parser, yajl_dont_validate_strings, 1);
    if (yajl_parse(parser, bytes, json.size) == yajl_status_ok)
        yajl_complete_parse(parser);
    yajl_free(parser);
    while (from->depth > 0)
        on_end(from);
}
