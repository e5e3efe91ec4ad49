/*
 * export_europresse.c - Europresse as HTML: an <article> each, with the outlet, a line with section
 * and day, the headline, the authors and the text in elements of fixed classes.
 */
#include "base/error.h"
#include "read/exports.h"
#include "read/fragment.h"

bool bs_europresse_matches(bs_str html)
{
    enum { HEAD_BYTES = 32 * 1024 };
    bs_str head = bs_str_slice(html, 0, html.size < HEAD_BYTES ? html.size : HEAD_BYTES);
    return bs_str_find(head, BS_STR("DocPublicationName"), 0) != SIZE_MAX &&
           bs_str_find(html, BS_STR("docOcurrContainer"), 0) != SIZE_MAX;
}

/* What stands behind the tag with a class, up to any of the ends; absent when it is not there. */
static bs_str inside(bs_str html, const char *name, const char *end)
{
    size_t at = bs_str_find(html, bs_str_from(name), 0);
    size_t start = at == SIZE_MAX ? at : bs_str_find(html, BS_STR(">"), at);
    if (start == SIZE_MAX)
        return (bs_str){NULL, 0};
    size_t stop = bs_str_find(html, bs_str_from(end), start);
    return bs_str_slice(html, start + 1, stop == SIZE_MAX ? html.size : stop);
}

/* "International, samedi 6 juillet 2024, p. 4": the day. */
static bs_str day_of(bs_str line)
{
    for (bs_str rest = line, piece; bs_str_cut(&rest, ',', &piece);) {
        bs_date date;
        bs_str words = bs_str_trim(piece), word;
        do /* over the day of the week */
            if (bs_date_written(words, &date) && date.day > 0)
                return words;
        while (bs_str_cut(&words, ' ', &word) && words.data);
    }
    return (bs_str){NULL, 0};
}

static bs_status read_article(bs_clip *clip, bs_str html, bs_error *error)
{
    bs_arena *arena = clip->reading->arena;
    bs_document body = {0};
    bs_clip_begin(clip);
    clip->outlet = bs_fragment_plain(inside(html, "\"DocPublicationName\"", "</span>"), arena);
    clip->date = day_of(bs_fragment_plain(inside(html, "\"DocHeader\"", "</span>"), arena));
    clip->title = bs_fragment_plain(inside(html, "titreArticleVisu", "</p>"), arena);
    clip->byline = bs_fragment_plain(inside(html, "docAuthors", "</div>"), arena);
    bs_document_from_html(&body, inside(html, "docOcurrContainer", "</section>"));
    bool is_good = !body.failed;
    for (size_t i = 0; i < body.paragraphs.count && is_good; i++)
        is_good = bs_clip_add(&clip->body, bs_arena_copy(arena, bs_document_paragraph(&body, i)));
    bs_document_clear(&body);
    return is_good ? bs_clip_end(clip, error) : bs_fail_memory(error);
}

bs_status bs_europresse_read(bs_clip *clip, bs_str html, bs_error *error)
{
    bs_str begin = BS_STR("<article");
    bs_status status = BS_OK;
    for (size_t at = bs_str_find(html, begin, 0); at != SIZE_MAX && status == BS_OK;) {
        size_t next = bs_str_find(html, begin, at + begin.size);
        bs_str article = bs_str_slice(html, at, next == SIZE_MAX ? html.size : next);
        if (bs_str_find(article, BS_STR("DocPublicationName"), 0) != SIZE_MAX)
            status = read_article(clip, article, error);
        at = next;
    }
    return status == BS_OK ? bs_clip_finish(clip, 0, error) : status;
}
