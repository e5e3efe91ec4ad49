/*
 * html_date.c - when the article was published: JSON-LD, the head, <time>, the address, what stands
 * beside the byline, and the first date of the text, in this order of trust. Two that exclude each
 * other are reported.
 */
#include "base/error.h"
#include "read/html_facts.h"
#include "read/html_phrases.h"

enum {
    SEEN_BYTES_MAX = 200,
    BODY_BLOCKS = 3,
    LINE_WIDTH_MAX = 60,
    LINES_MAX = 4000,
    APART_DAYS = 2
};

typedef struct said {
    const char *by; /* for a person */
    bs_str value;   /* as it is written, where there is an attribute */
    bs_date date;
    bs_basis basis;
} said;

static bool is_day(bs_date date)
{
    return date.day > 0 && date.year >= 1970;
}

static bool read_said(bs_str value, const char *by, bs_basis basis, said *to)
{
    bs_date date;
    if (!value.data || !bs_date_written(value, &date) || !is_day(date))
        return false;
    *to = (said){by, value, date, basis};
    return true;
}

static bool by_head(const bs_page *page, said *to)
{
    const bs_html_head *head = &page->head;
    return read_said(head->meta_date, "a meta element", BS_BASIS_METADATA, to) ||
           read_said(head->item_date, "a meta element", BS_BASIS_METADATA, to) ||
           read_said(head->other_date, "a meta element", BS_BASIS_METADATA, to);
}

static bool by_ld(const bs_page *page, said *to)
{
    const bs_ld *ld = bs_html_main_ld(page);
    if (ld && read_said(ld->date, "JSON-LD", BS_BASIS_METADATA, to))
        return true;
    return false;
}

/* What JSON-LD says of the page rather than of the article. */
static bool by_page_ld(const bs_page *page, said *to)
{
    for (size_t i = 0; i < page->head.ld_count; i++)
        if (read_said(page->head.lds[i].date, "JSON-LD", BS_BASIS_METADATA, to))
            return true;
    return false;
}

/* "Updated 9 July" is not the day of publication. */
static bool tells_change(bs_str text)
{
    static const char *const words[] = {
        "updated",   "modified",   "aktualisiert", "mis \xc3\xa0 jour", "actualizad", "aggiornat",
        "atualizad", "bijgewerkt", "oppdatert",    "uppdaterad",        "opdateret",  "last edited",
        NULL};
    return bs_html_count_phrases(text, words) > 0;
}

static bool by_time(const bs_page *page, said *to)
{
    const bs_clue *best = NULL;
    int best_rank = 0;
    bs_date first = {0}, date;
    bool agree = true;
    for (size_t i = 0; i < page->clue_count; i++) {
        const bs_clue *clue = &page->clues[i];
        bool is_published = clue->property.size > 0 &&
                            bs_str_find(clue->property, BS_STR("datePublished"), 0) != SIZE_MAX;
        bool is_changed = clue->property.size > 0 &&
                          bs_str_find(clue->property, BS_STR("dateModified"), 0) != SIZE_MAX;
        if (!(clue->marks & BS_MARK_DATE) || is_changed ||
            !(clue->tag == BS_TAG_TIME || is_published) ||
            !bs_date_written(clue->datetime, &date) || !is_day(date) || !bs_html_is_own(page, clue))
            continue;
        if (!best)
            first = date;
        agree = agree && bs_date_first_day(date) == bs_date_first_day(first);
        bool has_changed = tells_change(bs_page_clue_text(page, clue));
        int rank = is_published                                         ? 4
                   : bs_html_is_near(page, clue->block) && !has_changed ? 3
                   : has_changed                                        ? 1
                                                                        : 2;
        if (rank > best_rank) {
            best = clue;
            best_rank = rank;
        }
    }
    if (!best || (best_rank < 3 && !agree))
        return false;
    return read_said(best->datetime, "a time element", BS_BASIS_METADATA, to);
}

static bool by_url(const bs_page *page, said *to)
{
    bs_date date;
    bs_str url = page->reading->draft.url;
    if (!url.data || !bs_date_in_url(url, &date) || !is_day(date))
        return false;
    *to = (said){"the address", url, date, BS_BASIS_URL};
    return true;
}

static bool read_seen(const bs_page *page, bs_str text, said *to)
{
    bs_date date;
    bs_date_order order =
        bs_date_order_of(page->head.language.data ? page->head.language : page->head.locale);
    if (text.size > SEEN_BYTES_MAX)
        text.size = SEEN_BYTES_MAX;
    if (!bs_date_seen(text, order, &date) || !is_day(date) || date.year > 2100)
        return false;
    *to = (said){"the text", text, date, BS_BASIS_STATED};
    return true;
}

/* The first short line of the page that has a date, which then is a guess. */
static bool by_any_line(const bs_page *page, said *to)
{
    for (size_t i = 0; i < page->blocks.count && i < LINES_MAX; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (block->width > LINE_WIDTH_MAX ||
            (page->elements.items[block->element].marks & (BS_MARK_CARD | BS_MARK_COMMENT)) ||
            !read_seen(page, bs_page_block_text(page, block), to))
            continue;
        to->basis = BS_BASIS_INFERRED;
        return true;
    }
    return false;
}

