/*
 * html_kind.c - whether a page is an article at all: an index, a gallery or a wall before the
 * article has running text too. Each sign moves a confidence that begins undecided; the weights are
 * judgements, and the result is told, not acted upon.
 */
#include "base/error.h"
#include "read/html_facts.h"

enum { ARTICLE_WIDTH = 1000, SHORT_WIDTH = 400, TINY_WIDTH = 140, WALL_WIDTH = 800 };

typedef struct shape {
    uint64_t shown, good, links, all, cards;
    size_t shown_count, card_count;
} shape;

static shape shape_of(const bs_page *page)
{
    shape s = {0};
    for (size_t i = 0; i < page->blocks.count; i++) {
        const bs_block *block = &page->blocks.items[i];
        bool is_card = page->elements.items[block->element].marks & BS_MARK_CARD;
        s.all += block->width;
        s.links += block->link;
        s.good += block->is_good ? block->width : 0;
        if (is_card) {
            s.cards += block->width;
            s.card_count++;
        }
        if (block->is_shown && block->rank == 0) {
            s.shown += block->width;
            s.shown_count++;
        }
    }
    return s;
}

static bool is_front(bs_str url)
{
    size_t host = bs_str_find(url, BS_STR("://"), 0);
    if (host == SIZE_MAX)
        return false;
    size_t path = bs_str_find(url, BS_STR("/"), host + 3);
    return path == SIZE_MAX || path + 1 == url.size;
}

static bool has_article_type(const bs_page *page)
{
    const bs_ld *ld = bs_html_main_ld(page);
    return (ld && ld->is_article) || page->head.meta_date.data ||
           bs_str_equal_nocase(page->head.og_type, BS_STR("article"));
}

double bs_page_confidence(const bs_page *page, const char **reason)
{
    shape s = shape_of(page);
    double is_article = 0.5;
    *reason = "little on it reads like an article";
    is_article += s.shown >= ARTICLE_WIDTH ? 0.2
                  : s.shown < TINY_WIDTH   ? -0.3
                  : s.shown < SHORT_WIDTH  ? -0.1
                                           : 0.05;
    is_article += has_article_type(page) ? 0.25 : 0;
    is_article += page->reading->draft.basis == BS_BASIS_METADATA ? 0.1 : 0;
    bs_date date;
    if (bs_date_in_url(page->reading->draft.url, &date) && date.day > 0)
        is_article += 0.25;
    if (page->title_block != UINT32_MAX)
        is_article += page->reading->draft.basis != BS_BASIS_NONE ? 0.15 : 0.05;
    is_article += s.shown * 10 > s.good * 7 ? 0.1 : s.shown * 10 < s.good * 3 ? -0.15 : 0;
    if (s.shown_count > 8 && s.shown / s.shown_count < 60)
        is_article -= 0.15;
    if (s.links * 10 > s.all * 6 && s.shown < ARTICLE_WIDTH) {
        is_article -= 0.2;
        *reason = "most of it is links to other pages";
    }
    if (s.card_count >= 10 && s.cards > s.shown) {
        is_article -= 0.15;
        *reason = "it lists other articles";
    }
    if (is_front(page->reading->draft.url)) {
        is_article -= 0.35;
        *reason = "its address is that of a front page";
    }
    if (page->password_count > 0 && s.shown < WALL_WIDTH) {
        is_article -= 0.3;
        *reason = "it asks for a password and shows little else";
    }
    return is_article < 0 ? 0 : is_article > 1 ? 1 : is_article;
}

static bs_status find(bs_page *page, bs_str kind, bs_str message, bs_error *error)
{
    return message.data ? bs_reading_find(page->reading, kind, 0, 0, message, error)
                        : bs_fail_memory(error);
}

bs_status bs_page_doubt(bs_page *page, bs_error *error)
{
    const char *reason;
    double is_article = bs_page_confidence(page, &reason);
    bs_arena *arena = page->reading->arena;
    bs_status status = BS_OK;
    if (is_article < 0.5)
        status = find(page, BS_STR("no article"),
                      bs_arena_print(arena,
                                     "this page is likely no article: %s (confidence %.2f that it "
                                     "is one)",
                                     reason, is_article),
                      error);
    const bs_ld *ld = bs_html_main_ld(page);
    if (status == BS_OK && ld && ld->is_paywalled && shape_of(page).shown < ARTICLE_WIDTH)
        status = find(page, BS_STR("paywall"),
                      BS_STR("the page says that it is not free to read, and has little text; it "
                             "may be cut"),
                      error);
    return status;
}