/* Dates that the page shows: those in elements that are called so, near the headline before others;
 * then short lines near it; then the first lines of the article. */
static bool by_sight(const bs_page *page, said *to)
{
    size_t first = 0;
    while (first < page->blocks.count && !page->blocks.items[first].is_shown)
        first++;
    for (int pass = 0; pass < 4; pass++) { /* before the text, and then behind its beginning */
        size_t from = pass < 2 ? 0 : first, until = pass < 2 ? first : page->blocks.count;
        bool is_changed = pass % 2 == 1;
        for (size_t i = 0; i < page->clue_count; i++) {
            const bs_clue *clue = &page->clues[i];
            if (clue->block < from || clue->block >= until ||
                !(clue->marks & (BS_MARK_DATE | BS_MARK_AUTHOR)) ||
                !bs_html_is_near(page, clue->block) || !bs_html_is_own(page, clue))
                continue;
            bs_str text = bs_page_clue_text(page, clue);
            if (text.size > 0 && text.size <= SEEN_BYTES_MAX && read_seen(page, text, to) &&
                tells_change(text) == is_changed)
                return true;
        }
        from = from > page->near_first ? from : page->near_first;
        until = until <= page->near_last ? until : page->near_last + 1;
        for (size_t i = from; i < until && i - from < LINES_MAX; i++) {
            const bs_block *block = &page->blocks.items[i];
            bs_str text = bs_page_block_text(page, block);
            said line;
            if (block->width <= 120 &&
                !(page->elements.items[block->element].marks & (BS_MARK_CARD | BS_MARK_COMMENT)) &&
                read_seen(page, text, &line) && tells_change(text) == is_changed) {
                *to = line;
                return true;
            }
        }
    }
    size_t seen = 0;
    for (size_t i = 0; i < page->blocks.count && seen < BODY_BLOCKS; i++) {
        const bs_block *block = &page->blocks.items[i];
        if (!block->is_shown || block->rank > 0)
            continue;
        seen++;
        if (read_seen(page, bs_page_block_text(page, block), to)) {
            to->basis = BS_BASIS_INFERRED;
            return true;
        }
    }
    /* Anything that is called a date, wherever it stands. */
    for (size_t i = 0; i < page->clue_count; i++) {
        const bs_clue *clue = &page->clues[i];
        if (!(clue->marks & BS_MARK_DATE) || !bs_html_is_own(page, clue))
            continue;
        bs_str text = bs_page_clue_text(page, clue);
        if (text.size > 0 && text.size <= SEEN_BYTES_MAX && read_seen(page, text, to))
            return true;
    }
    return by_any_line(page, to);
}

/* A time in UTC is of the day before or after for those who wrote and read it; the address has the
 * day that the outlet counts. */
static bool is_universal(const said *one)
{
    return bs_str_ends(one->value, BS_STR("Z")) || bs_str_ends(one->value, BS_STR("+00:00")) ||
           bs_str_ends(one->value, BS_STR("+0000"));
}

static bool is_next(bs_date one, bs_date other)
{
    int32_t apart = bs_date_first_day(one) - bs_date_first_day(other);
    return apart == 1 || apart == -1;
}

static bs_status find_contradiction(bs_page *page, const said *one, const said *other,
                                    bs_error *error)
{
    int32_t apart = bs_date_first_day(one->date) - bs_date_first_day(other->date);
    if (apart >= -APART_DAYS && apart <= APART_DAYS)
        return BS_OK;
    char left[BS_DAY_TEXT_MAX], right[BS_DAY_TEXT_MAX];
    bs_date_write(one->date, left);
    bs_date_write(other->date, right);
    bs_str message =
        bs_arena_print(page->reading->arena, "%s says that this was published on %s, %s says %s",
                       one->by, left, other->by, right);
    return message.data
               ? bs_reading_find(page->reading, BS_STR("contradicting dates"), 0, 0, message, error)
               : bs_fail_memory(error);
}

bs_status bs_page_take_date(bs_page *page, bs_error *error)
{
    bool (*const ways[])(const bs_page *, said *) = {by_ld, by_head, by_page_ld, by_time, by_url};
    said best = {0}, other;
    bs_draft *draft = &page->reading->draft;
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && status == BS_OK; i++) {
        if (!ways[i](page, &other))
            continue;
        if (!best.by)
            best = other;
        else
            status = find_contradiction(page, &best, &other, error);
    }
    if (best.by && best.basis == BS_BASIS_METADATA && is_universal(&best) && by_url(page, &other) &&
        is_next(best.date, other.date))
        best = other;
    if (!best.by && status == BS_OK)
        by_sight(page, &best);
    if (best.by && draft->basis == BS_BASIS_NONE) {
        draft->date = best.date;
        draft->basis = best.basis;
    }
    return status;
}
